"""The reasons of a candidate as sentences with numbers. None of them speaks of an illness or of poverty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from frontend.shell.wording import full_date_text, minutes_text
from services.honours.enums import Reason
from services.honours.scoring import Part, parts_of


@dataclass(frozen=True)
class Said:
    """A reason with its sentence and what it counts for."""

    reason: Reason
    sentence: str
    points: int


def said_of(kind: str, facts: Mapping[str, Any]) -> list[Said]:
    """Every reason that says something, in its order."""
    return [Said(part.reason, _sentence(part), part.points) for part in parts_of(kind, facts)]


def short_of(kind: str, facts: Mapping[str, Any]) -> str:
    """The first three in one line."""
    return pgettext("honour reasons", "; ").join(one.sentence for one in said_of(kind, facts)[:3])


def _sentence(part: Part) -> str:
    if part.reason in SHARES:
        return SHARES[part.reason]() % {"n": part.number, "of": part.of, "day": _day(part)}
    return _count(part)


def _day(part: Part) -> str:
    return full_date_text(date.fromisoformat(part.more)) if part.reason == Reason.CONTACT and part.more else "–"


SHARES: dict[str, Any] = {
    Reason.MONEY: lambda: _("gives enough for the living in %(n)s of %(of)s notes of visits"),
    Reason.CARE: lambda: _("sees to everyday care enough in %(n)s of %(of)s notes of visits"),
    Reason.COMFORT: lambda: _("keeps company enough in %(n)s of %(of)s notes of visits"),
    Reason.CONTACT: lambda: _("was in touch within a month before the visit in %(n)s of %(of)s notes, last on %(day)s"),
    Reason.URGINGS: lambda: _("was asked %(of)s times in the period and answered %(n)s times"),
    Reason.AGREEMENT: lambda: _("keeps the care agreement: yes in %(n)s of %(of)s visits that asked"),
}


def _count(part: Part) -> str:
    n = part.number
    match part.reason:
        case Reason.HOURS:
            return _("served %(time)s, confirmed") % {"time": minutes_text(n)}
        case Reason.MONTHS:
            words = ngettext("active in %(n)s month", "active in %(n)s months", n)
        case Reason.ELDERS:
            words = ngettext("served %(n)s elder", "served %(n)s elders", n)
        case Reason.PAIRS:
            words = ngettext("with %(n)s of them for a long time", "with %(n)s of them for a long time", n)
        case Reason.VISITS:
            words = ngettext("looked in on %(n)s elder", "looked in on %(n)s elders", n)
        case Reason.RATING:
            words = ngettext("%(n)s rating, %(mean)s of 5", "%(n)s ratings, %(mean)s of 5 on average", n)
        case _:
            words = ngettext("did not come %(n)s time after promising", "did not come %(n)s times after promising", n)
    return words % {"n": n, "mean": part.more}
