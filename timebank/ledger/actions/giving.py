"""What giving to a person and giving to the pool have in common."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.journal.actions.emit import emit
from accounts.people.models import Person
from accounts.refusals import Invalid, NotFound
from timebank.ledger.models import Transfer


class BadAmount(Invalid):
    code = "bad_amount"
    sentence = _("Say how many minutes, at least one.")


def check_giver(by: Any, giver: Person, amount: int) -> None:
    """Only the holder gives, and at least a minute."""
    if by is None or by.person_id != giver.id:
        raise NotFound
    if amount < 1:
        raise BadAmount(field="amount")


def memo_of(words: str) -> dict[str, Any]:
    return {"words": words.strip()[:100]} if words.strip() else {}


def emit_given(what: str, transfer: Transfer, whom: Person, *, at: datetime, by: Any) -> None:
    emit(
        f"timebank.minutes.{what}",
        at=at,
        by=by,
        subject_kind="transfer",
        subject_id=transfer.id,
        region_code=whom.home_id,
        detail={"amount": transfer.amount, "person": str(whom.id)},
    )
