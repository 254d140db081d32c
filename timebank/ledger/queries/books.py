"""What stands in a holder's book."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from accounts.people.models import Person
from timebank.ledger.enums import AccountKind, HoldStatus, TransferKind, Unit
from timebank.ledger.models import Account, Entry, Hold, Transfer


def account_of(person_id: UUID, unit: Unit = Unit.MINUTE) -> Account | None:
    """The person's account in the unit, None when never opened."""
    return Account.objects.filter(person=person_id, unit=unit, kind=AccountKind.PERSON).first()


def accounts_of(person_ids: list[UUID]) -> QuerySet[Account]:
    """All accounts of these persons."""
    return Account.objects.filter(person__in=person_ids, kind=AccountKind.PERSON).order_by("person", "unit")


def organisation_accounts(organisation_ids: Iterable[UUID]) -> dict[UUID, list[Account]]:
    """Organisation → its books, minutes before money; those never opened are left out. One query."""
    found: dict[UUID, list[Account]] = {}
    for account in Account.objects.filter(organisation__in=list(organisation_ids)).order_by("-unit", "id"):
        assert account.organisation_id is not None
        found.setdefault(account.organisation_id, []).append(account)
    return found


def holders_of(account_ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Account → the person who holds it, of those that persons hold. One query."""
    found = Account.objects.filter(id__in=list(account_ids), person__isnull=False).select_related("person__elder")
    return {account.id: account.person for account in found if account.person is not None}


def entries_of(person_id: UUID, unit: Unit = Unit.MINUTE) -> QuerySet[Entry]:
    """The person's passbook lines, newest first, with the transfer and both sides' holders."""
    return (
        Entry.objects.filter(account__person=person_id, account__unit=unit, account__kind=AccountKind.PERSON)
        .select_related(
            "transfer__source__person",
            "transfer__target__person",
            "transfer__source__region",
            "transfer__target__organisation",
            "account",
        )
        .order_by("-sequence")
    )


def entries_about(reference_ids: list[UUID], person_id: UUID, unit: Unit = Unit.MINUTE) -> QuerySet[Entry]:
    """Lines in the person's passbook that speak of these references (assignments, orders), oldest first."""
    return entries_of(person_id, unit).filter(transfer__reference_id__in=reference_ids).order_by("sequence")


def months_of(person_id: UUID, unit: Unit = Unit.MINUTE) -> list[dict[str, Any]]:
    """Per month: ``month``, minutes ``came`` in and ``went`` out; newest first."""
    rows = (
        Entry.objects.filter(account__person=person_id, account__unit=unit, account__kind=AccountKind.PERSON)
        .annotate(month=TruncMonth("transfer__happened_at"))
        .values("month")
        .annotate(
            came=Sum("amount", filter=Q(amount__gt=0), default=0),
            went=-Sum("amount", filter=Q(amount__lt=0), default=0),
        )
        .order_by("-month")
    )
    return [dict(row) for row in rows]


def open_holds(account: Account) -> QuerySet[Hold]:
    return Hold.objects.filter(account=account, status=HoldStatus.HELD).order_by("created_at")


def given_between(account: Account, since: datetime, until: datetime) -> int:
    """Minutes the account gave away as gifts that happened in [since, until)."""
    total = Entry.objects.filter(
        account=account,
        transfer__kind=TransferKind.GIFT,
        amount__lt=0,
        transfer__happened_at__gte=since,
        transfer__happened_at__lt=until,
    ).aggregate(total=Sum("amount"))["total"]
    return -(total or 0)


def posted_before(key: str) -> bool:
    """Whether a posting with that key was made."""
    return Transfer.objects.filter(key=key).exists()


def reference_of(key: str) -> UUID | None:
    """What the posting with that key refers to; None when there is none."""
    return Transfer.objects.filter(key=key).values_list("reference_id", flat=True).first()


def region_of(account: Account) -> str:
    """Code of the place an account belongs to: the holder's home, or the region itself."""
    if account.person is not None:
        return str(account.person.home_id)
    if account.organisation is not None:
        return str(account.organisation.region_id)
    return account.region_id or ""
