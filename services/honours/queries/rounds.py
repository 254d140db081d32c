"""Rounds: which there are, when the next is due, which one a login may look at."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import demand, may, territories
from accounts.policies.honour_rules import EVERY_YEARS
from accounts.policies.queries import applied
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.models import Region
from services.honours.enums import RoundState
from services.honours.models import HonourRound

COUNTY_DIGITS = 6
AT_WORK = (Permission.HONOUR_NOMINATE, Permission.HONOUR_HOLD, Permission.HONOUR_DECIDE)


def works_on_honours(user: Any) -> bool:
    """Whether any part of it is the login's."""
    return any(may(user, right) for right in AT_WORK)


def counties_of(user: Any) -> list[str]:
    """Codes of the counties in whose rounds the login has a part, sorted."""
    codes = {code for right in AT_WORK for code in territories(user, right)}
    wide = [code for code in codes if len(code) < COUNTY_DIGITS]
    found = {code[:COUNTY_DIGITS] for code in codes if len(code) >= COUNTY_DIGITS}
    for code in wide:
        inside = Region.objects.filter(code__startswith=code, level="COUNTY")
        found |= set(inside.values_list("code", flat=True))
    return sorted(found)


def rounds_in(counties: list[str]) -> QuerySet[HonourRound]:
    """Rounds of these counties, the newest first, those called off left out."""
    rows = HonourRound.objects.filter(county__in=counties).exclude(state=RoundState.DROPPED)
    return rows.select_related("county").order_by("-last_year", "county")


def round_for(user: Any, round_id: UUID) -> HonourRound:
    """A round in which the login has a part. Raises NotAllowed, NotFound."""
    if not works_on_honours(user):
        raise NotAllowed
    found = HonourRound.objects.select_related("county", "published_by__person", "decided_by__person").filter(
        id=round_id
    )
    row = found.first()
    if row is None or row.county_id not in counties_of(user):
        raise NotFound
    return row


def lock_round(round_id: UUID, *, by: Any, permission: Permission) -> HonourRound:
    """Lock a round for whoever holds the permission in the whole county. Raises NotAllowed, NotFound."""
    demand(by, permission)
    found = HonourRound.objects.select_for_update(of=("self",)).select_related("county").filter(id=round_id).first()
    if found is None:
        raise NotFound
    demand(by, permission, region_code=found.county_id)
    return found


def every_years(county: str, *, on: date) -> Any:
    """The rhythm as it holds there: a rule with its citation."""
    return applied(EVERY_YEARS, region_code=county, on=on)


def next_due(county: str, *, on: date) -> int:
    """The year in which the next round is chosen: as many years after the last as the rule says, at once without one.

    A round that runs is the last one.
    """
    last = rounds_in([county]).values_list("last_year", flat=True).first()
    return int(last) + int(every_years(county, on=on).value) if last is not None else on.year


def days_of(found: HonourRound, *, today: date) -> tuple[date, date]:
    """First and last day whose record counts: the years of the round, as far as they have come."""
    return date(found.first_year, 1, 1), min(today, date(found.last_year, 12, 31))


def public_rounds(region_code: str = "") -> QuerySet[HonourRound]:
    """Rounds that anybody may read about: on notice or decided, the newest first."""
    rows = HonourRound.objects.filter(state__in=[RoundState.NOTICE, RoundState.DECIDED])
    if region_code:
        rows = rows.filter(Q(county=region_code[:COUNTY_DIGITS]) | Q(county__code__startswith=region_code))
    return rows.select_related("county").order_by("-last_year", "county")


def public_round(round_id: UUID) -> HonourRound:
    """One of them. Raises NotFound."""
    found = public_rounds().filter(id=round_id).first()
    if found is None:
        raise NotFound
    return found
