"""What the doctor found, sorted into the questions an official asks, and answered without a technical word."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.messaging.enums import Channel, State
from timebank.operations.doctor import Finding, Level
from timebank.operations.watch.figures import Figures

FAILING_SHARE, FAILING_FROM = 0.2, 5  # one phone that is off is no fault of the house


@dataclass(frozen=True)
class Topic:
    """``answer`` for its level; ``when``: words and a moment, or infinity's None; ``lines`` are for the operator."""

    name: str
    question: Any
    level: Level
    answer: Any
    lines: tuple[Finding, ...] = ()
    when: tuple[tuple[Any, datetime | None], ...] = ()

    @property
    def tone(self) -> str:
        return {Level.GOOD: "confirmed", Level.WARN: "open", Level.BAD: "disputed"}[self.level]

    @property
    def icon(self) -> str:
        return {Level.GOOD: "check", Level.WARN: "eye", Level.BAD: "warn"}[self.level]

    @property
    def light(self) -> Any:
        return LIGHTS[self.level]


LIGHTS = {
    Level.GOOD: pgettext_lazy("status", "In order"),
    Level.WARN: pgettext_lazy("status", "To be looked at"),
    Level.BAD: pgettext_lazy("status", "Broken"),
}
QUESTIONS = {
    "messages": _("Are messages going out?"),
    "late": _("Is anything late?"),
    "saved": _("Is everything saved?"),
    "books": _("Are the passbooks right?"),
    "open": _("Is the system open to everybody?"),
    "locked": _("Is it well locked?"),
}
# What the doctor looks at → the question it belongs to; a check that failed itself comes under its own name.
BELONGS = {
    "worker": "messages",
    "jobs": "messages",
    "redis": "messages",
    "cache": "messages",
    "backup": "saved",
    "backups": "saved",
    "drill": "saved",
    "keys saved": "saved",
    "checkpoint": "books",
    "audit": "books",
    "ledger": "books",
    "keys": "locked",
    "settings": "locked",
    "exposure": "locked",
}
ANSWERS = {
    "messages": (
        _("Yes. Whoever has to hear of something hears of it."),
        _("Most of them. Some come late or did not get through."),
        _("No. At the moment nobody is told anything, and emergencies do not go up by themselves. Telephone!"),
    ),
    "late": (
        _("No. Emergencies and messages are on time."),
        _("Some messages are waiting longer than they should."),
        _("Yes. There are emergencies that nobody answered in time and that were not passed on. Open them now."),
    ),
    "saved": (
        _("Yes. There is a copy from the last night, and one was tried this month."),
        _("There is a copy from the last night, but it was not tried lately, or others could read it."),
        _("No. If this computer broke now, something would be lost."),
    ),
    "books": (
        _("Yes. They were sealed last night, and a full count this week came out even."),
        _("They were sealed last night. A full count is due."),
        _("Not certain. They were not sealed last night, or a full count did not come out even."),
    ),
    "open": (
        _("Yes. It answers, and there is room enough."),
        _("Yes, but something about the computer should be looked at."),
        _("Only just. Something about the computer must be put right soon."),
    ),
    "locked": (
        _("Yes. The keys are there, and nobody else can read them."),
        _("It works, but it is not yet set up as it should be for everyday use."),
        _("No. Somebody who should not could read what is sealed, or a key is missing."),
    ),
}


def topics(findings: Iterable[Finding], figures: Figures) -> list[Topic]:
    """The questions in their order, what is broken first."""
    sorted_in: dict[str, list[Finding]] = {name: [] for name in QUESTIONS}
    for one in findings:
        sorted_in[BELONGS.get(one.about, "open")].append(one)
    found = [_topic(name, lines, figures) for name, lines in sorted_in.items()]
    return sorted(found, key=lambda topic: -topic.level)


def _topic(name: str, findings: list[Finding], figures: Figures) -> Topic:
    level = max([one.level for one in findings], default=Level.GOOD)
    level = max(level, {"messages": _failing, "late": _late}.get(name, _nothing)(figures))
    lines = tuple(one for one in findings if one.level != Level.GOOD)
    when = tuple((words, _moment(figures, kind)) for words, kind in MOMENTS.get(name, ()))
    return Topic(name, QUESTIONS[name], level, ANSWERS[name][level], lines, when)


MOMENTS: dict[str, tuple[tuple[Any, str], ...]] = {
    "saved": ((_("Last saved"), "backup"), (_("Last tried"), "drill")),
    "books": ((_("Last sealed"), "checkpoint"), (_("Last counted"), "audit")),
}


def _moment(figures: Figures, kind: str) -> datetime | None:
    age = figures.get(f"{kind}_age_seconds")
    return None if math.isinf(age) else timezone.now() - timedelta(seconds=age)


def _failing(figures: Figures) -> Level:
    """Broken without a worker, whatever the doctor saw a minute ago; amber when a way loses a fifth of its messages."""
    if not figures.get("workers"):
        return Level.BAD
    for way in Channel.values:
        failed = figures.get("deliveries_last_hour", way, State.FAILED)
        sent = figures.get("deliveries_last_hour", way, State.SENT)
        if failed >= FAILING_FROM and failed > FAILING_SHARE * (failed + sent):
            return Level.WARN
    return Level.GOOD


def _late(figures: Figures) -> Level:
    if figures.get("incidents_late"):
        return Level.BAD
    return Level.WARN if figures.get("deliveries_overdue") else Level.GOOD


def _nothing(_figures: Figures) -> Level:
    return Level.GOOD
