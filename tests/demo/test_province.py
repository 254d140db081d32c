"""One county of the province, small: written by statements over whole days, it must look as if actions had left it."""

from datetime import UTC, datetime

import pytest
from django.db import models
from django.db.models import Count
from django.db.models.functions import TruncDate

from accounts.elders.models import Elder
from accounts.people.models import Volunteer
from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.models import Assignment, Evidence, Order, OrderLine, ServiceRecord
from tests.demo.test_county import make_year
from tests.personas import COUNTY, item, regions
from timebank.config.demo import crowd
from timebank.config.demo.province import Scale, spread
from timebank.ledger.audit import audit_ledger
from timebank.ledger.models import Transfer

NOW = datetime(2026, 11, 19, 2, 0, tzinfo=UTC)
LITTLE = Scale(elders=600, volunteers=240, organisations=8, orders_each=4)
XINGQING = "640104"  # 银川市兴庆区
CHANCE = {"rating", "organisation_id"}  # may be there or not
pytestmark = pytest.mark.usefixtures("committed_db")  # it writes in threads of its own


def fill() -> int:
    return spread(now=NOW, seed=7, say=print, scale=LITTLE, within=XINGQING)


def filled(row: models.Model) -> set[str]:
    """The columns that say something."""
    names = {field.attname for field in row._meta.concrete_fields} - CHANCE
    return {name for name in names if getattr(row, name) not in (None, "")}


def test_a_county_of_the_province_is_what_its_actions_would_have_left():
    came = fill()
    here = Order.objects.filter(village_code__startswith=XINGQING)
    assert came == here.count() > 1500
    assert Elder.objects.filter(person__home__code__startswith=XINGQING).count() == 600
    assert Volunteer.objects.count() == 240 + 8 * 10
    report = audit_ledger()
    assert report.problems == []
    days = here.annotate(day=TruncDate("starts_at")).values("elder", "day").annotate(n=Count("id"))
    assert not days.filter(n__gt=1).exists()
    done = Assignment.objects.filter(status=AssignmentStatus.CONFIRMED)
    unpaid = done.exclude(organisation__kind="HOME_CARE")
    assert 0 < unpaid.count() < done.count()
    assert ServiceRecord.objects.count() == unpaid.count()
    earned = {one.reference_id: one.amount for one in Transfer.objects.filter(kind="EARN")}
    assert all(earned.get(seat.id, 0) == seat.minutes_credited for seat in unpaid)
    assert here.filter(status=OrderStatus.CANCELLED, assignments=None).exists()
    assert fill() == 0
    assert Order.objects.count() == came


def test_its_rows_have_the_shape_of_those_written_one_by_one():
    regions()
    for code in ("haircut", "errand"):
        item(code)
    crowd.settle(40, now=NOW, seed=7, say=print, within=COUNTY)
    make_year().write(print)
    fill()
    confirmed = Order.objects.filter(status=OrderStatus.CONFIRMED)
    ours, theirs = (confirmed.filter(village_code__startswith=code).first() for code in (XINGQING, COUNTY))
    assert filled(ours) == filled(theirs) - {"latitude", "longitude"}  # the official list says no places
    for model, way in ((OrderLine, "order"), (Assignment, "order"), (Evidence, "assignment__order")):
        assert filled(model.objects.get(**{way: ours})) == filled(model.objects.get(**{way: theirs})), model
    records = (
        ServiceRecord.objects.filter(assignment__order__village_code__startswith=code) for code in (XINGQING, COUNTY)
    )
    assert len({frozenset(filled(found.first())) for found in records}) == 1
    earned = (
        Transfer.objects.filter(kind="EARN", target__person__home__code__startswith=code) for code in (XINGQING, COUNTY)
    )
    one, other = (found.first() for found in earned)
    assert filled(one) == filled(other)
    assert (one.memo.keys(), [rule["code"] for rule in one.rule]) == (
        other.memo.keys(),
        [r["code"] for r in other.rule],
    )
