"""What decided of a case, in words: only the facts that were kept with it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from frontend.shell.wording import date_text, minutes_text
from services.orders.enums import STRONG_EVIDENCE
from services.supervision.enums import Gauge
from services.supervision.models import Case


def because(case: Case, bounds: Mapping[str, Any], *, on: date) -> str:
    """Why the case counts, or why not; ``bounds`` are the limits of that day, ``on`` the day itself."""
    facts = case.facts
    parts = _WORDS[Gauge(case.gauge)](facts, bounds, on)
    return _(", ").join(parts)


def _registry(facts: Mapping[str, Any], bounds: Mapping[str, Any], on: date) -> list[str]:
    found = [_("%(percent)s%% written down") % {"percent": facts["complete"]}]
    if facts["checked_on"] is None:
        return [*found, _("nobody has looked yet whether it is still true")]
    return [*found, _("last looked at on %(day)s") % {"day": _day(facts["checked_on"], on)}]


def _risks(facts: Mapping[str, Any], bounds: Mapping[str, Any], on: date) -> list[str]:
    if facts["met_on"]:
        return [_("met on %(day)s") % {"day": _day(facts["met_on"], on)}]
    days = bounds.get("days", 0)
    return [ngettext("not met at the door for %(n)s day", "not met at the door for %(n)s days", days) % {"n": days}]


def _response(facts: Mapping[str, Any], bounds: Mapping[str, Any], on: date) -> list[str]:
    reported = datetime.fromisoformat(facts["reported_at"])
    found = [
        _("reported on %(day)s at %(time)s")
        % {"day": date_text(reported.date(), today=on), "time": f"{reported:%H:%M}"}
    ]
    if facts["first_at"] is None:
        return [*found, _("not answered by the end of the day")]
    waited = int((datetime.fromisoformat(facts["first_at"]) - reported).total_seconds() // 60)
    return [*found, _("answered after %(time)s") % {"time": minutes_text(waited)}]


def _evidence(facts: Mapping[str, Any], bounds: Mapping[str, Any], on: date) -> list[str]:
    found = [_day(facts["on"], on)]
    if facts["clocks_differ"]:
        found.append(_("the clocks do not agree"))
    if facts.get("answer") == "WAS_NOT":
        found.append(_("the elder said that nobody came"))
    doors = facts.get("doors", 0)
    if doors and doors >= bounds.get("burst", doors + 1):
        found.append(ngettext("%(n)s door within ten minutes", "%(n)s doors within ten minutes", doors) % {"n": doors})
    if facts.get("picture_used"):
        found.append(_("the picture was used before"))
    if facts.get("voided"):
        found.append(_("found void"))
    if facts.get("forgotten"):
        found.append(_("nobody said when it ended"))
    if "weight" in facts and facts["weight"] < STRONG_EVIDENCE and not facts["confirmed"]:
        found.append(_("without card or code, and nobody confirmed it"))
    return found if len(found) > 1 else [*found, _("the proof holds")]


def _coverage(facts: Mapping[str, Any], bounds: Mapping[str, Any], on: date) -> list[str]:
    if facts["last_on"]:
        return [_("somebody came on %(day)s") % {"day": _day(facts["last_on"], on)}]
    days = bounds.get("days", 0)
    return [ngettext("got nothing for %(n)s day", "got nothing for %(n)s days", days) % {"n": days}]


def _orders(facts: Mapping[str, Any], bounds: Mapping[str, Any], on: date) -> list[str]:
    how = {
        "SERVED": pgettext("gauge case", "done"),
        "CANCELLED": _("taken back on the last day, nobody had taken it"),
        "NOBODY": _("nobody came"),
    }
    return [_day(facts["on"], on), how[facts["how"]]]


_WORDS: Mapping[Gauge, Any] = {
    Gauge.REGISTRY: _registry,
    Gauge.RISKS: _risks,
    Gauge.RESPONSE: _response,
    Gauge.EVIDENCE: _evidence,
    Gauge.COVERAGE: _coverage,
    Gauge.ORDERS: _orders,
}


def _day(text: str, on: date) -> str:
    return date_text(date.fromisoformat(text), today=on)
