"""From where the minutes of an order come. The page that shows it beforehand and the action that sets them aside ask
here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Case, F, Sum, When

from accounts.elders.models import Elder
from accounts.policies.purse_rules import POOL_FOR, POOL_MONTHLY
from accounts.policies.queries import applied
from accounts.policies.rules import GRANT_AGE
from timebank.ledger.queries.budgets import pool_of
from timebank.purses.enums import Source, UseStatus
from timebank.purses.models import MinuteUse, PoolGrant, Purse
from timebank.purses.queries import purses_of

ALL = (Source.GIFT, Source.POOL)


@dataclass(frozen=True)
class Pocket:
    """One source and the ``free`` minutes an elder may take from it for a day; ``purse`` of a gift."""

    source: str
    account_id: UUID
    free: int
    purse: Purse | None = None
    rule: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """So many minutes of an order out of one pocket."""

    pocket: Pocket
    minutes: int

    @property
    def left(self) -> int:
        return self.pocket.free - self.minutes


def pockets_of(elder: Elder, *, on: date, only: Collection[str] = ALL) -> list[Pocket]:
    """What pays before the passbook does, in this order: gifts that end first, then the pool."""
    found = []
    if Source.GIFT in only:
        gifts = [(purse, left) for purse, left in purses_of(elder.id) if on <= purse.last_on]
        found += [Pocket(Source.GIFT, purse.account_id, left, purse) for purse, left in gifts]
    if Source.POOL in only and (pool := _pool(elder, on)) is not None:
        found.append(pool)
    return found


def split(minutes: int, pockets: Sequence[Pocket]) -> list[Part]:
    """Fill ``minutes`` from the pockets in turn; what they do not cover is the passbook's. Pure."""
    parts = []
    for pocket in pockets:
        taken = min(minutes, pocket.free)
        if taken > 0:
            parts.append(Part(pocket, taken))
            minutes -= taken
    return parts


def allowance_of(elder: Elder, *, on: date) -> tuple[int, list[dict[str, Any]]]:
    """Minutes of the pool an elder may use in the month of ``on``, and why: the rule of the place, or a grant."""
    rule = applied(POOL_MONTHLY, region_code=elder.person.home_id, on=on)
    minutes, because = 0, []
    if rule.value and _named(elder, on):
        minutes, because = int(rule.value), [rule.as_json()]
    for grant in PoolGrant.objects.filter(elder=elder, ended_at=None, days__contains=on).order_by("id"):
        minutes += grant.minutes_a_month
        because.append({"code": "pool.grant", "value": grant.minutes_a_month, "citation": grant.citation})
    return minutes, because


def used_in_month(elder_id: UUID, on: date) -> int:
    """Minutes of the pool that orders for the month of ``on`` have set aside or drawn."""
    first = on.replace(day=1)
    rows = MinuteUse.objects.filter(
        elder=elder_id,
        source=Source.POOL,
        status__in=[UseStatus.HELD, UseStatus.DRAWN],
        service_on__gte=first,
        service_on__lt=first + relativedelta(months=1),
    )
    counted = Case(When(status=UseStatus.DRAWN, then=F("drawn_minutes")), default=F("held_minutes"))
    return int(rows.aggregate(total=Sum(counted, default=0))["total"])


def _named(elder: Elder, on: date) -> bool:
    """Whether the rule of the place names this elder."""
    who = applied(POOL_FOR, region_code=elder.person.home_id, on=on).value
    if who == "EVERYBODY":
        return True
    if who == "LEFT_BEHIND":
        return elder.left_behind is True
    age = elder.person.age_on(on)
    limit = applied(GRANT_AGE, region_code=elder.person.home_id, on=on).value
    return elder.lives_alone or (age is not None and age >= limit)


def _pool(elder: Elder, on: date) -> Pocket | None:
    allowed, because = allowance_of(elder, on=on)
    if not allowed:
        return None
    account_id, stands = pool_of(elder.person.home_id)
    free = min(allowed - used_in_month(elder.id, on), stands)
    return Pocket(Source.POOL, account_id, free, rule=because) if account_id is not None and free > 0 else None
