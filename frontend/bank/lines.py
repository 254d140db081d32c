"""What a line of a passbook says: every kind of posting in true words, from the side of whoever holds the book."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.elders.queries import call_name
from accounts.people.queries import relatives_of
from accounts.policies.rules import EARN_COEFFICIENT
from frontend.bank.kin import kin_word
from frontend.bank.period import read_period
from frontend.shell.rule_words import kinds_of_service
from frontend.shell.wording import in_chinese, name_text, place_text
from services.catalogue.models import Category
from services.orders.models import Assignment, OrderLine
from services.orders.queries.seats import seats_with_proof
from timebank.ledger.enums import AccountKind, TransferKind
from timebank.ledger.queries import entries_of
from timebank.ledger.queries.checkpoints import sealing
from timebank.ledger.queries.relocations import MERGED


@dataclass(frozen=True)
class Around:
    """What the lines of one page speak of, fetched together however many lines there are."""

    seats: dict[UUID, Assignment] = field(default_factory=dict)
    numbers: dict[UUID, int] = field(default_factory=dict)  # transfer → its line in this book
    kin: dict[UUID, str] = field(default_factory=dict)  # person → 母亲
    kinds: dict[str, Category] = field(default_factory=dict)  # of service, where a rule speaks of them
    seals: dict[int, int] = field(default_factory=dict)  # line's key → number of the checkpoint that seals it


def lines_of(person_id: UUID) -> QuerySet[Any]:
    """The person's lines, newest first, with both sides and what they correct."""
    return entries_of(person_id).select_related(
        "transfer__source__person",
        "transfer__source__organisation",
        "transfer__source__region",
        "transfer__target__person",
        "transfer__target__organisation",
        "transfer__target__region",
        "transfer__reversal",
    )


def around(person_id: UUID, entries: Iterable[Any]) -> Around:
    """Everything that these lines refer to, in a fixed number of queries; fewer when there is no such line."""
    entries = list(entries)
    transfers = [entry.transfer for entry in entries]
    seats = {t.reference_id for t in transfers if t.reference_kind == "assignment"}
    others = {t.reverses_id for t in transfers if t.reverses_id}
    others |= {t.reversal.id for t in transfers if hasattr(t, "reversal")}
    others |= {UUID(t.memo["corrects"]) for t in transfers if "corrects" in t.memo}
    coefficients = any(rule["code"] == EARN_COEFFICIENT.code for t in transfers for rule in t.rule)
    gifts = any(t.kind == TransferKind.GIFT for t in transfers)
    numbers = entries_of(person_id).filter(transfer__in=others).values_list("transfer", "sequence") if others else ()
    return Around(
        seats=_seats(seats) if seats else {},
        numbers=dict(numbers),
        kin={relative.person.id: kin_word(relative) for relative in relatives_of(person_id)} if gifts else {},
        kinds=kinds_of_service() if coefficients else {},
        seals=sealing(entries),
    )


def _seats(ids: Iterable[UUID]) -> dict[UUID, Assignment]:
    found = seats_with_proof(ids)
    lines = OrderLine.objects.select_related("version__item")
    prefetch_related_objects(list(found.values()), Prefetch("order__lines", lines))
    return found


def title_of(entry: Any, near: Around) -> str:
    """What was done, from the line itself: later changes of the menu do not rewrite it."""
    transfer = entry.transfer
    kind, came = TransferKind(transfer.kind), entry.amount > 0
    if kind == TransferKind.REVERSE:
        number = near.numbers.get(transfer.reverses_id)
        return _("Correction of line %(number)s") % {"number": number} if number else _("Correction")
    items = transfer.memo.get("items") or []
    if items:
        return _(", ").join(_item(item) for item in items)
    other = transfer.source if came else transfer.target
    if transfer.memo.get("because") == "ceiling" and not came:
        return _above_the_ceiling(other, near)
    month = read_period(str(transfer.memo.get("month", ""))) if transfer.memo.get("because") == "monthly" else None
    if month is not None:
        return _("Free minutes of %(month)s") % {"month": month.words}
    if MERGED in transfer.memo:
        return _("From the second passbook of the same person") if came else _("To the other passbook, same person")
    elsewhere = transfer.memo.get("origin") if came else transfer.memo.get("destination")
    return _sentences()[kind, came] % {"who": elsewhere or _holder(other, near)}


def note_of(entry: Any, near: Around) -> str:
    """For whom, by whom, or why; empty when the title says it all."""
    transfer, came = entry.transfer, entry.amount > 0
    seat = near.seats.get(transfer.reference_id)
    if transfer.kind == TransferKind.EARN and seat is not None:
        return _elder(seat) if came else _served_by(transfer.target)
    other = transfer.source if came else transfer.target
    if transfer.kind in (TransferKind.EARN, TransferKind.SPEND):
        return _("done by %(name)s") % {"name": _holder(other, near)} if not came else _holder(other, near)
    words = str(transfer.memo.get("words") or transfer.memo.get("reason") or transfer.memo.get("paper") or "")
    return _("“%(words)s”") % {"words": words} if words and transfer.kind == TransferKind.GIFT else words


def corrected_by(entry: Any, near: Around) -> int:
    """The number of the line that puts this one right; 0 when it stands."""
    reversal = getattr(entry.transfer, "reversal", None)
    return near.numbers.get(reversal.id, 0) if reversal is not None else 0


def _item(item: dict[str, Any]) -> str:
    name = str(item.get("zh" if in_chinese() else "en") or item.get("zh") or "")
    quantity = item.get("quantity", 1)
    return name if quantity in (None, 1) else f"{name} ×{quantity}"


def _elder(seat: Assignment) -> str:
    elder = seat.order.elder.person
    return _("%(elder)s, %(village)s") % {"elder": call_name(elder), "village": place_text(elder.home.name)}


def _served_by(account: Any) -> str:
    if account.person is None:
        return ""
    return _("done by %(name)s") % {"name": name_text(account.person.name)}


def _holder(account: Any, near: Around) -> str:
    """Who stands on the other side: 母亲 张秋菊, 禾田社工, 大田县的互助池."""
    if account.kind == AccountKind.GIFT:
        whose = name_text(account.person.name)
        return pgettext("holder", "a gift for the orders of %(name)s") % {"name": whose}
    if account.person is not None:
        name = name_text(account.person.name)
        kin = near.kin.get(account.person.id)
        return _("%(kin)s %(name)s") % {"kin": kin, "name": name} if kin else name
    if account.organisation is not None:
        return str(account.organisation.name)
    place = place_text(account.region.name) if account.region is not None else ""
    if account.kind == AccountKind.POOL:
        return _("the pool of %(place)s") % {"place": place}
    return place


def _above_the_ceiling(other: Any, near: Around) -> str:
    if other.kind == AccountKind.RETIRED:
        return _("Above the limit, retired with thanks")
    return _("Above the limit, passed on to %(who)s") % {"who": _holder(other, near)}


def _sentences() -> dict[tuple[TransferKind, bool], str]:
    """(kind, came in) → title; %(who)s is the other side."""
    kind = TransferKind
    return {
        (kind.GRANT, True): _("Given by %(who)s to its elders"),
        (kind.GRANT, False): _("Given to %(who)s"),
        (kind.GIFT, True): _("A gift from %(who)s"),
        (kind.GIFT, False): _("A gift to %(who)s"),
        (kind.DONATE, True): _("Donated by %(who)s"),
        (kind.DONATE, False): _("Donated to %(who)s"),
        (kind.EXPIRE, True): _("Fallen due from %(who)s"),
        (kind.EXPIRE, False): _("Fallen due to %(who)s"),
        (kind.ALLOT, True): _("Allowance from %(who)s"),
        (kind.ALLOT, False): _("Allowance for %(who)s"),
        (kind.SETTLE, True): _("Settled by %(who)s"),
        (kind.SETTLE, False): _("Settled with %(who)s"),
        (kind.INHERIT, True): _("Inherited from %(who)s"),
        (kind.INHERIT, False): _("Left to %(who)s"),
        (kind.RELOCATE, True): _("Brought along from %(who)s"),
        (kind.RELOCATE, False): _("Moved to %(who)s"),
        (kind.DRAW, True): pgettext("line", "Paid for an order by %(who)s"),
        (kind.DRAW, False): pgettext("line", "Paid for an order of %(who)s"),
        (kind.RETURN, True): pgettext("line", "Your gift for orders, come back unused"),
        (kind.RETURN, False): pgettext("line", "Gift given back to %(who)s"),
        (kind.SPEND, True): _("Paid by %(who)s"),
        (kind.SPEND, False): _("Spent with %(who)s"),
        (kind.EARN, True): pgettext("line", "Service"),
        (kind.EARN, False): pgettext("line", "Service"),
    }
