"""Every figure about minutes that a page shows: summed from postings, never counted a second time elsewhere."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Left

from timebank.ledger.enums import TransferKind, Unit
from timebank.ledger.models import Account, Transfer

# What was earned and stands: a posting that was taken back counts no more, its correction does.
STANDING = Q(kind=TransferKind.EARN, reversal__isnull=True)


def trial_balance(unit: Unit = Unit.MINUTE) -> dict[str, int]:
    """Account kind → sum of its balances, in the unit. All kinds together are zero."""
    rows = Account.objects.filter(unit=unit).values("kind").annotate(total=Sum("balance")).order_by("kind")
    return {row["kind"]: int(row["total"]) for row in rows}


def earned_between(person_id: UUID, since: datetime, until: datetime) -> int:
    """Minutes the person earned by services that happened in [since, until)."""
    total = Transfer.objects.filter(
        STANDING, target__person=person_id, happened_at__gte=since, happened_at__lt=until
    ).aggregate(total=Sum("amount"))["total"]
    return total or 0


def served_totals(region_codes: list[str], since: datetime, until: datetime) -> dict[str, int]:
    """``minutes`` and ``services`` earned in [since, until) by serving elders of these region subtrees."""
    home = Q()
    for code in region_codes:
        home |= Q(source__person__home__code__startswith=code)
    return Transfer.objects.filter(home, STANDING, happened_at__gte=since, happened_at__lt=until).aggregate(
        minutes=Sum("amount", default=0), services=Count("id")
    )


def served_by_region(region_code: str, since: datetime, until: datetime, digits: int) -> dict[str, int]:
    """Minutes earned per child region (its code cut to ``digits``) below ``region_code``."""
    rows = (
        Transfer.objects.filter(
            STANDING,
            happened_at__gte=since,
            happened_at__lt=until,
            source__person__home__code__startswith=region_code,
        )
        .annotate(child=Left(F("source__person__home_id"), digits))
        .values("child")
        .annotate(minutes=Sum("amount"))
        .order_by("child")
    )
    return {row["child"]: row["minutes"] for row in rows}


def earned_by_reference(reference_ids: Collection[UUID]) -> dict[UUID, int]:
    """Reference (an assignment) → minutes that were earned by it and stand."""
    rows = Transfer.objects.filter(STANDING, reference_id__in=reference_ids).values_list("reference_id")
    return {reference: total for reference, total in rows.annotate(total=Sum("amount")) if reference is not None}
