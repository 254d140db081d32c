"""The pages of an official: from the programme to the roster, and money by village."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.access.enums import Role
from accounts.access.models import Reveal
from accounts.people.models import User
from tests import personas
from tests.subsidies.ground import elder, official
from timebank.subsidies.models import Budget, Enrolment, Movement, Programme, Run

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def fields(**more: Any) -> dict[str, Any]:
    empty = {f"tier-{n}-{name}": "" for n in range(3) for name in ("yuan", "age_from", "age_to", "category")}
    return {**empty, "tier-TOTAL_FORMS": 3, "tier-INITIAL_FORMS": 0, "age_day": "LAST_DAY", **more}


def test_from_the_programme_to_the_roster() -> None:
    one, other = browser(official()), browser(official("陈建国"))
    lin = elder(born=date(timezone.localdate().year - 83, 1, 1))
    lin.person.id_number = "350425194303017777"
    lin.person.save()
    asked = {"region": "350425", "kind": "CASH_ALLOWANCE", "name_zh": "高龄津贴", "code": "old-age"}
    assert one.post(reverse("subsidies:new"), asked).status_code == 303
    programme = Programme.objects.get()
    here = reverse("subsidies:edition", args=[programme.id])
    assert one.get(here).status_code == 200
    assert one.post(here, fields(valid_from="2020-01-01")).status_code == 422
    tiers = {"tier-0-yuan": "50", "tier-0-age_from": "80", "tier-0-age_to": "89"}
    done = one.post(here, fields(valid_from="2020-01-01", citation="田政办〔2020〕41号", age_from="80", **tiers))
    assert done.status_code == 303
    eligible = reverse("subsidies:eligible", args=[programme.id])
    assert "林" in one.get(eligible).content.decode()
    assert one.post(eligible, {"newly": "1"}).status_code == 303
    assert not Enrolment.objects.exists()  # 80 for years
    assert one.post(eligible, {"all": "1"}).status_code == 303
    enrolment = Enrolment.objects.get()
    bank = {"keep": "1", "bank": "农商行", "bank_account": "6222020000001234"}
    assert one.post(reverse("subsidies:enrolment", args=[enrolment.id]), bank).status_code == 303
    for name in ("programme", "people"):
        assert one.get(reverse(f"subsidies:{name}", args=[programme.id])).status_code == 200
    put = {"put_in": "1", "yuan": "1000", "source": "TREASURY", "happened_on": "2026-01-01", "words": "预算"}
    budget = reverse("subsidies:budget", args=[programme.budget_id])
    key = one.get(budget).context["coming"]["key"].value()
    assert one.post(budget, {**put, "key": key}).status_code == 303
    assert one.post(reverse("subsidies:draw", args=[programme.id])).status_code == 303
    run = Run.objects.get()
    step = lambda name: reverse("subsidies:run_act", args=[run.id, name])  # noqa: E731
    assert "finding=UNSEEN" in one.get(reverse("subsidies:run", args=[run.id])).content.decode()
    one.post(step("propose"))
    one.post(step("approve"))
    run.refresh_from_db()
    assert run.status == "PROPOSED"  # not by the same person
    other.post(step("approve"))
    run.refresh_from_db()
    assert (run.status, run.fen) == ("POSTED", 5_000)
    assert "一分不差" in other.get(reverse("subsidies:run", args=[run.id])).content.decode()
    sheet = load_workbook(BytesIO(one.post(reverse("subsidies:roster", args=[run.id])).content)).active
    assert sheet is not None
    assert "7777" not in str(sheet["C2"].value)[-4:] or "*" in str(sheet["C2"].value)
    full = load_workbook(BytesIO(one.post(reverse("subsidies:roster", args=[run.id]), {"full": "1"}).content)).active
    assert full is not None
    assert (full["C2"].value, full["F2"].value, full["I2"].value) == ("350425194303017777", 50, "6222020000001234")
    assert Reveal.objects.filter(person=lin.person, purpose="roster").exists()
    one.post(step("paid"), {"paid_on": timezone.localdate().isoformat()})
    assert run.rows.get().paid == "PAID"
    assert one.get(reverse("subsidies:overview")).status_code == 200


def test_a_village_keeps_its_own_money_and_a_gift_has_a_receipt() -> None:
    personas.regions()
    village = browser(personas.user("村", Role.VILLAGE_WORKER, region=personas.VILLAGE))
    assert (
        village.post(reverse("subsidies:budgets"), {"region": personas.VILLAGE, "name": "互助资金"}).status_code == 303
    )
    budget = Budget.objects.get()
    here = reverse("subsidies:budget", args=[budget.id])
    base = {"happened_on": "2026-02-01", "words": "敬老"}

    def keys() -> tuple[Any, Any]:
        context = village.get(here).context
        return context["coming"]["key"].value(), context["going"]["key"].value()

    gift = {**base, "put_in": "1", "yuan": "200", "source": "GIFT", "key": keys()[0]}
    assert village.post(here, gift).status_code == 422  # a gift has a donor
    for _again in range(2):
        village.post(here, {**gift, "donor": "范老板"})
    movement = Movement.objects.get()
    assert movement.receipt == "350425-2026-00001"
    assert "范老板" in village.get(reverse("subsidies:receipt", args=[movement.id])).content.decode()
    share = {**base, "put_in": "1", "yuan": "300", "source": "COLLECTIVE", "share_percent": "5", "key": keys()[0]}
    assert village.post(here, share).status_code == 303
    out = {**base, "spend": "1", "yuan": "120.50", "purpose": "RUNNING", "key": keys()[1]}
    assert village.post(here, out).status_code == 303
    assert village.post(here, {**out, "yuan": "10000", "key": keys()[1]}).status_code == 422
    budget.account.refresh_from_db()
    assert budget.account.balance == 37_950
    assert village.get(reverse("subsidies:budgets")).status_code == 200
    assert village.get(reverse("subsidies:overview")).status_code == 403
