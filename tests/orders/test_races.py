"""Claim against cancel, withdraw and expire, all at once (VERIFICATION 6): whatever wins, the state is legal."""

import random
import threading
from datetime import timedelta

import pytest
from django.db import connection

from accounts.refusals import Refusal
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.expire_orders import expire_orders
from services.orders.actions.withdraw_claim import withdraw_claim
from services.orders.enums import SEATED, OrderStatus
from services.orders.models import Assignment, Order
from tests import personas
from tests.personas import NOW
from tests.sizes import sized
from timebank.ledger.audit import audit_ledger
from timebank.ledger.queries import account_of

LEGAL = {
    OrderStatus.OPEN: 0,
    OrderStatus.CLAIMED: 1,
    OrderStatus.CANCELLED: 0,
    OrderStatus.EXPIRED: 0,
}


def at_once(*works) -> list[str]:
    """Run everything behind one barrier; returns what was not a plain refusal."""
    barrier, trouble = threading.Barrier(len(works)), []

    def run(work):
        try:
            barrier.wait(timeout=30)
            work()
        except Refusal:
            pass
        except Exception as error:
            trouble.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return trouble


@pytest.mark.verifies(6)
def test_random_interleavings_end_in_a_legal_state(committed_db):
    lin = personas.elder(minutes=3000)
    mei = personas.proxy(lin)
    volunteers = [personas.volunteer(f"郑{i}") for i in range(4)]
    chance = random.Random(2026)
    for _ in range(sized(12, 400)):  # with five or six hands each
        order = personas.order(mei, lin)

        def claim(by, order=order):
            assignment = claim_order(by=by, at=NOW, order_id=order.id)
            if chance.random() < 0.5:
                withdraw_claim(by=by, at=NOW, assignment_id=assignment.id)

        works = [lambda by=by: claim(by) for by in volunteers]
        works.append(lambda order=order: cancel_order(by=mei, at=NOW, order_id=order.id))
        if chance.random() < 0.5:
            works.append(lambda: expire_orders(at=NOW + timedelta(days=1)))
        assert at_once(*works) == []
        order.refresh_from_db()
        seats = Assignment.objects.filter(order=order, status__in=SEATED).count()
        assert LEGAL[OrderStatus(order.status)] == seats
        if order.status in (OrderStatus.CANCELLED, OrderStatus.EXPIRED):
            continue
        cancel_order(by=mei, at=NOW, order_id=order.id)
    assert account_of(lin.person_id).held == 0
    assert audit_ledger().problems == []


def test_confirming_at_once_books_once(committed_db):
    lin = personas.elder(minutes=300)
    mei, guo = personas.proxy(lin), personas.volunteer()
    order = personas.order(mei, lin)
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    check_in(by=guo, at=NOW, assignment_id=seat.id, method="none")
    check_out(by=guo, at=NOW + timedelta(minutes=35), assignment_id=seat.id)
    works = [lambda: confirm_order(by=mei, at=NOW, order_id=order.id, rating=5)] * 6
    assert at_once(*works) == []
    assert Order.objects.get(id=order.id).status == OrderStatus.CONFIRMED
    assert account_of(guo.person_id).balance == 35
    assert audit_ledger().problems == []
