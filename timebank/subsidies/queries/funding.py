"""What of an order a programme pays. The page that shows it beforehand and the action that sets it aside ask here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import models
from django.utils.translation import pgettext_lazy

from timebank.ledger.queries.budgets import balances_of
from timebank.subsidies.enums import UseStatus
from timebank.subsidies.models import Edition, Enrolment, VoucherUse, Wallet
from timebank.subsidies.queries.programmes import edition_on

IN_PERSON = "IN_PERSON"


class NotPaidBecause(models.TextChoices):
    """Why a line that costs money is not paid by a programme somebody is in."""

    ONLINE = "ONLINE", pgettext_lazy("voucher", "only what is done in person is paid")
    CATEGORY = "CATEGORY", pgettext_lazy("voucher", "the programme does not pay this kind of service")
    MONTH = "MONTH", pgettext_lazy("voucher", "money of another month is not given yet")
    SHORT = "SHORT", pgettext_lazy("voucher", "not enough of this month's money is left")


@dataclass(frozen=True)
class Ask:
    """One line that costs money: ``fen`` > 0 for all of it."""

    item_code: str
    category: str
    mode: str
    fen: int
    item_zh: str = ""
    item_en: str = ""
    quantity: int = 1


@dataclass(frozen=True)
class Share:
    """The wallets that pay for a line: each with its fen and what it has left then; the rest is cash.

    ``because`` says why no programme pays all of it; empty where none could.
    """

    ask: Ask
    uses: list[tuple[Wallet, int, int]] = field(default_factory=list)
    because: str = ""

    @property
    def paid(self) -> int:
        return sum(fen for _wallet, fen, _left in self.uses)

    @property
    def cash(self) -> int:
        """What is left to pay by hand, in fen."""
        return self.ask.fen - self.paid

    @property
    def wallet(self) -> Wallet | None:
        """The first wallet that pays."""
        return self.uses[0][0] if self.uses else None

    @property
    def left(self) -> int:
        """What that one has left then."""
        return self.uses[0][2] if self.uses else 0

    @property
    def why(self) -> str:
        """Why no programme pays, in the reader's language; empty where none could."""
        return str(NotPaidBecause(self.because).label) if self.because else ""


@dataclass
class _Purse:
    wallet: Wallet
    edition: Edition
    left: int

    def refuses(self, ask: Ask, *, on: date, today: date) -> str:
        """Why not; empty: it pays."""
        if self.edition.in_person_only and ask.mode != IN_PERSON:
            return NotPaidBecause.ONLINE
        if self.edition.only_categories and ask.category not in self.edition.only_categories:
            return NotPaidBecause.CATEGORY
        if not self.edition.carries_over and (on.year, on.month) != (today.year, today.month):
            return NotPaidBecause.MONTH
        return ""

    def pays(self, fen: int) -> int:
        """What it pays of so much: all, nothing, or what it has where a part is allowed."""
        return min(fen, self.left) if self.edition.pays_in_part or fen <= self.left else 0


def shares(elder_id: UUID, asks: Sequence[Ask], *, on: date, today: date) -> list[Share]:
    """Who pays each line of a service on a day, in order.

    A wallet pays a line whole, or not; only where the edition says that it pays in part, what is left of it is
    used up and the next wallet, or cash, pays the rest.
    """
    if not asks:
        return []
    purses = _purses(elder_id, on)
    found = []
    for ask in asks:
        uses: list[tuple[Wallet, int, int]] = []
        rest, because = ask.fen, ""
        for purse in purses:
            refusal = purse.refuses(ask, on=on, today=today)
            fen = 0 if refusal else purse.pays(rest)
            if fen:
                purse.left -= fen
                rest -= fen
                uses.append((purse.wallet, fen, purse.left))
            because = because or refusal or (NotPaidBecause.SHORT if rest else "")
            if not rest:
                break
        found.append(Share(ask, uses, because=because if rest else ""))
    return found


def _purses(elder_id: UUID, on: date) -> list[_Purse]:
    enrolled = Enrolment.objects.filter(elder=elder_id, days__contains=on).values("programme")
    wallets = list(
        Wallet.objects.filter(elder=elder_id, programme__in=enrolled)
        .select_related("programme")
        .order_by("programme__code")
    )
    balances = balances_of([wallet.account_id for wallet in wallets])
    purses = []
    for wallet in wallets:
        edition = edition_on(wallet.programme, on)
        if edition is not None:
            balance, held = balances[wallet.account_id]
            purses.append(_Purse(wallet, edition, balance - held))
    return purses


def wallets_of(elder_id: UUID) -> list[tuple[Wallet, int]]:
    """Wallets of an elder and what each has free now."""
    wallets = list(Wallet.objects.filter(elder=elder_id).select_related("programme").order_by("programme__code"))
    balances = balances_of([wallet.account_id for wallet in wallets])
    return [(wallet, balances[wallet.account_id][0] - balances[wallet.account_id][1]) for wallet in wallets]


def uses_of(order_ids: Sequence[UUID]) -> dict[UUID, list[VoucherUse]]:
    """Order id → what programmes pay or paid of it, without what was given back for another reason than a refusal."""
    found: dict[UUID, list[VoucherUse]] = {key: [] for key in order_ids}
    rows = VoucherUse.objects.filter(order_id__in=order_ids).exclude(status=UseStatus.RELEASED, refusal="")
    for use in rows.select_related("wallet__programme", "organisation").order_by("line_id"):
        found[use.order_id].append(use)
    return found
