"""Pupils: with a guardian's consent, beside somebody grown up, and not for long."""

from base64 import b64encode
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.organisations.actions.record_consent import BadConsent, PaperMissing, record_consent
from accounts.organisations.actions.withdraw_consent import withdraw_consent
from accounts.organisations.models import GuardianConsent, Member, Paper
from accounts.refusals import NotAllowed
from services.orders.actions.assign_member import assign_member
from services.orders.actions.check_in import check_in
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.actions.relieve_member import relieve_member
from services.orders.actions.seating import NotEligible
from services.orders.matching import Reason
from services.orders.models import Order
from tests import personas
from tests.dispatch.day import ground
from tests.personas import NOW
from tests.security.things import photo

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)


@pytest.fixture
def here():
    here = ground(NOW)
    here.su.person.birth_on = date(2011, 5, 1)
    here.su.person.save(update_fields=["birth_on"])
    here.member = Member.objects.get(person=here.su.person)
    here.elder = personas.elder(minutes=6000)
    here.mei = personas.proxy(here.elder)
    return here


def seats(here, *, hours=26.0):
    """Two seats of one order of an hour."""
    order = personas.order(here.mei, here.elder, at=NOW, hours=hours)
    Order.objects.filter(id=order.id).update(seats=2)
    facts = {"by": here.lian, "at": NOW, "order_id": order.id, "organisation_id": here.house.id}
    return [claim_for_organisation(**facts) for _ in range(2)]


def name(here, seat, who):
    return assign_member(by=here.lian, at=NOW, assignment_id=seat.id, person_id=who.person_id)


def refused(here, seat):
    with pytest.raises(NotEligible) as refusal:
        name(here, seat, here.su)
    return refusal.value.reason


def consent(here, **more):
    facts = {"guardian": "苏大山", "relation": "PARENT", "given_on": TODAY, "valid_until": TODAY + timedelta(days=200)}
    by = {"by": here.lian, "at": NOW, "member_id": here.member.id, "content": photo()}
    return record_consent(**{**by, **facts, **more})


def test_without_a_consent_that_holds_on_the_day_nobody_under_age_is_named(here):
    first, second = seats(here)
    name(here, first, here.yu)
    assert refused(here, second) == Reason.MINOR_WITHOUT_CONSENT
    given = consent(here, valid_until=TODAY)
    assert refused(here, second) == Reason.CONSENT_OVER
    given = consent(here)
    assert GuardianConsent.objects.filter(withdrawn_at=None).get() == given
    assert name(here, second, here.su).person_id == here.su.person_id
    relieve_member(by=here.lian, at=NOW, assignment_id=second.id)
    withdraw_consent(by=here.lian, at=NOW, consent_id=given.id)
    assert refused(here, second) == Reason.MINOR_WITHOUT_CONSENT


def test_only_beside_a_grown_up_of_the_same_order(here):
    consent(here)
    first, second = seats(here)
    assert refused(here, second) == Reason.NEEDS_ADULT
    name(here, first, here.yu)
    name(here, second, here.su)
    relieve_member(by=here.lian, at=NOW, assignment_id=first.id)
    with pytest.raises(NotEligible):
        check_in(by=here.su, at=second.order.starts_at, assignment_id=second.id, method="none")
    name(here, first, here.lian)
    assert check_in(by=here.su, at=second.order.starts_at, assignment_id=second.id, method="none").checked_in_at


def test_not_longer_than_the_rules_say(here):
    consent(here)
    for hours in (26, 28, 30):
        first, second = seats(here, hours=hours)
        name(here, first, here.yu)
        if hours == 30:
            assert refused(here, second) == Reason.MINOR_HOURS
        else:
            name(here, second, here.su)


def test_the_draft_knows_who_goes_beside_them(here):
    from tests.dispatch.day import board

    consent(here)
    first, second = seats(here)
    drafted = board(here)
    one, other = drafted.seats[first.id], drafted.seats[second.id]
    assert drafted.reasons(other, here.su.person_id) == [Reason.NEEDS_ADULT]
    drafted.send(one, here.yu.person_id)
    assert drafted.reasons(other, here.su.person_id) == []


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"valid_until": TODAY + timedelta(days=400)}, BadConsent),
        ({"given_on": TODAY + timedelta(days=1)}, BadConsent),
        ({"content": None}, PaperMissing),
    ],
)
def test_what_is_no_consent(here, wrong, refusal):
    with pytest.raises(refusal):
        consent(here, **wrong)
    with pytest.raises(NotAllowed):
        consent(here, by=here.yu)


def test_by_links_and_buttons(here):
    client = Client()
    client.force_login(here.lian)
    address = reverse("organisation:consents", args=[here.member.id])
    today = timezone.localdate()
    facts = {"guardian": "苏大山", "relation": "PARENT", "given_on": str(today), "valid_until": str(today)}
    assert client.post(address, facts).status_code == 422
    paper = SimpleUploadedFile("p.jpg", photo(), "image/jpeg")
    assert client.post(address, {**facts, "paper": paper}).status_code == 303
    made = GuardianConsent.objects.get()
    assert "苏大山" in client.get(address).content.decode()
    assert "没有监护人同意书" not in client.get(reverse("organisation:members")).content.decode()
    assert client.get(reverse("organisation:consent_paper", args=[made.id])).status_code == 200
    assert client.post(reverse("organisation:consent_withdraw", args=[made.id])).status_code == 303
    made.refresh_from_db()
    assert made.withdrawn_at is not None
    assert "没有监护人同意书" in client.get(reverse("organisation:members")).content.decode()


def test_papers_over_http(here):
    api = APIClient()
    api.force_authenticate(here.lian)
    paper = b64encode(photo()).decode()
    today = timezone.localdate()
    facts = {"guardian": "苏大山", "relation": "PARENT", "given_on": str(today), "valid_until": str(today)}
    address = f"/api/v1/organisations/members/{here.member.id}/consents/"
    made = api.post(address, {**facts, "paper": paper}, format="json")
    assert made.status_code == 201
    assert api.post(address, {**facts, "paper": "!"}, format="json").status_code == 400
    assert api.get(address).json()["results"][0]["guardian"] == "苏大山"
    gone = api.post(f"/api/v1/organisations/consents/{made.json()['id']}/withdraw/")
    assert gone.json()["withdrawn_at"]
    papers = f"/api/v1/organisations/{here.house.id}/papers/"
    assert api.post(papers, {"kind": "FIRE", "number": "消〔2026〕1", "paper": paper}, format="json").status_code == 201
    assert api.post(papers, {"kind": "FIRE", "valid_until": "0001-01-01"}, format="json").status_code == 400
    assert [row["kind"] for row in api.get(papers).json()["results"]] == ["FIRE"]
    assert Paper.objects.get().file
