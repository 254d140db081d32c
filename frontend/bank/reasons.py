"""Why a line stands: the proof, who said it was done, and the rules that were applied, each with its source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.policies.rules import RULES
from accounts.policies.shape import HOUSE
from frontend.shell.rule_words import citation_text, value_text
from frontend.shell.wording import date_text, local_day, mask_name, name_text, time_text
from services.catalogue.models import Category
from services.orders.enums import EvidenceKind
from services.orders.models import Assignment

RULES_PAGE = "/rules/"


@dataclass(frozen=True)
class Clause:
    """A rule in words, and where to read it."""

    words: str
    href: str


@dataclass(frozen=True)
class Ground:
    """The rules that one document gave."""

    source: str
    clauses: list[Clause]


def proof_words(seat: Assignment | None) -> list[str]:
    """What proved that somebody was there; needs ``evidence`` prefetched."""
    said: dict[str, str] = {
        EvidenceKind.CARD: _("The card in the house was scanned."),
        EvidenceKind.CODE: _("The elder told the four digits."),
        EvidenceKind.NONE: _("Begun without card or digits, checked afterwards."),
    }
    proofs = list(seat.evidence.all()) if seat is not None else []
    kinds = dict.fromkeys(proof.kind for proof in proofs)
    words = [said[kind] if kind in said else str(EvidenceKind(kind).label) for kind in kinds]
    return [*words, *([_("Typed in from a timesheet on paper.")] if any(proof.on_paper for proof in proofs) else [])]


def confirmed_words(seat: Assignment | None) -> list[str]:
    """Who said that it was done, and when; masked, for it may be somebody else's child."""
    if seat is None or seat.order.closed_at is None:
        return []
    closed = seat.order.closed_at
    same_day = seat.checked_out_at is not None and local_day(closed) == local_day(seat.checked_out_at)
    facts = {"time": time_text(closed) if same_day else f"{date_text(closed)} {time_text(closed)}"}
    if seat.order.confirmed_by is None:
        return [_("Nobody objected in time; it counted as done at %(time)s.") % facts]
    facts["name"] = name_text(mask_name(str(seat.order.confirmed_by)))
    return [_("%(name)s said it was done, at %(time)s.") % facts]


def grounds_of(applied: Iterable[dict[str, Any]], kinds: Mapping[str, Category]) -> list[Ground]:
    """The rules that a posting stored, in words, by the document they came from; ``kinds`` of service by code."""
    by_source: dict[str, list[Clause]] = {}
    for rule in applied:
        source = citation_text(str(rule.get("citation") or HOUSE))
        by_source.setdefault(source, []).append(Clause(_words(rule, kinds), f"{RULES_PAGE}#{rule['code']}"))
    return [Ground(source, clauses) for source, clauses in by_source.items()]


def _words(rule: dict[str, Any], kinds: Mapping[str, Category]) -> str:
    if rule["code"] == "pool.grant":
        return _("An official lets them use the pool: %(minutes)s minutes a month") % {"minutes": rule["value"]}
    known = RULES.get(rule["code"])
    if known is None:
        return str(rule["code"])
    return _("%(rule)s: %(value)s") % {"rule": known.title, "value": value_text(known, rule["value"], kinds)}
