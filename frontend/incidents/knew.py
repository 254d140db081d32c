"""Who knew when, and the story of it, in words."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts.messaging.enums import Channel
from accounts.messaging.models import Delivery
from frontend.shell.wording import moment_text, name_text
from services.incidents.enums import Answer, Level, LinkKind, PauseReason, Result, What
from services.incidents.models import Incident, Step

SOON = timedelta(minutes=5)
ANSWERED = (What.ACKNOWLEDGED, What.TOOK_OVER)
NOT_IN_STORY = (What.TOLD, What.SEEN)
ICONS = {
    What.REPORTED: "bell",
    What.ACKNOWLEDGED: "walk",
    What.ON_THE_WAY: "walk",
    What.ARRIVED: "pin",
    What.CALLED: "phone",
    What.POLICE_TOLD: "shield",
    What.HELP_CALLED: "phone",
    What.ESCALATED: "warn",
    What.REPEATED: "warn",
    What.NOBODY: "warn",
    What.OWNERLESS: "warn",
    What.PAUSED: "wait",
    What.TOOK_OVER: "shield",
    What.CLOSED: "check",
    What.WRITTEN: "edit",
    What.SENT_BACK: "back",
}
BAD = (What.ESCALATED, What.REPEATED, What.NOBODY, What.OWNERLESS, What.SENT_BACK)


@dataclass
class Knew:
    """Somebody who was told: when, when they read it, what they answered."""

    who: str
    level: str
    told: list[datetime] = field(default_factory=list)
    instead_of: str = ""
    seen: datetime | None = None
    answered: datetime | None = None
    words: str = ""
    ways: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """A row of ``tb/timeline.html``, with who did it and what they said."""

    at: datetime
    icon: str
    what: str
    who: str
    words: str
    mood: str
    late: bool  # written down long after it happened


def steps_of(incident: Incident) -> list[Step]:
    """Everything written, in its order, with who. One query."""
    steps = Step.objects.filter(incident=incident).order_by("recorded_at", "id")
    return list(steps.select_related("by__person", "about__person", "standing_for__person"))


def knew_of(incident: Incident, *, names: bool) -> list[Knew]:
    """One row for each person told, in the order of the first time. Without ``names`` only their level."""
    found: dict[Any, Knew] = {}
    for step in steps_of(incident):
        if step.what == What.TOLD and step.about is not None:
            who = name_text(str(step.about)) if names else ""
            row = found.setdefault(step.about_id, Knew(who, str(Level(step.level).label)))
            row.told.append(step.at)
            if step.standing_for is not None and names:
                row.instead_of = name_text(str(step.standing_for))
        elif step.by_id in found and step.what == What.SEEN:
            found[step.by_id].seen = step.at
        elif step.by_id in found and step.what in ANSWERED:
            row = found[step.by_id]
            row.answered = row.answered or step.at
            row.seen = row.seen or step.at
            row.words = row.words or (step.words if names else "")
    for user_id, ways in _ways(incident).items():
        if user_id in found:
            found[user_id].ways = ways
    return list(found.values())


def _ways(incident: Incident) -> dict[Any, list[str]]:
    """Login id → by which ways the news of this went out, and what became of it: ``短信，送到``. One query."""
    found: dict[Any, list[str]] = {}
    sent = Delivery.objects.filter(event__subject_id=incident.id, recipient__isnull=False).order_by("created_at")
    for row in sent:
        words = str(row.get_channel_display())
        if row.channel != Channel.INBOX:
            words += f"{_(': ')}{row.get_state_display()}"
        ways = found.setdefault(row.recipient_id, [])
        if words not in ways:
            ways.append(words)
    return found


def story_of(incident: Incident, *, names: bool) -> list[Line]:
    """What happened, line by line; without ``names`` neither who nor what they typed."""
    lines = [_line(step, names) for step in steps_of(incident) if step.what not in NOT_IN_STORY]
    if lines and incident.reported_at - incident.happened_at > SOON:
        began = moment_text(incident.happened_at, lower=True)
        lines[0] = replace(lines[0], what=_("Reported, it began %(when)s") % {"when": began})
    return lines


def _line(step: Step, names: bool) -> Line:
    who = name_text(str(step.by)) if step.by is not None and names else ""
    return Line(
        at=step.at,
        icon=ICONS.get(What(step.what), "edit"),
        what=_what(step, names),
        who=who,
        words=step.words if names else "",
        mood="bad" if step.what in BAD else "",
        late=abs(step.recorded_at - step.at) > SOON,
    )


def _what(step: Step, names: bool) -> str:
    label = str(What(step.what).label)
    extra = ""
    if step.what in (What.ESCALATED, What.NOBODY, What.REPEATED):
        extra = str(Level(step.level).label) if step.level else ""
    elif step.what == What.CALLED and step.code in Answer.values:
        extra = _(", ").join(part for part in (step.name if names else "", str(Answer(step.code).label)) if part)
    elif step.what == What.POLICE_TOLD and names:
        extra = " ".join(part for part in (step.name, step.phone) if part)
    elif step.what == What.PAUSED and step.code in PauseReason.values:
        extra = str(PauseReason(step.code).label)
    elif step.what in (What.WRITTEN, What.CLOSED) and step.code in Result.values:
        extra = str(Result(step.code).label)
    elif step.what == What.LINKED and step.code in LinkKind.values:
        extra = str(LinkKind(step.code).label)
    elif step.what in (What.OFFERED, What.HANDED_OVER) and step.about is not None and names:
        extra = name_text(str(step.about))
    return f"{label}{_(': ')}{extra}" if extra else label
