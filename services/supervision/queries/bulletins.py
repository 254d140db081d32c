"""The figures of a bulletin, and the bulletins one may read."""

from datetime import date
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import may, territories
from accounts.refusals import NotFound
from accounts.regions.models import Region
from accounts.regions.queries import children
from services.supervision.enums import BulletinState, Light
from services.supervision.gauges import GAUGES
from services.supervision.models import Bulletin, Reading
from services.supervision.queries.board import day_before, month_before, readings_on, villages_behind

AT_WORK = (Permission.SUPERVISE, Permission.SUPERVISION_DECIDE)
RED_NAMED = 20  # villages of one gauge that a bulletin names


def last_day(month: date) -> date:
    return month + relativedelta(months=1, days=-1)


def figures(region: Region, month: date) -> dict[str, Any] | None:
    """What the gauges showed on the last day of the month that was frozen, place by place; None when none was.

    ``{"on", "gauges": [{"code", "now", "before", "goal"}], "places": [{"code", "name", "now": {code: [n, d]}}],
    "red": {code: [[name, township, n, d]]}}``; pairs are numerator and denominator.
    """
    county = region.code[:6]
    on = day_before(county, last_day(month))
    if on is None or on < month:
        return None
    before = day_before(county, month_before(on))
    below = list(children(region.code))
    now = readings_on([region.code, *(place.code for place in below)], on)
    was = readings_on([region.code], before) if before else {}
    return {
        "on": on.isoformat(),
        "gauges": [
            {
                "code": code,
                "now": _pair(now.get((region.code, code))),
                "before": _pair(was.get((region.code, code))),
                "goal": reading.goal if (reading := now.get((region.code, code))) else None,
            }
            for code in GAUGES
        ],
        "places": [
            {
                "code": place.code,
                "name": place.name,
                "now": {code: _pair(now.get((place.code, code))) for code in GAUGES},
            }
            for place in below
        ],
        "red": {code: _red(region.code, code, on) for code in GAUGES},
    }


def _pair(reading: Reading | None) -> list[int] | None:
    return [reading.numerator, reading.denominator] if reading else None


def _red(place: str, gauge: str, on: date) -> list[list[Any]]:
    rows = [row for row in villages_behind(place, gauge, on) if row.light == Light.RED][:RED_NAMED]
    names = {
        region.code: region
        for region in Region.objects.filter(code__in=[row.region_code for row in rows]).select_related("parent")
    }
    return [
        [village.name, village.parent.name if village.parent else "", row.numerator, row.denominator]
        for row in rows
        if (village := names.get(row.region_code)) is not None
    ]


def published(region_code: str = "") -> QuerySet[Bulletin]:
    """What everybody may read, the newest month first; all places without a code."""
    rows = Bulletin.objects.filter(state=BulletinState.PUBLISHED)
    if region_code:
        rows = rows.filter(region=region_code)
    return rows.select_related("region").order_by("-month", "-edition", "region")


def at_work(user: Any) -> QuerySet[Bulletin]:
    """Bulletins somebody writes or waits for, in the territory of the reader."""
    inside = Q(pk__in=[])
    for right in AT_WORK:
        for code in territories(user, right):
            inside |= Q(region__code__startswith=code)
    rows = Bulletin.objects.filter(inside, state__in=[BulletinState.DRAFT, BulletinState.SUBMITTED])
    return rows.select_related("region", "drafted_by__person").order_by("-month", "region")


def bulletin_for(user: Any, bulletin_id: UUID) -> Bulletin:
    """A published bulletin for anybody; one at work for those who write or pass there. Raises NotFound."""
    rows = Bulletin.objects.select_related("region", "drafted_by__person", "decided_by__person")
    found = rows.filter(id=bulletin_id).first()
    if found is None:
        raise NotFound
    if found.state == BulletinState.PUBLISHED:
        return found
    if any(may(user, right, region_code=found.region_id) for right in AT_WORK):
        return found
    raise NotFound


def later_edition(bulletin: Bulletin) -> Bulletin | None:
    """The newest published edition of the same month, when this one is not it."""
    newest = published(bulletin.region_id).filter(month=bulletin.month).first()
    return newest if newest is not None and newest.edition > bulletin.edition else None
