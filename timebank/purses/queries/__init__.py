"""What pays for an elder's orders besides their own passbook, and who gave what."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import F, QuerySet

from timebank.ledger.queries.budgets import balances_of
from timebank.purses.enums import UseStatus
from timebank.purses.models import MinuteUse, PoolGrant, Purse


def with_left(purses: QuerySet[Purse]) -> list[tuple[Purse, int]]:
    """Each purse with the minutes in it that nobody has set aside."""
    rows = list(purses.select_related("giver", "elder__person"))
    balances = balances_of([purse.account_id for purse in rows])
    return [(purse, balances[purse.account_id][0] - balances[purse.account_id][1]) for purse in rows]


def purses_of(elder_id: UUID) -> list[tuple[Purse, int]]:
    """Gifts of an elder in which something is left, those that end first in front."""
    rows = with_left(Purse.objects.filter(elder=elder_id, back_at=None).order_by("last_on", "id"))
    return [(purse, left) for purse, left in rows if left > 0]


def given_by(person_id: UUID) -> QuerySet[Purse]:
    """Gifts for orders that somebody gave, the latest first."""
    return Purse.objects.filter(giver=person_id).select_related("elder__person").order_by("-id")


def grants_of(elder_id: UUID) -> QuerySet[PoolGrant]:
    """What officials have granted an elder of the pool, running ones first."""
    grants = PoolGrant.objects.filter(elder=elder_id).select_related("granted_by__person")
    return grants.order_by(F("ended_at").asc(nulls_first=True), "-id")


def minutes_paid_for(order_ids: Collection[UUID]) -> dict[UUID, list[MinuteUse]]:
    """Order id → what gifts and the pool have set aside or paid; without what was given back."""
    found: defaultdict[UUID, list[MinuteUse]] = defaultdict(list)
    rows = MinuteUse.objects.filter(order_id__in=order_ids).exclude(status=UseStatus.RELEASED)
    for use in rows.select_related("purse__giver").order_by("id"):
        found[use.order_id].append(use)
    return found


def accounts_of_order(order_id: UUID) -> list[UUID]:
    """Accounts in which something is set aside for an order, to be locked with the others."""
    rows = MinuteUse.objects.filter(order_id=order_id, status=UseStatus.HELD)
    return list(rows.values_list("account", flat=True).order_by("account"))
