"""How a line of the passbook came about: the times, the proof, who confirmed, and the rules that were applied."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.elders.queries import call_name
from accounts.policies.rules import EARN_DAILY_CAP, EARN_OVERRUN, EARN_ROUNDING, HOUSE
from frontend.shell.wording import in_chinese, local_day, mask_name, name_text, place_text, time_text
from frontend.volunteer.wording import short_date
from services.orders.enums import EvidenceKind
from services.orders.models import Assignment
from services.orders.queries.seats import seats_with_proof


@dataclass(frozen=True)
class Slip:
    """One passbook line in words; ``amount`` and ``balance`` in minutes, ``amount`` negative when it went out."""

    sequence: int
    day: date
    day_words: str
    at: datetime
    title: str
    note: str
    amount: int
    balance: int
    earned: bool
    times: str
    worked: int | None
    adjusted: int
    proof: list[str]
    confirmed: str
    rules: list[str]
    reason: str


def slips_of(entries: Iterable[Any]) -> list[Slip]:
    """Put entries into words, with two queries more than theirs however many they are."""
    entries = list(entries)
    seats = seats_with_proof(
        entry.transfer.reference_id for entry in entries if entry.transfer.reference_kind == "assignment"
    )
    return [_slip(entry, seats.get(entry.transfer.reference_id)) for entry in entries]


def _slip(entry: Any, seat: Assignment | None) -> Slip:
    transfer = entry.transfer
    came = entry.amount > 0
    worked = seat.minutes_worked if seat is not None else None
    return Slip(
        sequence=entry.sequence,
        day=local_day(transfer.happened_at),
        day_words=short_date(local_day(transfer.happened_at)),
        at=transfer.happened_at,
        title=_title(transfer),
        note=_note(transfer, seat, came),
        amount=entry.amount,
        balance=entry.balance_after,
        earned=came and seat is not None,
        times=_times(seat),
        worked=worked,
        adjusted=entry.amount - worked if worked is not None and came else 0,
        proof=[_proof(evidence.kind) for evidence in seat.evidence.all()] if seat is not None else [],
        confirmed=_confirmed(seat),
        rules=_rules(transfer.rule),
        reason=str(transfer.memo.get("reason", "")),
    )


def _title(transfer: Any) -> str:
    """What was done, from the line itself: later changes of the menu do not rewrite it."""
    items = transfer.memo.get("items") or []
    names = [item["zh" if in_chinese() else "en"] for item in items]
    return _(", ").join(names) or str(transfer.get_kind_display())


def _note(transfer: Any, seat: Assignment | None, came: bool) -> str:
    if seat is not None and came:
        elder = seat.order.elder.person
        return _("%(elder)s, %(village)s") % {"elder": call_name(elder), "village": place_text(elder.home.name)}
    if seat is not None and seat.person is not None:
        return _("done by %(name)s") % {"name": name_text(seat.person.name)}
    side = transfer.source if came else transfer.target
    if side.region is not None:
        return place_text(side.region.name)
    return mask_name(side.person.name) if side.person is not None else ""


def _times(seat: Assignment | None) -> str:
    if seat is None or seat.checked_in_at is None or seat.checked_out_at is None:
        return ""
    facts = {"start": time_text(seat.checked_in_at), "end": time_text(seat.checked_out_at)}
    return _("In at %(start)s, out at %(end)s") % facts


def _proof(kind: str) -> str:
    return {
        EvidenceKind.CARD: _("The card in the house was scanned."),
        EvidenceKind.CODE: _("The elder told the four digits."),
        EvidenceKind.NONE: _("Begun without card or digits, checked afterwards."),
    }[EvidenceKind(kind)]


def _confirmed(seat: Assignment | None) -> str:
    if seat is None or seat.order.confirmed_by is None or seat.order.closed_at is None:
        return ""
    name = name_text(mask_name(str(seat.order.confirmed_by)))
    return _("%(name)s said it was done, at %(time)s.") % {"name": name, "time": time_text(seat.order.closed_at)}


def _rules(applied: list[dict[str, Any]]) -> list[str]:
    """The applied rules in words, those of one source together with it."""
    by_source: dict[str, list[str]] = {}
    for rule in applied:
        citation = str(rule["citation"])
        source = _("our own rules, until the county sets some") if citation == HOUSE else citation
        by_source.setdefault(source, []).append(_rule(rule))
    sentence = _("Rules applied: %(rules)s (%(source)s).")
    return [sentence % {"rules": _(", ").join(words), "source": source} for source, words in by_source.items()]


def _rule(rule: dict[str, Any]) -> str:
    words = {
        EARN_ROUNDING.code: _("rounded to %(value)s min"),
        EARN_OVERRUN.code: _("at most %(value)s%% of the time that was ordered"),
        EARN_DAILY_CAP.code: _("at most %(value)s min a day"),
    }.get(rule["code"])
    return words % {"value": rule["value"]} if words else f"{rule['code']} {rule['value']}"
