"""A county with its year, small: what stands afterwards must be what the actions would have left."""

from datetime import UTC, datetime
from random import Random

import pytest
from django.db.models import Count
from django.db.models.functions import TruncDate

from accounts.people.models import User
from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.models import Assignment, Order, ServiceRecord
from tests import personas
from timebank.config.demo import county, county_year, crowd
from timebank.config.demo.county_people import hire
from timebank.config.demo.county_year import Year, key_at
from timebank.ledger.audit import audit_ledger
from timebank.ledger.models import Transfer

NOW = datetime(2026, 11, 19, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    personas.regions()
    for code in ("haircut", "errand"):
        personas.item(code)
    crowd.settle(40, now=NOW, seed=7, say=print)
    return make_year()


def make_year() -> Year:
    hands = hire(now=NOW, seed=7, volunteers=12, organisations=4)
    items = list(county.menu(region_code=personas.COUNTY, on=personas.NOW.date()))
    return Year(now=NOW, seed=7, hands=hands, items=items, orders=6 * county_year.DAYS)


def test_the_books_are_green_and_nobody_is_served_twice_a_day(year):
    came = year.write(print)
    assert came == Order.objects.count() == 6 * county_year.DAYS
    report = audit_ledger()
    assert report.problems == []
    paid = Transfer.objects.filter(key__startswith="spend:").count()
    assert 0 < paid < Transfer.objects.filter(key__startswith="earn:").count()
    days = Order.objects.annotate(day=TruncDate("starts_at")).values("elder", "day").annotate(n=Count("id"))
    assert not days.filter(n__gt=1).exists()
    done = Assignment.objects.filter(status=AssignmentStatus.CONFIRMED)
    unpaid = done.exclude(organisation__kind="HOME_CARE")
    assert ServiceRecord.objects.count() == unpaid.count() > 0
    earned = {one.reference_id: one.amount for one in Transfer.objects.filter(kind="EARN")}
    assert all(earned.get(seat.id, 0) == seat.minutes_credited for seat in unpaid)
    assert Order.objects.filter(status=OrderStatus.CANCELLED, assignments=None).exists()


def test_again_nothing_comes_and_a_missing_day_is_written(year):
    year.write(print)
    logins = User.objects.count()
    again = make_year()
    assert again.write(print) == 0
    assert User.objects.count() == logins
    assert Transfer.objects.filter(key__startswith="grant:year:").count() == 40


def test_what_is_still_to_come_goes_through_the_actions(year):
    year.grant()
    before = Order.objects.count()
    came = county._ahead(year, Random(7), NOW)
    ahead = Order.objects.filter(starts_at__gt=NOW)
    assert came == ahead.count() == Order.objects.count() - before > 0
    assert set(ahead.values_list("status", flat=True)) == {OrderStatus.OPEN, OrderStatus.CLAIMED}
    assert audit_ledger().problems == []


def test_keys_of_the_past_sort_by_their_moment():
    rng = Random(1)
    early, late = (key_at(datetime(2026, month, 1, tzinfo=UTC), rng) for month in (1, 2))
    assert early < late
    assert (early.version, early.variant) == (7, "specified in RFC 4122")
