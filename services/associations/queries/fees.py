"""What a year costs, who has given it, and who is behind."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, Sum

from services.associations.enums import FeeState
from services.associations.models import Fee, FeeRule, Membership


def rules_of(organisation_id: UUID) -> list[FeeRule]:
    """Every line, the latest first."""
    return list(FeeRule.objects.filter(organisation=organisation_id).order_by("-from_year"))


def fee_for(rules: Iterable[FeeRule], year: int) -> int:
    """Fen a member gives for that year; 0 where nothing is asked. ``rules`` of one association, any order."""
    holding = [one for one in rules if one.from_year <= year]
    return max(holding, key=lambda one: one.from_year).fen if holding else 0


def behind(rows: Iterable[Membership], rules: list[FeeRule], *, year: int) -> dict[UUID, list[int]]:
    """Membership → years from the one of joining to ``year`` for which nothing stands; only those who are behind.

    One query. Whoever has left owes nothing here: nobody runs after a fee.
    """
    members = [one for one in rows if one.is_open]
    given: dict[UUID, set[int]] = {one.id: set() for one in members}
    for key, of in Fee.objects.filter(membership__in=given, stands=True).values_list("membership", "year"):
        given[key].add(of)
    asked = [one for one in range(min((r.from_year for r in rules), default=year + 1), year + 1) if fee_for(rules, one)]
    found = {}
    for one in members:
        owed = [of for of in asked if of >= one.joined_on.year and of not in given[one.id]]
        if owed:
            found[one.id] = owed
    return found


def till_of(organisation_id: UUID, *, year: int) -> dict[str, int]:
    """``fen`` taken in the year by receipt, ``paid`` how many receipts, ``waived`` how many were let off for it."""
    rows = Fee.objects.filter(organisation=organisation_id, stands=True)
    paid = rows.filter(state=FeeState.PAID, receipt_year=year)
    return {
        "fen": paid.aggregate(total=Sum("fen"))["total"] or 0,
        "paid": paid.count(),
        "waived": rows.filter(Q(state=FeeState.WAIVED), year=year).count(),
    }
