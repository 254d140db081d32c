"""A month of a small county by chance, over the public API alone; then the books are read from outside.

``make verify`` lives through it with ten other throws of the dice.
"""

import itertools
import random
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db.models import Sum

from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.models import Assignment, Order, ServiceRecord
from services.standing.models import Occurrence
from tests.month.days import Days
from tests.month.money import agree, run, settle
from tests.month.people import Place, place
from tests.sizes import sized
from timebank.ledger.audit import audit_ledger
from timebank.ledger.enums import HoldStatus, TransferKind, Unit
from timebank.ledger.models import Account, Hold, Transfer
from timebank.subsidies.enums import UseStatus
from timebank.subsidies.models import VoucherUse

pytestmark = pytest.mark.django_db
FIRST = datetime.fromisoformat("2026-11-20T08:00:00+08:00")
DAYS = sized(16, 31)
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.mark.verifies(1)
@pytest.mark.parametrize("throw", range(sized(1, 10)))
def test_after_a_month_by_chance_every_minute_and_every_fen_is_found_again(throw: int) -> None:
    with time_machine.travel(FIRST, tick=False) as clock:
        at = place(random.Random(throw))
        agree(at)
        days = Days(at, clock)
        run(at, "purchased", NOVEMBER)
        for number in range(DAYS):
            morning = FIRST + timedelta(days=number)
            if morning.date() == DECEMBER:
                run(at, "purchased", DECEMBER)
            days.live(morning)
        clock.move_to(FIRST + timedelta(days=45))
        statements = [row for month in (NOVEMBER, DECEMBER) for row in settle(at, month, date(2027, 1, 4))]
        allowance = run(at, "old-age", DECEMBER)
        enough_happened(at)
        assert audit_ledger().ok
        nobody_is_in_two_places()
        no_day_is_ordered_twice()
        minutes_are_where_the_work_says()
        fen_are_where_the_statements_say(at, statements)
        assert allowance["reconciliation"]["agrees"]
        assert allowance["fen"] == allowance["reconciliation"]["ledger_fen"] > 0


def enough_happened(at: Place) -> None:
    """A month in which nothing went wrong proves nothing."""
    wanted = {"orders", "claim", "claim-for-organisation", "assign", "withdraw", "no-show", "check-in", "check-out"}
    wanted |= {"confirm", "dispute", "decide", "contest", "agree", "cancel", "standing", "pause", "line"}
    assert not wanted - set(at.said.done), at.said.done
    assert at.said.replayed > 2 * DAYS
    assert len(at.said.refused) > 8, at.said.refused
    assert Order.objects.filter(status=OrderStatus.CONFIRMED).count() > DAYS


def nobody_is_in_two_places() -> None:
    """No two services of one worker overlap, and no elder is served twice at the same time by one promise."""
    spans: defaultdict[Any, list[tuple[datetime, datetime]]] = defaultdict(list)
    for seat in Assignment.objects.filter(status=AssignmentStatus.CONFIRMED).select_related("order"):
        spans[seat.person_id].append((seat.checked_in_at, seat.checked_out_at))
    for mine in spans.values():
        mine.sort()
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(mine))
    seated = Counter(Assignment.objects.filter(status=AssignmentStatus.CONFIRMED).values_list("order_id", flat=True))
    wanted = dict(Order.objects.filter(id__in=seated).values_list("id", "seats"))
    assert all(number <= wanted[order] for order, number in seated.items())


def no_day_is_ordered_twice() -> None:
    days = Counter(Occurrence.objects.filter(order__isnull=False).values_list("standing_id", "on"))
    assert days
    assert max(days.values()) == 1
    elders = Counter(
        Order.objects.filter(status=OrderStatus.CONFIRMED).values_list("elder_id", "starts_at", "lines__version__item")
    )
    assert max(elders.values()) == 1, "the same service twice at the same time"


def minutes_are_where_the_work_says() -> None:
    """Each booked seat has one transfer of its minutes, each transfer its seat; nothing stays held for what is over."""
    for seat in Assignment.objects.filter(status=AssignmentStatus.CONFIRMED, minutes_credited__gt=0):
        earned = Transfer.objects.get(key=f"earn:{seat.id}")
        assert (earned.amount, earned.kind) == (seat.minutes_credited, TransferKind.EARN)
        assert seat.minutes_credited <= seat.minutes_worked
        assert ServiceRecord.objects.filter(assignment=seat).exists()
    paying = Transfer.objects.filter(kind__in=[TransferKind.EARN, TransferKind.SPEND], source__unit=Unit.MINUTE)
    booked = {
        str(key) for key in Assignment.objects.filter(status=AssignmentStatus.CONFIRMED).values_list("id", flat=True)
    }
    assert {str(one.reference_id) for one in paying} <= booked
    over = Order.objects.exclude(status__in=[OrderStatus.OPEN, OrderStatus.CLAIMED, OrderStatus.SERVED])
    over = over.exclude(status__in=[OrderStatus.IN_SERVICE, OrderStatus.DISPUTED])
    assert not Hold.objects.filter(status=HoldStatus.HELD, reference_id__in=over.values("id")).exists()
    assert Account.objects.filter(unit=Unit.MINUTE).aggregate(sum=Sum("balance"))["sum"] == 0


def fen_are_where_the_statements_say(at: Place, statements: list[dict[str, Any]]) -> None:
    """From the programme's budget over wallets and confirmed work by the contract to what was paid, to the fen."""
    lines = [line for one in statements for line in one["work"]]
    settled = VoucherUse.objects.filter(status=UseStatus.SETTLED)
    assert lines
    assert sum(line["fen"] for line in lines) == sum(use.settled_fen for use in settled)
    assert sorted(line["order"] for line in lines) == sorted(str(use.order_id) for use in settled)
    for use in settled:
        assert Order.objects.get(id=use.order_id).status == OrderStatus.CONFIRMED
        assert use.settled_fen <= use.held_fen
    paid = sum(one["to_pay"] for one in statements)
    assert Account.objects.get(organisation_id=at.organisation, unit=Unit.FEN).balance == 0
    out = {row["id"]: row for row in at.county.get("subsidies/budgets/")["results"]}
    assert paid == sum(row["spent_fen"] for row in out.values() if row["account"] in _budgets(at, "purchased"))
    assert Account.objects.filter(unit=Unit.FEN).aggregate(sum=Sum("balance"))["sum"] == 0


def _budgets(at: Place, code: str) -> set[str]:
    rows = at.county.get("subsidies/programmes/")["results"]
    return {row["budget_account"] for row in rows if row["code"] == code}
