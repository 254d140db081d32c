"""Whether two dossiers speak of one person. Pure: what is compared is handed in.

Two people of one village share a name more often than one thinks, a couple shares a telephone, and somebody with two
numbers on two ID cards is two. A number with one wrong digit cannot be told from another: it is sealed, and its blind
index says equal or not equal, nothing else (ADR 15, 16).
"""

from dataclasses import dataclass
from datetime import date

from accounts.elders.enums import Alike, SameBecause


@dataclass(frozen=True)
class Look:
    """What of a person the comparison may know."""

    name: str
    pinyin: str
    gender: str
    birth_on: date | None
    village: str
    numbered: bool  # has an ID number


def likeness(one: Look, other: Look, *, same_phone: bool) -> tuple[Alike, list[SameBecause]] | None:
    """How sure it is, and why; None for two different people."""
    why = SameBecause
    same_name = one.name == other.name
    same_sound = same_name or bool(one.pinyin and one.pinyin == other.pinyin)
    same_village = one.village == other.village
    born = _born(one.birth_on, other.birth_on)
    reasons = [
        reason
        for reason, holds in (
            (why.NAME, same_name),
            (why.SOUND, same_sound and not same_name),
            (why.BIRTHDAY, born == "same"),
            (why.VILLAGE, same_village),
            (why.PHONE, same_phone),
        )
        if holds
    ]
    if not same_sound:
        # A couple shares the telephone; two women of one age rarely do.
        alone = same_phone and one.gender == other.gender and born in ("same", "unknown")
        return (Alike.POSSIBLE, reasons) if alone and not (one.numbered and other.numbered) else None
    if one.numbered and other.numbered:
        return (Alike.POSSIBLE, reasons) if same_name and born == "same" and (same_village or same_phone) else None
    if one.gender != other.gender and not same_name:
        return None
    return _by_name(reasons, born=born, same_name=same_name, near=same_village or same_phone, same_phone=same_phone)


def _by_name(
    reasons: list[SameBecause], *, born: str, same_name: bool, near: bool, same_phone: bool
) -> tuple[Alike, list[SameBecause]] | None:
    """The verdict on two of one name, of whom at most one has a number."""
    if born == "same":
        return Alike.ALMOST if same_name or near else Alike.LIKELY, reasons
    if same_phone and born in ("unknown", "near"):
        return Alike.ALMOST if same_name else Alike.LIKELY, reasons
    if near and same_name and born in ("unknown", "near"):
        return Alike.LIKELY, reasons
    if near and (born in ("unknown", "near") or same_phone):
        return Alike.POSSIBLE, reasons
    return None


def _born(one: date | None, other: date | None) -> str:
    """``near``: within a year, as the farmers' calendar and the Gregorian one are taken for each other."""
    if one is None or other is None:
        return "unknown"
    if one == other:
        return "same"
    return "near" if abs((one - other).days) <= 366 else "other"
