"""What an organisation is owed: from confirmed work under a contract, drawn up by one and approved by another."""

from datetime import timedelta

import pytest
from django.utils import timezone

from services.orders.actions.confirm_order import confirm_order
from tests import personas
from tests.personas import COUNTY, NOW
from tests.subsidies.ground import official
from tests.subsidies.test_pages import browser
from tests.subsidies.test_vouchers import body, enrolled, housekeeper, serve
from timebank.ledger.audit import audit_ledger
from timebank.ledger.models import Account
from timebank.subsidies.actions.approve_statement import BadDeduction, approve_statement
from timebank.subsidies.actions.decide_run import OwnProposal
from timebank.subsidies.actions.make_statements import make_statements
from timebank.subsidies.actions.pay_statement import pay_statement
from timebank.subsidies.lifecycle import RunChanged
from timebank.subsidies.models import Programme
from timebank.subsidies.queries.sums import money_of

pytestmark = pytest.mark.django_db


def test_from_confirmed_work_to_paid_and_the_books_close() -> None:
    lin, mei = enrolled()
    made, manager, worker = body()
    order = personas.order(mei, lin, of=housekeeper())
    serve(order, made, manager, worker)
    by, at = official("做单"), NOW + timedelta(hours=6)
    county = Programme.objects.get().region
    assert county.code == COUNTY
    assert make_statements(by=by, at=at, region=county, month=at.date()) == []  # not confirmed yet
    confirm_order(by=mei, at=NOW + timedelta(hours=5), order_id=order.id, rating=5)
    (statement,) = make_statements(by=by, at=at, region=county, month=at.date())
    (again,) = make_statements(by=by, at=at, region=county, month=at.date())
    assert (again.id, again.lines, again.fen) == (statement.id, 1, 5_500)
    page = browser(manager).get(f"/organisation/settlement/{statement.id}/")
    assert "2026-08" in page.content.decode()
    asked = {"at": at, "statement_id": statement.id}
    with pytest.raises(OwnProposal):
        approve_statement(by=by, **asked)
    other = official("批准")
    with pytest.raises(BadDeduction):
        approve_statement(by=other, deducted_fen=500, **asked)
    approve_statement(by=other, deducted_fen=500, because="晚到一小时", **asked)
    pay_statement(by=by, paid_on=timezone.localdate(at), **asked)
    with pytest.raises(RunChanged):
        pay_statement(by=by, paid_on=timezone.localdate(at), **asked)
    assert Account.objects.get(organisation=made, unit="FEN").balance == 0
    budget = Programme.objects.get().budget
    sums = money_of([budget])[budget.id]
    assert (sums.given, sums.spent, sums.held, sums.left) == (1_000_000, 5_000, 2_500, 992_500)
    assert make_statements(by=by, at=at, region=county, month=at.date()) == []
    assert audit_ledger().ok
