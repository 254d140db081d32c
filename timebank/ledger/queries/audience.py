"""Who should hear of what happened to a book."""

from collections.abc import Iterable
from uuid import UUID

from accounts.access.enums import Permission
from accounts.access.queries import nearest_staff
from accounts.elders.queries import book_readers
from accounts.journal.models import Event
from accounts.people.models import User
from timebank.ledger.models import Account, ReversalRequest
from timebank.ledger.queries.books import region_of
from timebank.ledger.queries.reversals import with_sides


def reversal_audience(event: Event) -> list[User]:
    """Who may decide a request; once it is decided, who asked; and those whose books were put right."""
    request = with_sides(ReversalRequest.objects.filter(id=event.subject_id)).first()
    if request is None:
        return []
    sides = (request.transfer.source, request.transfer.target)
    happened = event.name.rpartition(".")[2]
    if happened == "requested":
        staff = {user for side in sides if region_of(side) for user in _keepers(region_of(side))}
        return _hearers(User.objects.filter(id__in=staff, is_active=True), event)
    asked = [request.requested_by] if request.requested_by.is_active else []
    return _hearers([*asked, *(_readers(sides, event) if happened == "approved" else [])], event)


def account_audience(event: Event) -> list[User]:
    """Those who may look into a book that was closed, left or brought along, and the heir."""
    accounts = list(Account.objects.filter(id=event.subject_id))
    heir = event.detail.get("heir")
    heirs = book_readers(UUID(heir), on=event.at) if heir else []
    return _hearers([*_readers(accounts, event), *heirs], event)


def _keepers(region_code: str) -> list[UUID]:
    return nearest_staff(Permission.BOOKS_KEEP, region_code)


def _readers(accounts: Iterable[Account], event: Event) -> list[User]:
    persons = [account.person_id for account in accounts if account.person_id is not None]
    return [user for person in persons for user in book_readers(person, on=event.at)]


def _hearers(users: Iterable[User], event: Event) -> list[User]:
    """Each once, never whoever did it."""
    return sorted({user.id: user for user in users if user.id != event.by_id}.values(), key=lambda user: user.id)
