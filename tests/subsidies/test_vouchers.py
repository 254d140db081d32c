"""A programme pays for a service: set aside when it is ordered, paid to who did it under a contract, or given back."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.access.enums import Role
from accounts.organisations.actions.sign_contract import Price, sign_contract
from accounts.organisations.credit_code import check_character
from accounts.organisations.models import Organisation
from accounts.people.models import User
from services.catalogue.enums import Mode, Performer
from services.merging.actions.say_farewell import say_farewell
from services.orders.actions.assign_member import assign_member
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.actions.confirm_order import confirm_order
from services.orders.enums import Funding
from services.orders.models import Order
from tests import personas
from tests.personas import COUNTY, NOW
from tests.subsidies.ground import elder, enrol, official, purchased
from tests.subsidies.test_monthly_run import posted
from tests.subsidies.test_pages import browser
from timebank.ledger.audit import audit_ledger
from timebank.ledger.models import Account
from timebank.subsidies.enums import UseStatus
from timebank.subsidies.models import Enrolment, VoucherUse, Wallet

pytestmark = pytest.mark.django_db
CODE = "52350425MJ0000000"  # the check character follows


def body(*, price: int = 5_500, most: int | None = None, signed: bool = True) -> tuple[Organisation, User, User]:
    """An organisation with a contract for the housekeeper, its manager and one member."""
    manager, worker = personas.user("连晓雯"), personas.user("范师傅")
    made = personas.organisation(manager, worker)
    made.credit_code = CODE + check_character(CODE)
    made.save()
    if signed:
        sign_contract(
            by=official("签约人"),
            at=NOW,
            organisation_id=made.id,
            region_code=COUNTY,
            number="2026-08",
            signed_on=date(2026, 1, 1),
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            prices=[Price("housekeeper", price, most)],
        )
    return made, manager, worker


def housekeeper(**more: Any) -> Any:
    fields = {"name_zh": "请家政打扫", "price_minutes": 0, "price_fen": 6_000, "performers": [Performer.ORGANISATION]}
    return personas.item("housekeeper", **{**fields, **more})


def enrolled() -> tuple[Any, User]:
    """Lin lives alone and has ¥80 this month; Mei orders for her."""
    by = official()
    lin = elder(lives_alone=True)
    programme = purchased(by)
    enrol(by, programme, lin)
    posted(programme)
    return lin, personas.proxy(lin)


def serve(order: Order, made: Organisation, manager: User, worker: User) -> None:
    seat = claim_for_organisation(by=manager, at=NOW, order_id=order.id, organisation_id=made.id)
    assign_member(by=manager, at=NOW, assignment_id=seat.id, person_id=worker.person_id)
    start = order.starts_at
    check_in(by=worker, at=start, assignment_id=seat.id, method="code", code=order.elder.spoken_code)
    check_out(by=worker, at=start + timedelta(hours=1), assignment_id=seat.id)


def balance() -> tuple[int, int]:
    account = Wallet.objects.get().account
    return account.balance, account.held


def test_money_is_held_at_placing_and_paid_at_the_contracts_price() -> None:
    lin, mei = enrolled()
    made, manager, worker = body()
    order = personas.order(mei, lin, of=housekeeper())
    assert order.lines.get().funding == Funding.PROGRAMME
    assert balance() == (8_000, 6_000)
    serve(order, made, manager, worker)
    confirm_order(by=mei, at=NOW + timedelta(hours=5), order_id=order.id, rating=5)
    use = VoucherUse.objects.get()
    assert (use.status, use.settled_fen, use.contract_number) == (UseStatus.SETTLED, 5_500, "2026-08")
    assert balance() == (2_500, 0)
    assert Account.objects.get(organisation=made, unit="FEN").balance == 5_500
    assert not Account.objects.filter(person=worker.person, unit="MINUTE", balance__gt=0).exists()
    assert audit_ledger().ok


def test_without_a_contract_nothing_is_paid_and_the_money_goes_back() -> None:
    lin, mei = enrolled()
    made, manager, worker = body(signed=False)
    order = personas.order(mei, lin, of=housekeeper())
    serve(order, made, manager, worker)
    confirm_order(by=mei, at=NOW + timedelta(hours=5), order_id=order.id, rating=5)
    use = VoucherUse.objects.get()
    assert (use.status, use.refusal) == (UseStatus.RELEASED, "NO_CONTRACT")
    assert balance() == (8_000, 0)
    assert not Account.objects.filter(organisation=made, unit="FEN", balance__gt=0).exists()


def test_cancelled_gives_back_and_can_be_ordered_again() -> None:
    lin, mei = enrolled()
    order = personas.order(mei, lin, of=housekeeper())
    cancel_order(by=mei, at=NOW, order_id=order.id)
    assert balance() == (8_000, 0)
    assert personas.order(mei, lin, of=housekeeper()).lines.get().funding == Funding.PROGRAMME


@pytest.mark.parametrize(
    ("fields", "quantity", "why"),
    [
        ({"mode": Mode.ONLINE}, 1, "online"),
        ({"price_fen": 9_000}, 1, "more than is left"),
        ({"price_fen": 4_100}, 2, "more than is left together"),
    ],
)
def test_what_does_not_fit_is_paid_in_cash(fields: dict[str, Any], quantity: int, why: str) -> None:
    lin, mei = enrolled()
    order = personas.order(mei, lin, of=housekeeper(**fields), quantity=quantity)
    assert order.lines.get().funding == Funding.CASH, why
    assert balance() == (8_000, 0)


def test_the_page_says_beforehand_what_a_programme_pays() -> None:
    lin, mei = enrolled()
    asked = {"item": str(housekeeper().id), "day": f"{timezone.localdate(NOW):%Y-%m-%d}"}
    with time_machine.travel(NOW, tick=False):
        page = browser(mei).get(reverse("helper:when", args=[lin.id]), asked)
        words = page.content.decode()
        assert page.status_code == 200
        assert "政府购买服务" in words
        assert "不记时间" in words
        order = personas.order(mei, lin, of=housekeeper())
        assert "60 元" in browser(mei).get(reverse("helper:order", args=[order.id])).content.decode()


def test_another_months_money_is_not_given_yet() -> None:
    lin, mei = enrolled()
    order = personas.order(mei, lin, of=housekeeper(), hours=24 * 14)
    assert order.lines.get().funding == Funding.CASH


def test_an_elder_who_dies_is_enrolled_no_more_and_the_money_goes_back() -> None:
    lin, mei = enrolled()
    personas.order(mei, lin, of=housekeeper())
    worker = personas.user("村", Role.VILLAGE_WORKER, region=personas.VILLAGE)
    say_farewell(by=worker, at=NOW, elder=lin, on=NOW.date(), reason="去世", died=True)
    assert Enrolment.objects.get().ended_because == "DIED"
    assert balance() == (0, 0)
    assert audit_ledger().ok


def test_what_is_read_out_on_the_telephone_says_who_pays() -> None:
    lin, _mei = enrolled()
    stranger, item = elder("陈阿公"), housekeeper()
    operator = personas.user("话务员", Role.OPERATOR, region=COUNTY)
    day = (timezone.localdate(NOW) + timedelta(days=1)).isoformat()
    answers = {"item": str(item.id), "day": day, "at": "09:00", "note": "", "consent": "BY_PHONE", "step": "read"}
    heard = []
    with time_machine.travel(NOW, tick=False):
        for one in (lin, stranger):
            sent = {**answers, "order_id": str(personas.form_key())}
            page = Client()
            page.force_login(operator)
            heard.append(page.post(reverse("territory:place", args=[one.id]), sent).content.decode())
    assert "政府购买服务" in heard[0]
    assert "现金" not in heard[0]
    assert "现金" in heard[1]
