"""Accounts and postings in plain words, from nobody's side."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from frontend.shell.wording import mask_name, minutes_text, name_text, place_text, yuan_text
from timebank.ledger.enums import AccountKind, TransferKind, Unit


def amount_words(amount: int, unit: str) -> str:
    """``5 小时 20 分`` or ``12 元``."""
    return minutes_text(amount) if unit == Unit.MINUTE else yuan_text(amount)


def holder_words(account: Any, *, masked: bool = False) -> str:
    """Who holds an account: 范细妹 (范＊妹), 禾田社工, 大田县互助池, 大田县总发行."""
    if account.person is not None:
        name = account.person.name
        return name_text(mask_name(name) if masked else name)
    if account.organisation is not None:
        return str(account.organisation.name)
    place = {"place": place_text(account.region.name) if account.region is not None else ""}
    said = {
        AccountKind.POOL: _("the pool of %(place)s"),
        AccountKind.ISSUANCE: _("the issuance of %(place)s"),
        AccountKind.RETIRED: _("what %(place)s has retired"),
        AccountKind.PROGRAMME: _("a budget of %(place)s"),
    }
    return said[AccountKind(account.kind)] % place


@dataclass(frozen=True)
class Asked:
    """A request to take a posting back, as a line of a list: names masked."""

    request: Any
    words: str
    amount: str
    who: str

    @property
    def is_open(self) -> bool:
        return str(self.request.status) == "OPEN"


def asked_of(request: Any) -> Asked:
    """A request in words; needs it with its sides."""
    transfer = request.transfer
    facts = {
        "what": str(TransferKind(transfer.kind).label),
        "source": holder_words(transfer.source, masked=True),
        "target": holder_words(transfer.target, masked=True),
    }
    return Asked(
        request=request,
        words=_("%(what)s: %(source)s → %(target)s") % facts,
        amount=amount_words(transfer.amount, transfer.source.unit),
        who=name_text(str(request.requested_by)),
    )
