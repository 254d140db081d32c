"""Every figure about minutes that a page shows: summed from postings, never counted a second time elsewhere."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q, Sum

from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Account, Transfer

# What was earned and stands: a posting that was taken back counts no more, its correction does.
STANDING = Q(kind=TransferKind.EARN, reversal__isnull=True)


def trial_balance(unit: Unit = Unit.MINUTE) -> dict[str, int]:
    """Account kind → sum of its balances, in the unit. All kinds together are zero."""
    rows = Account.objects.filter(unit=unit).values("kind").annotate(total=Sum("balance")).order_by("kind")
    return {row["kind"]: int(row["total"]) for row in rows}


def earned_between(person_id: UUID, since: datetime, until: datetime) -> int:
    """Minutes the person earned by services that happened in [since, until)."""
    own = Account.objects.filter(person=person_id, unit=Unit.MINUTE, kind=AccountKind.PERSON).values("id")
    total = Transfer.objects.filter(STANDING, target__in=own, happened_at__gte=since, happened_at__lt=until).aggregate(
        total=Sum("amount")
    )["total"]
    return total or 0


def earned_by_reference(reference_ids: Collection[UUID]) -> dict[UUID, int]:
    """Reference (an assignment) → minutes that were earned by it and stand."""
    rows = Transfer.objects.filter(STANDING, reference_id__in=reference_ids).values_list("reference_id")
    return {reference: total for reference, total in rows.annotate(total=Sum("amount")) if reference is not None}
