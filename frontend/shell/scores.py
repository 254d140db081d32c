"""The score card of an organisation over the last year."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.organisations.models import Organisation
from accounts.policies.paper_rules import ON_TIME
from accounts.policies.queries import applied
from services.houses.queries.hours import approved_share
from services.houses.queries.ratings import corrected_ratings
from services.orders.queries.score import Score, score_of

YEAR = timedelta(days=365)


def year_score(organisation: Organisation, *, now: datetime) -> Score:
    """What it promised and kept in the 365 days before ``now``, by the rule of its place for being in time."""
    rule = applied(ON_TIME, region_code=str(organisation.region_id), on=timezone.localdate(now))
    return score_of(organisation.id, now - YEAR, now, tolerance=timedelta(minutes=rule.value))


def year_hours(organisation: Organisation, *, now: datetime) -> tuple[int, int]:
    """Of how many services of those 365 days the organisation has approved the hours, and of how many in all."""
    return approved_share(organisation.id, now - YEAR, now)


def year_corrected(organisation: Organisation, *, now: datetime) -> int:
    """How many ratings of those 365 days were put right after somebody rang."""
    return corrected_ratings(organisation.id, now - YEAR, now)
