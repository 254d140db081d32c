"""What a person leaves behind goes to whom it belongs."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.people.models import Person
from accounts.refusals import Invalid, Refusal
from timebank.ledger.actions.lock_accounts import lock_accounts
from timebank.ledger.actions.open_account import open_account, open_region_account
from timebank.ledger.actions.post_transfer import AccountClosed, NotEnough, post_transfer
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Account, Transfer


class PaperMissing(Invalid):
    code = "paper_missing"
    sentence = _("Name the paper that says so, for example the certificate of inheritance.")


class StillHeld(Refusal):
    code = "still_held"
    sentence = _("Minutes are still set aside for open orders. Cancel or finish those first.")


class OwnBook(Refusal):
    code = "own_book"
    sentence = _("Nobody keeps the books of their own family. Somebody else must do this.")
    status = 403


def inherit_account(*, by: Any, at: datetime, person: Person, heir: Person | None, paper: str) -> Transfer | None:
    """Post all minutes of a person who has died to the heir, or to the county's pool without one, and close the book.

    Returns the posting, None for an empty book. Raises NotAllowed or NotFound outside the actor's territory,
    PaperMissing, StillHeld, AccountClosed, NotEnough below zero, OwnBook when the actor is the heir.
    """
    demand(by, Permission.BOOKS_KEEP, region_code=person.home_id)
    if not paper.strip():
        raise PaperMissing(field="paper")
    if heir is not None and heir.id in (by.person_id, person.id):
        raise OwnBook
    with transaction.atomic():
        lock_accounts(persons=[person, heir] if heir is not None else [person])
        source = open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=person)
        if source.closed_at is not None:
            raise AccountClosed
        if source.held:
            raise StillHeld
        if source.balance < 0:
            raise NotEnough
        transfer = _post(source, person, heir, paper.strip()[:200], at, by) if source.balance > 0 else None
        Account.objects.filter(id=source.id, balance=0).update(closed_at=at)
        emit(
            "timebank.account.inherited",
            at=at,
            by=by,
            subject_kind="account",
            subject_id=source.id,
            region_code=person.home_id,
            detail={"heir": str(heir.id) if heir else ""},
            words=paper.strip()[:200],
        )
    return transfer


def _post(source: Account, person: Person, heir: Person | None, paper: str, at: datetime, by: Any) -> Transfer:
    target = (
        open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=heir)
        if heir is not None
        else open_region_account(unit=Unit.MINUTE, kind=AccountKind.POOL, region_code=person.home_id)
    )
    return post_transfer(
        key=f"inherit:{source.id}:{source.version}",
        kind=TransferKind.INHERIT,
        source=source,
        target=target,
        amount=source.balance,
        happened_at=at,
        by=by,
        memo={"paper": paper},
    )
