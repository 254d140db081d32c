"""What became of a message, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from accounts.journal.queries import inbox
from accounts.messaging.enums import Channel, State
from accounts.messaging.models import Delivery
from frontend.shell.notices import lines_for
from frontend.shell.short_words import ANYTHING

WHY: dict[str, Any] = {
    "read": pgettext_lazy("why not sent", "read here before"),
    "login_closed": pgettext_lazy("why not sent", "the login is closed"),
    "newer_news": pgettext_lazy("why not sent", "there is newer news of it"),
    "no_longer_concerned": pgettext_lazy("why not sent", "it was no longer yours"),
    "no_phone": pgettext_lazy("why not sent", "there is no number"),
    "enough_for_today": pgettext_lazy("why not sent", "enough for one day"),
    "gone": pgettext_lazy("why not sent", "the screen takes none any more"),
}
PLAIN = ("", "ok", "quiet", "no_longer_true", "TOLD", "NOT_REACHED")  # the state says it
ICONS = {Channel.PUSH: "bell", Channel.SMS: "phone", Channel.CALL_SHEET: "speak", Channel.INBOX: "bell"}
LOOKS = {
    State.WAITING: "is-amber",
    State.HELD: "is-amber",
    State.SENT: "is-tea",
    State.FAILED: "is-red",
    State.GONE: "is-red",
}


@dataclass(frozen=True)
class Line:
    """One line of the list of what was sent."""

    title: str
    way: str
    icon: str
    state: str
    look: str
    why: str
    at: datetime
    until: datetime | None  # waits until then


def delivery_lines(deliveries: Iterable[Delivery], *, user: Any) -> list[Line]:
    """With the sentence of the inbox: what went out says less, but this page is the reader's own."""
    deliveries = list(deliveries)
    notices = list(inbox(user).filter(event__in=[one.event_id for one in deliveries]))
    lines = lines_for(notices, user=user, journey=None)
    said = {notice.event_id: line.title for notice, line in zip(notices, lines, strict=True)}
    return [_line(one, said.get(one.event_id, "")) for one in deliveries]


def why_text(outcome: str) -> str:
    """The reason in words; the code of a carrier as it came."""
    known = WHY.get(outcome)
    if known is not None:
        return str(known)
    return "" if outcome in PLAIN else _("the carrier says %(code)s") % {"code": outcome}


def _line(one: Delivery, title: str) -> Line:
    state = State(one.state)
    return Line(
        title=title or str(ANYTHING),
        way=str(Channel(one.channel).label),
        icon=ICONS[Channel(one.channel)],
        state=str(state.label),
        look=LOOKS.get(state, ""),
        why=why_text(one.outcome),
        at=one.settled_at or one.created_at,
        until=one.next_try_at if state == State.HELD else None,
    )
