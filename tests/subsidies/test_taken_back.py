"""An objection after booking gives a programme's money back; the organisation's statement is less by it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.access.enums import Role
from services.orders.actions.agree_contest import agree_contest
from services.orders.actions.approve_correction import SecondPersonNeeded
from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.contest_order import contest_order
from services.orders.actions.decide_contest import decide_contest
from tests import personas
from tests.personas import COUNTY, NOW
from tests.subsidies.ground import official
from tests.subsidies.test_vouchers import balance, body, enrolled, housekeeper, serve
from timebank.ledger.audit import audit_ledger
from timebank.ledger.models import Account, Transfer
from timebank.subsidies.actions.approve_statement import BadDeduction, approve_statement
from timebank.subsidies.actions.make_statements import make_statements
from timebank.subsidies.actions.pay_statement import pay_statement
from timebank.subsidies.enums import UseStatus
from timebank.subsidies.models import Clawback, Programme, Statement, VoucherUse
from timebank.subsidies.queries.sums import money_of

pytestmark = pytest.mark.django_db
AT = NOW + timedelta(hours=6)


class Story:
    """A housekeeper came, ¥55 of Lin's ¥80 went to the organisation."""

    def __init__(self) -> None:
        self.lin, self.mei = enrolled()
        self.made, self.manager, self.worker = body()
        self.order = self.ordered(2)
        self.first = official("做单")
        self.second = personas.user("批准", Role.COUNTY_OFFICIAL, region=COUNTY)

    def ordered(self, hours: float) -> Any:
        order = personas.order(self.mei, self.lin, of=housekeeper(), hours=hours)
        serve(order, self.made, self.manager, self.worker)
        confirm_order(by=self.mei, at=NOW + timedelta(hours=hours + 2), order_id=order.id, rating=5)
        return order

    def statement(self) -> Statement:
        (made,) = make_statements(by=self.first, at=AT, region=Programme.objects.get().region, month=AT.date())
        return made

    def signed(self, statement: Statement, *, paid: bool) -> None:
        approve_statement(by=self.second, at=AT, statement_id=statement.id)
        if paid:
            pay_statement(by=self.first, at=AT, statement_id=statement.id, paid_on=timezone.localdate(AT))

    def take_back(self) -> None:
        contest_order(by=self.mei, at=AT, order_id=self.order.id, reason="只来了十分钟")
        decide_contest(by=self.first, at=AT, order_id=self.order.id, take_back=True, reason="核实属实")
        with pytest.raises(SecondPersonNeeded):
            agree_contest(by=self.first, at=AT, order_id=self.order.id, agree=True)
        agree_contest(by=self.second, at=AT, order_id=self.order.id, agree=True)

    def owed(self) -> int:
        return int(Account.objects.get(organisation=self.made, unit="FEN").balance)


def test_before_a_statement_is_approved_the_line_leaves_it() -> None:
    here = Story()
    statement = here.statement()
    here.take_back()
    statement.refresh_from_db()
    assert (statement.lines, statement.fen, here.owed(), balance()) == (0, 0, 0, (8_000, 0))
    assert VoucherUse.objects.get().status == UseStatus.RETURNED
    taken = Transfer.objects.get(kind="REVERSE")
    assert (taken.amount, taken.memo["reason"]) == (5_500, "核实属实")
    assert not Clawback.objects.exists()
    assert audit_ledger().ok


@pytest.mark.parametrize("paid", [False, True])
def test_what_was_signed_stays_and_the_next_statement_is_less(paid: bool) -> None:
    here = Story()
    november = here.statement()
    here.signed(november, paid=paid)
    here.take_back()
    assert balance() == (8_000, 0)
    november.refresh_from_db()
    assert (november.fen, november.to_pay) == (5_500, 5_500)
    if not paid:
        pay_statement(by=here.first, at=AT, statement_id=november.id, paid_on=timezone.localdate(AT))
    later = AT + timedelta(days=30)
    again = here.ordered(4)
    assert VoucherUse.objects.get(order_id=again.id).status == UseStatus.SETTLED
    (december,) = make_statements(by=here.first, at=later, region=november.region, month=later.date())
    assert (december.fen, december.clawed_fen, december.to_pay) == (5_500, 5_500, 0)
    (same,) = make_statements(by=here.first, at=later, region=november.region, month=later.date())
    assert (same.id, same.clawed_fen) == (december.id, 5_500)
    with pytest.raises(BadDeduction):
        approve_statement(by=here.second, at=later, statement_id=december.id, deducted_fen=1, because="多扣")
    approve_statement(by=here.second, at=later, statement_id=december.id)
    pay_statement(by=here.first, at=later, statement_id=december.id, paid_on=timezone.localdate(later))
    assert here.owed() == 0
    budget = Programme.objects.get().budget
    sums = money_of([budget])[budget.id]
    assert (sums.given, sums.spent, sums.held) == (1_000_000, 5_500, 2_500)
    assert audit_ledger().ok
