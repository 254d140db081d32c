"""A holder arrives from another time bank with a signed paper."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.people.models import Person
from accounts.refusals import Invalid
from timebank.ledger.actions.inherit_account import OwnBook
from timebank.ledger.actions.open_account import open_account, open_region_account
from timebank.ledger.actions.post_transfer import post_transfer
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.keys import KeysUnusable, PublicKey, public_keys, read_keys
from timebank.ledger.models import Account, Transfer
from timebank.ledger.queries.books import posted_before
from timebank.ledger.relocation_text import Relocation, read_relocation


class PaperNotGenuine(Invalid):
    code = "paper_not_genuine"
    sentence = _("This paper is not signed by a time bank we know, or it was changed.")


class AnotherPerson(Invalid):
    code = "another_person"
    sentence = _("The paper names somebody else.")


def receive_account(*, by: Any, at: datetime, person: Person, paper: str) -> Transfer:
    """Credit what the paper says to the person here. A paper counts once, in the whole house.

    Trusted are this house's keys and the ``*.json`` key lists in ``settings.LEDGER_TRUSTED``. Raises NotAllowed or
    NotFound outside the actor's territory, PaperNotGenuine, AnotherPerson, PostingKeyReused for another person's
    second use, OwnBook.
    """
    demand(by, Permission.BOOKS_KEEP, region_code=person.home_id)
    if by.person_id == person.id:
        raise OwnBook
    try:
        said = read_relocation(paper, trusted_keys())
    except ValueError as error:
        raise PaperNotGenuine(field="paper") from error
    if not _same_person(said, person) or said.unit != Unit.MINUTE:
        raise AnotherPerson(field="paper")
    with transaction.atomic():
        target = open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=person)
        source = open_region_account(unit=Unit.MINUTE, kind=AccountKind.ISSUANCE, region_code=person.home_id)
        list(Account.objects.filter(id__in=[source.id, target.id]).order_by("id").select_for_update(no_key=True))
        new = not posted_before(f"arrive:{said.id}")
        if new:
            Account.objects.filter(id=target.id).update(closed_at=None)
        transfer = post_transfer(
            key=f"arrive:{said.id}",
            kind=TransferKind.RELOCATE,
            source=source,
            target=target,
            amount=said.amount,
            happened_at=at,
            by=by,
            memo={"origin": said.origin},
        )
        if new:
            emit(
                "timebank.account.received",
                at=at,
                by=by,
                subject_kind="account",
                subject_id=target.id,
                region_code=person.home_id,
                detail={"origin": said.origin, "paper": said.id},
            )
    return transfer


def trusted_keys() -> list[PublicKey]:
    """Public keys of this house and of those whose key lists were put into the folder of trusted ones."""
    keys = public_keys()
    for path in sorted(Path(settings.LEDGER_TRUSTED).glob("*.json")):
        try:
            keys += read_keys(path.read_text(encoding="utf-8"))
        except KeysUnusable:
            continue
    return keys


def _same_person(said: Relocation, person: Person) -> bool:
    """By name and birthday; on a paper of this house by the person itself."""
    if said.key in {key.key for key in public_keys()}:
        return said.person == str(person.id)
    return said.holder == person.name and said.birth_on is not None and said.birth_on == person.birth_on
