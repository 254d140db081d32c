"""A holder moves to another time bank: the minutes leave with a signed paper that the other house can check."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.people.models import Person
from timebank.ledger.actions.inherit_account import OwnBook, StillHeld
from timebank.ledger.actions.lock_accounts import lock_accounts
from timebank.ledger.actions.open_account import open_account, open_region_account
from timebank.ledger.actions.post_transfer import AccountClosed, NotEnough, post_transfer
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Account
from timebank.ledger.queries.relocations import relocation_paper


def relocate_account(*, by: Any, at: datetime, person: Person, destination: str) -> str:
    """Retire all minutes of the person here, close the book, and return the signed paper (JSON) for the other house.

    Raises NotAllowed or NotFound outside the actor's territory, StillHeld, NotEnough for an empty book,
    AccountClosed, OwnBook.
    """
    demand(by, Permission.BOOKS_KEEP, region_code=person.home_id)
    if person.id == by.person_id:
        raise OwnBook
    with transaction.atomic():
        lock_accounts(persons=[person])
        source = open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=person)
        if source.closed_at is not None:
            raise AccountClosed
        if source.held:
            raise StillHeld
        if source.balance <= 0:
            raise NotEnough
        transfer = post_transfer(
            key=f"relocate:{source.id}:{source.version}",
            kind=TransferKind.RELOCATE,
            source=source,
            target=open_region_account(unit=Unit.MINUTE, kind=AccountKind.RETIRED, region_code=person.home_id),
            amount=source.balance,
            happened_at=at,
            by=by,
            memo={"destination": destination.strip()[:120]},
        )
        Account.objects.filter(id=source.id).update(closed_at=at)
        emit(
            "timebank.account.relocated",
            at=at,
            by=by,
            subject_kind="account",
            subject_id=source.id,
            region_code=person.home_id,
            detail={"transfer": str(transfer.id)},
        )
    return relocation_paper(transfer)
