"""The pages of associations, from the slip to the week, and what programs are told."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.elders.actions.register_elder import register_elder
from accounts.elders.models import VisitContact
from services.associations.models import Fee, Look, Membership, Round
from tests import personas
from tests.associations.ground import association, clerk, ground
from tests.associations.test_rounds import Counting

pytestmark = pytest.mark.django_db


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_from_the_slip_to_the_week():
    manager, house = ground()
    personas.elder(minutes=0)
    today = timezone.localdate()
    register_elder(by=None, at=timezone.now(), person=personas.person("何大伯", born=date(today.year - 63, 1, 1)))
    chen = signed_in(manager)
    here = [house.id]
    page = lambda name, *more, **query: chen.get(reverse(f"associations:{name}", args=[*here, *more]), query)  # noqa: E731
    post = lambda name, sent, *more: chen.post(reverse(f"associations:{name}", args=[*here, *more]), sent)  # noqa: E731
    assert "白岩村老年协会" in chen.get(reverse("associations:all")).content.decode()
    slip = {"join": "1", "joined_on": today.isoformat(), "consent": "SIGNED"}
    assert post("join", {**slip, "name": "没这人"}).status_code == 422
    for name in ("林细妹", "何大伯"):
        assert post("join", {**slip, "name": name, "helps": "on"}).status_code == 303
    lin, he = (Membership.objects.get(elder__person__name=name) for name in ("林细妹", "何大伯"))
    rule = {"rule": "1", "from_year": str(today.year), "yuan": "12.50", "ground": "会员大会"}
    assert post("fees", rule).status_code == 303
    assert "12.50" in page("fees").content.decode()
    assert "何大伯" in page("members", show="BEHIND").content.decode()
    fee = {"fee": "1", "year": str(today.year), "on": today.isoformat()}
    assert post("member", fee, he.id).status_code == 303
    assert post("member", fee, he.id).status_code == 422
    assert f"{today.year}-0001" in page("member", he.id).content.decode()
    assert "何大伯" not in page("members", show="BEHIND").content.decode()
    row = Fee.objects.get()
    assert post("fee_back", {"reason": ""}, row.id).status_code == 303
    assert post("fee_back", {"reason": "写错"}, row.id).status_code == 303
    assert post("pairs", {"pair": "1", "helper": str(he.id), "member": str(lin.id)}).status_code == 303
    pair = VisitContact.objects.get(organisation=house)
    plan = {"plan": "1", "pairs": [str(pair.id)], "days": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]}
    plan |= {"clock": "09:00", "minutes": "30", "first_on": today.isoformat(), "last_on": ""}
    assert post("rounds", {**plan, "days": []}).status_code == 422
    assert post("rounds", plan).status_code == 303
    one = Round.objects.get()
    day = today.isoformat()
    assert "林细妹" in page("look", one.id, day).content.decode()
    assert post("look", {"look": "1", "outcome": "DONE", "minutes": "25"}, one.id, day).status_code == 303
    assert post("look", {"look": "1", "outcome": "DONE"}, one.id, day).status_code == 422
    helped = {"help": "1", "helper": str(he.id), "member": str(lin.id), "on": day, "words": "挑水"}
    assert post("help", helped).status_code == 303
    assert Look.objects.count() == 2
    front = page("front").content.decode()
    assert "何大伯" in front
    assert page("rounds").status_code == page("pairs").status_code == page("help").status_code == 200
    sheet = page("members", sheet="1")
    assert "spreadsheetml" in sheet["Content-Type"]
    assert "林细妹" in page("members", print="1").content.decode()
    assert post("round_end", {}, one.id).status_code == 303
    assert post("part", {}, pair.id).status_code == 303
    assert post("member", {"leave": "1", "left_on": day, "gone": "LEFT"}, lin.id).status_code == 303
    assert "林细妹" in page("members").content.decode()  # among those who belonged before


def test_the_village_keeps_members_and_never_the_till():
    manager, house = ground()
    lin = personas.elder()
    village = signed_in(clerk())
    assert village.get(reverse("associations:fees", args=[house.id])).status_code == 404
    today = timezone.localdate().isoformat()
    sent = {"join": "1", "organisation": str(house.id), "joined_on": today, "consent": "IN_PERSON"}
    address = reverse("associations:elder", args=[lin.id])
    assert "白岩村老年协会" in village.get(address).content.decode()
    assert village.post(address, sent).status_code == 303
    assert Membership.objects.filter(elder=lin, is_open=True).exists()
    helper = signed_in(personas.proxy(lin))
    assert "白岩村老年协会" in helper.get(address).content.decode()
    assert helper.post(address, sent).status_code in (200, 422)
    assert Membership.objects.count() == 1
    stranger = signed_in(clerk("350425101201", "外村"))
    assert stranger.get(address).status_code == 404
    assert stranger.get(reverse("associations:front", args=[house.id])).status_code == 404
    assert signed_in(manager).get(address).status_code == 404  # no dossier opens by running an association


def test_the_elder_s_side_orders_a_round():

    story = Counting()
    Round.objects.update(first_on=timezone.localdate() + timedelta(days=2))
    village = signed_in(story.village)
    address = reverse("associations:order", args=[story.around.id])
    assert village.get(address).status_code == 200
    sent = {"order": "1", "item": str(story.item.id), "consent": "IN_PERSON"}
    assert village.post(address, sent).status_code == 303
    story.around.refresh_from_db()
    assert story.around.standing is not None
    assert village.post(address, sent).status_code == 422
    assert signed_in(story.manager).get(address).status_code == 404


def test_over_http():
    manager, house = ground()
    personas.elder()
    chair, other = APIClient(), APIClient()
    chair.force_authenticate(manager)
    stranger = personas.user("别会长")
    association(stranger, name="良元村老年协会")
    other.force_authenticate(stranger)
    address = reverse("api_association_members", args=[house.id])
    body = {"name": "林细妹", "joined_on": timezone.localdate().isoformat(), "consent": "SIGNED"}
    assert other.post(address, body, format="json").status_code == 404
    assert chair.post(address, {**body, "name": "没这人"}, format="json").json()["code"] == "nobody_called_that"
    made = chair.post(address, body, format="json")
    assert made.status_code == 201
    assert chair.post(address, body, format="json").status_code == 409
    assert [one["name"] for one in chair.get(address, {"q": "细"}).json()["results"]] == ["林细妹"]
    assert other.get(address).status_code == 404
    leave = reverse("api_leave_association", args=[made.json()["id"]])
    gone = {"left_on": timezone.localdate().isoformat(), "gone": "LEFT"}
    assert other.post(leave, gone, format="json").status_code == 404
    assert chair.post(leave, gone, format="json").json()["gone"] == "LEFT"
