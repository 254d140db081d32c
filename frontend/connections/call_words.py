"""A call in words: what it was about, and how the other side took it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.connections.enums import TRIED
from accounts.connections.models import WebhookCall
from accounts.connections.queries import subject_of


@dataclass(frozen=True)
class Line:
    """One call of the list."""

    call: WebhookCall
    about: Any
    outcome: str


def line_of(call: WebhookCall) -> Line:
    """The call with its words."""
    subject = subject_of(call.event.name)
    about = pgettext("webhook", "A try") if call.event.name == TRIED else subject and subject.label
    return Line(call, about or call.event.name, _outcome(call.outcome))


def _outcome(code: str) -> str:
    if not code:
        return ""
    if code.isdecimal():
        return _("it answered %(code)s") % {"code": code}
    if code == "PermissionError":
        return _("the address does not lie in the public internet")
    if code == "TimeoutError":
        return _("no answer within ten seconds")
    return _("it could not be reached") if code != "ended" else ""
