"""An official lets one elder use the community pool."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.models import Elder
from accounts.refusals import Invalid
from accounts.regions.endings import demand_running
from timebank.ledger.actions.inherit_account import OwnBook
from timebank.purses.actions.telling import tell
from timebank.purses.models import PoolGrant

MOST_A_MONTH = 31 * 24 * 60


class BadPoolMinutes(Invalid):
    code = "bad_pool_minutes"
    sentence = _("Say how many minutes a month, at least one.")


class PoolReasonMissing(Invalid):
    code = "pool_reason_missing"
    sentence = _("Say why: it stands with every posting that the pool pays.")


class BadPoolDays(Invalid):
    code = "bad_pool_days"
    sentence = _("The last day comes after the first.")


def grant_pool(
    *,
    by: Any,
    at: datetime,
    elder: Elder,
    minutes_a_month: int,
    first_on: date,
    last_on: date | None = None,
    because: str,
    citation: str = "",
) -> PoolGrant:
    """Let the pool of the county pay so many minutes of the elder's orders a month, besides what the rule of the place
    gives. Raises NotAllowed, NotFound, OwnBook, BadPoolMinutes, BadPoolDays, PoolReasonMissing.
    """
    demand(by, Permission.GRANT_MINUTES, region_code=elder.person.home_id)
    if by.person_id == elder.person_id:
        raise OwnBook
    if not 0 < minutes_a_month <= MOST_A_MONTH:
        raise BadPoolMinutes(field="minutes_a_month")
    if not because.strip():
        raise PoolReasonMissing(field="because")
    if not date(1990, 1, 1) <= first_on <= date(2200, 1, 1):
        raise BadPoolDays(field="first_on")
    if last_on is not None and not first_on <= last_on <= date(2200, 1, 1):
        raise BadPoolDays(field="last_on")
    with transaction.atomic():
        demand_running(elder.person.home_id, at=at)
        grant = PoolGrant.objects.create(
            elder=elder,
            minutes_a_month=minutes_a_month,
            days=DateRange(first_on, None if last_on is None else date.fromordinal(last_on.toordinal() + 1)),
            because=because.strip()[:200],
            citation=citation.strip()[:200],
            granted_at=at,
            granted_by=by,
        )
        tell("granted", grant, by=by, at=at)
    return grant
