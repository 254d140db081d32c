"""What an organisation promised and kept."""

from datetime import timedelta

import pytest

from services.orders.enums import AssignmentStatus
from services.orders.models import Assignment, Order
from services.orders.queries.score import score_of
from tests import personas
from tests.organisations.ground import team
from tests.personas import NOW

pytestmark = pytest.mark.django_db
QUARTER = timedelta(minutes=15)


def test_the_score_counts_what_was_promised_and_kept():
    manager, organisation, _members = team()
    elder = personas.elder(minutes=900)
    helper = personas.proxy(elder)
    made = []
    for hours in range(1, 7):
        order = personas.order(helper, elder, hours=hours * 2)
        seat = Assignment(order=order, seat=1, organisation=organisation, person=manager.person, claimed_by=manager)
        seat.claimed_at, seat.planned = NOW, (order.starts_at, order.ends_at)
        made.append(seat)
    first, second, third, missed, late, early = made
    for seat, minutes, rating in ((first, 5, 5), (second, 20, 3), (third, -5, None)):
        seat.status = AssignmentStatus.CONFIRMED
        seat.checked_in_at = seat.order.starts_at + timedelta(minutes=minutes)
        seat.checked_out_at = seat.checked_in_at + timedelta(hours=1)
        Order.objects.filter(id=seat.order_id).update(rating=rating)
    missed.status = AssignmentStatus.NO_SHOW
    late.status, late.ended_late = AssignmentStatus.WITHDRAWN, True
    early.status = AssignmentStatus.WITHDRAWN
    for seat in (missed, late, early):
        seat.ended_at = NOW
    Assignment.objects.bulk_create(made)
    score = score_of(organisation.id, NOW, NOW + timedelta(days=1), tolerance=QUARTER)
    assert (score.done, score.on_time, score.missed, score.late_withdrawn) == (3, 2, 1, 1)
    assert (score.rated, score.rating, score.promised) == (2, 4.0, 5)
    assert (score.kept_percent, score.on_time_percent) == (60, 67)
    empty = score_of(organisation.id, NOW - timedelta(days=9), NOW, tolerance=QUARTER)
    assert (empty.promised, empty.kept_percent, empty.rating) == (0, None, None)
