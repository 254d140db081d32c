"""What a meal costs and who pays: programmes, payers, bills, and every fen of them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.elders.models import Elder
from accounts.organisations.models import Contract, ContractPrice
from accounts.refusals import NotAllowed, NotFound
from services.meals.actions.correct_meal import PaidByProgramme, correct_meal
from services.meals.actions.decline_meal import decline_meal
from services.meals.actions.hand_over_meal import hand_over_meal
from services.meals.actions.make_bills import make_bills
from services.meals.actions.pay_bill import MonthRuns, ReceiptMissing, pay_bill
from services.meals.actions.set_payer import set_payer
from services.meals.enums import BillStatus
from services.meals.lifecycle import MealChanged
from services.meals.models import Bill, BillLine, Meal
from services.meals.queries.bills import bill_for, lines_of
from services.meals.queries.money import prices_of
from tests import personas
from tests.meals import ground
from tests.meals.ground import DAY, NOON, TODAY, TOMORROW, kitchen, menu
from tests.personas import COUNTY, NOW, OTHER_VILLAGE
from tests.subsidies.ground import enrol, official, purchased
from tests.subsidies.test_monthly_run import posted
from timebank.subsidies.models import VoucherUse, Wallet

pytestmark = pytest.mark.django_db
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
IN_DECEMBER = NOW + timedelta(days=14)


def contract(here: ground.Kitchen, fen: int = 400) -> None:
    """The county buys lunches from the canteen."""
    valid = (date(2026, 1, 1), date(2028, 1, 1))
    made = Contract.objects.create(
        organisation=here.house,
        region_id=COUNTY,
        credit_code="91350425MA0000000A",
        number="2026-饭",
        signed_on=date(2026, 1, 1),
        valid=valid,
    )
    ContractPrice.objects.create(
        contract=made, organisation=here.house, region_id=COUNTY, valid=valid, item_code="lunch", price_fen=fen
    )


def enrolled() -> Elder:
    """Lin, who has ¥80 of services this month."""
    by, lin = official(), personas.elder()
    Elder.objects.filter(id=lin.id).update(lives_alone=True)
    lin.refresh_from_db()
    programme = purchased(by)
    enrol(by, programme, lin)
    posted(programme)
    return lin


def eaten(here: ground.Kitchen, elder: Any, by: Any, days: int = 0) -> Meal:
    meal = ground.meal(here, menu(here, TOMORROW + days * DAY), elder, by)
    return hand_over_meal(by=here.chi, at=NOON + days * DAY, meal_id=meal.id)


def bills(here: ground.Kitchen, month: date = NOVEMBER, at: Any = IN_DECEMBER) -> list[Bill]:
    return make_bills(by=here.chi, at=at, organisation_id=here.house.id, month=month)


def test_a_programme_pays_its_contract_price_and_the_payer_the_rest() -> None:
    here, lin = kitchen(), enrolled()
    contract(here)
    wallet = Wallet.objects.get(elder=lin)
    tomorrow = menu(here)
    (price,) = prices_of(lin, [(tomorrow, 600)], today=TODAY)
    assert (price.programme_fen, price.own_fen) == (400, 200)
    meal = ground.meal(here, tomorrow, lin, personas.proxy(lin))
    assert (meal.programme_fen, meal.own_fen) == (400, 200)
    served = hand_over_meal(by=here.chi, at=NOON, meal_id=meal.id)
    assert (served.paid_fen, served.own_fen) == (400, 200)
    use = VoucherUse.objects.get(order_id=meal.id)
    assert (use.status, use.settled_fen, use.wallet_id) == ("SETTLED", 400, wallet.id)
    (bill,) = bills(here)
    line = bill.lines.get()
    assert (line.price_fen, line.programme_fen, line.waived_fen, line.fen, bill.fen) == (600, 400, 0, 200, 200)


def test_without_a_contract_the_programme_pays_nothing() -> None:
    here, lin = kitchen(), enrolled()
    assert ground.meal(here, menu(here), lin, personas.proxy(lin)).programme_fen == 0


def test_what_nobody_ate_gives_the_programme_its_money_back_and_is_not_charged() -> None:
    here, lin = kitchen(), enrolled()
    contract(here)
    wallet = Wallet.objects.get(elder=lin)
    meal = ground.meal(here, menu(here), lin, personas.proxy(lin))
    wallet.account.refresh_from_db()
    assert wallet.account.held == 400
    decline_meal(by=here.chi, at=NOON, meal_id=meal.id, because="ILL")
    wallet.account.refresh_from_db()
    assert wallet.account.held == 0
    assert bills(here) == []


def test_the_bill_goes_to_who_said_that_they_pay_with_lines_for_each_eater() -> None:
    here, lin, chen = kitchen(), personas.elder(), personas.elder("陈木根")
    jun = personas.proxy(lin, "林俊")
    personas.mandate(chen, jun)
    for elder in (lin, chen):
        set_payer(by=jun, at=NOW, elder_id=elder.id, pays=True)
    eaten(here, lin, personas.proxy(lin))
    eaten(here, chen, jun, 1)
    (bill,) = bills(here)
    assert (bill.payer_id, bill.meals, bill.fen) == (jun.person_id, 2, 1200)
    assert {line.meal.elder_id for line in lines_of(bill)} == {lin.id, chen.id}
    assert bill_for(jun, bill.id) == bill
    with pytest.raises(NotFound):
        bill_for(personas.user("周远"), bill.id)


def test_drawn_twice_is_once_and_says_what_is_owed_by_now() -> None:
    here, lin = kitchen(), personas.elder()
    mei = personas.proxy(lin)
    eaten(here, lin, mei)
    (first,) = bills(here)
    (again,) = bills(here)
    assert (again.id, again.fen, BillLine.objects.count()) == (first.id, 600, 1)
    eaten(here, lin, mei, 1)
    assert bills(here)[0].fen == 1200


def test_a_paid_bill_stays_and_what_was_put_right_comes_on_the_next() -> None:
    here, lin = kitchen(), personas.elder()
    mei = personas.proxy(lin)
    wrong = eaten(here, lin, mei)
    (november,) = bills(here)
    pay_bill(by=here.chi, at=IN_DECEMBER, bill_id=november.id, paid_on=date(2026, 12, 2), receipt="No. 7")
    correct_meal(by=here.chi, at=IN_DECEMBER, meal_id=wrong.id, eaten=False, reason="打错勾")
    assert bills(here) == []
    november.refresh_from_db()
    assert (november.status, november.fen) == (BillStatus.PAID, 600)
    (december,) = bills(here, DECEMBER)
    line = december.lines.get()
    assert (line.before_fen, line.fen, december.fen) == (600, -600, -600)
    assert sum(BillLine.objects.values_list("fen", flat=True)) == 0


def test_pay_bill_wants_a_receipt_once_after_the_month_and_by_its_canteen() -> None:
    here, lin = kitchen(), personas.elder()
    eaten(here, lin, personas.proxy(lin))
    (bill,) = bills(here, at=NOON)
    said: dict[str, Any] = {"bill_id": bill.id, "paid_on": date(2026, 11, 20)}
    with pytest.raises(MonthRuns):
        pay_bill(by=here.chi, at=NOON, receipt="1", **said)
    with pytest.raises(ReceiptMissing):
        pay_bill(by=here.chi, at=IN_DECEMBER, receipt=" ", **said)
    with pytest.raises(NotFound):
        pay_bill(by=kitchen("石牌食堂", village=OTHER_VILLAGE).chi, at=IN_DECEMBER, receipt="1", **said)
    with pytest.raises(NotAllowed):
        pay_bill(by=personas.user("周远"), at=IN_DECEMBER, receipt="1", **said)
    pay_bill(by=here.chi, at=IN_DECEMBER, receipt="1", **said)
    with pytest.raises(MealChanged):
        pay_bill(by=here.chi, at=IN_DECEMBER, receipt="2", **said)


def test_what_a_programme_has_paid_is_not_undone_by_the_canteen() -> None:
    here, lin = kitchen(), enrolled()
    contract(here)
    meal = eaten(here, lin, personas.proxy(lin))
    with pytest.raises(PaidByProgramme):
        correct_meal(by=here.chi, at=NOON, meal_id=meal.id, eaten=False, reason="打错勾")


def test_the_database_keeps_the_sums_of_a_line() -> None:
    here, lin = kitchen(), personas.elder()
    eaten(here, lin, personas.proxy(lin))
    bills(here)
    line = BillLine.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        BillLine.objects.filter(id=line.id).update(fen=1)
