"""Two books of one person become one: what is in the second goes to the first, and the second is closed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.people.models import Person
from accounts.refusals import Refusal
from timebank.ledger.actions.hold_minutes import hold_minutes
from timebank.ledger.actions.open_account import open_account
from timebank.ledger.actions.post_transfer import NotEnough, post_transfer
from timebank.ledger.actions.release_hold import give_back
from timebank.ledger.enums import AccountKind, HoldStatus, TransferKind, Unit
from timebank.ledger.models import Account, Hold, Transfer
from timebank.ledger.queries.relocations import MERGED


class BookClosed(Refusal):
    code = "book_of_the_kept_closed"
    sentence = _("The passbook that would be kept is closed. Keep the other dossier instead.")


def merge_accounts(*, by: Any, at: datetime, kept: Person, absorbed: Person) -> list[Transfer]:
    """Post every balance of ``absorbed`` to the book of ``kept`` in the same unit, carry its holds over, close it.

    No line is rewritten: both books stay as they were, and one posting joins them. What was set aside for an order is
    set aside in the kept book instead, until the same moment. A balance below zero is made good by the kept book.
    Whoever calls this has asked for the permission. Raises BookClosed, NotEnough. Inside a transaction only.
    """
    posted = []
    with transaction.atomic():
        owned = Account.objects.filter(kind=AccountKind.PERSON, person=absorbed, closed_at=None)
        for unit in sorted(owned.values_list("unit", flat=True)):
            target = open_account(unit=Unit(unit), kind=AccountKind.PERSON, person=kept)
            ids = [target.id, *owned.filter(unit=unit).values_list("id", flat=True)]
            books = {
                book.person_id: book
                for book in Account.objects.filter(id__in=ids).order_by("id").select_for_update(no_key=True)
            }
            target, source = books[kept.id], books[absorbed.id]
            if target.closed_at is not None:
                if source.balance or source.held:
                    raise BookClosed
            else:
                posted += _join(by, at, source, target)
            Account.objects.filter(id=source.id, balance=0, held=0).update(closed_at=at)
    return posted


def _join(by: Any, at: datetime, source: Account, target: Account) -> list[Transfer]:
    holds = list(Hold.objects.filter(account=source, status=HoldStatus.HELD).order_by("id").select_for_update())
    give_back(holds, HoldStatus.RELEASED, at)
    posted = [_post(by, at, source, target)] if source.balance else []
    for hold in holds:
        hold_minutes(
            account=target,
            amount=hold.amount,
            reference_kind=hold.reference_kind,
            reference_id=hold.reference_id,
            at=at,
            expires_at=hold.expires_at,
        )
    return posted


def _post(by: Any, at: datetime, source: Account, target: Account) -> Transfer:
    short = source.balance < 0
    if short and target.available < -source.balance:
        raise NotEnough
    return post_transfer(
        key=f"merge:{source.id}:{source.version}",
        kind=TransferKind.RELOCATE,
        source=target if short else source,
        target=source if short else target,
        amount=abs(source.balance),
        happened_at=at,
        by=by,
        reference_kind="account",
        reference_id=source.id,
        memo={MERGED: True},
    )
