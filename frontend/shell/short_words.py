"""News in a few words, for the locked screen of a phone and for a text message.

Whoever looks over the shoulder may read them: how an elder is called here and what happens to an order, and no more.
Neither the service nor who comes, no health, no money, no place. What has no words of its own says only that there is
something to read.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.elders.models import Elder
from accounts.elders.queries import call_name
from accounts.journal.models import Event
from frontend.shell.wording import moment_text
from services.orders.models import Order

BY_EVENT: dict[str, Any] = {
    "services.order.claimed": gettext_lazy("%(elder)s: somebody will come"),
    "services.order.assigned": gettext_lazy("%(elder)s: it is settled who comes"),
    "services.order.started": gettext_lazy("%(elder)s: the helper is there"),
    "services.order.served": gettext_lazy("%(elder)s: finished. Was it done well?"),
    "services.order.confirmed": gettext_lazy("%(elder)s: confirmed, the minutes are booked"),
    "services.order.confirmed_automatically": gettext_lazy("%(elder)s: confirmed, the minutes are booked"),
    "services.order.reopened": gettext_lazy("%(elder)s: nobody comes yet, we look for someone else"),
    "services.order.missed": gettext_lazy("%(elder)s: nobody came"),
    "services.order.cancelled": gettext_lazy("%(elder)s: cancelled, you need not go"),
    "services.order.undone": gettext_lazy("%(elder)s: the elder did not want it"),
    "services.order.expired": gettext_lazy("%(elder)s: nobody took it in time"),
    "services.order.disputed": gettext_lazy("%(elder)s: somebody objects, please look"),
    "services.order.call_back": gettext_lazy("%(elder)s: please ring and ask"),
    "services.incident.reported": gettext_lazy("Alarm: please look at once"),
    "services.incident.escalated": gettext_lazy("Alarm: nobody has answered, it is your turn now"),
    "services.incident.repeated": gettext_lazy("Alarm: still nobody has answered"),
    "services.incident.acknowledged": gettext_lazy("The alarm: somebody is on it"),
    "services.incident.closed": gettext_lazy("The alarm is over"),
    "services.incident.false_alarm": gettext_lazy("It was a false alarm"),
}
ANYTHING = gettext_lazy("There is news for you")
TEXT_SIGNS = 35  # what one variable of a text message's template may hold


@dataclass(frozen=True)
class Short:
    """``tag``: news of the same thing replaces older news on the screen."""

    title: str
    body: str
    href: str
    tag: str
    urgent: bool

    @property
    def topic(self) -> str:
        """The same for the push service: 32 characters of base64url at most."""
        return self.tag.replace("-", "")[:32]

    @property
    def text(self) -> str:
        """For a text message."""
        return f"{self.title} {self.body}".strip()[:TEXT_SIGNS]

    def as_json(self) -> dict[str, Any]:
        """What the service worker is handed: ``{title, body, href, tag, urgent}``."""
        return {
            "title": self.title,
            "body": self.body,
            "href": self.href,
            "tag": self.tag,
            "urgent": self.urgent,
        }


def short_words(event: Event, *, user: Any, urgent: bool) -> Short:
    """In the language that is on. It leads to the inbox, which knows where to go from there."""
    order = None
    if event.subject_kind == "order":
        order = Order.objects.select_related("elder__person").filter(id=event.subject_id).first()
    sentence = BY_EVENT.get(event.name, ANYTHING)
    elder = order.elder if order is not None else None
    if event.subject_kind == "elder":
        elder = Elder.objects.select_related("person").filter(id=event.subject_id).first()
    if elder is None and "%(elder)s" in str(sentence):
        sentence = ANYTHING
    title = str(sentence) % {"elder": call_name(elder.person) if elder is not None else ""}
    body = moment_text(order.starts_at) if order is not None else _("Open the time bank to read it.")
    return Short(title, body, reverse("shell:inbox"), str(event.subject_id), urgent)


def said_sentence(event: Event, *, name: str) -> str:
    """The same to be read out at the door or on the telephone, to ``name``."""
    order = None
    if event.subject_kind == "order":
        order = Order.objects.prefetch_related("lines__version__item").filter(id=event.subject_id).first()
    facts = {"elder": name, "when": moment_text(order.starts_at, lower=True) if order is not None else ""}
    if order is not None and event.name in ALOUD:
        return str(ALOUD[event.name]) % {**facts, "what": _(", ").join(line.label for line in order.lines.all())}
    return _("%(elder)s, there is news in the time bank for you.") % facts


ALOUD: dict[str, Any] = {
    "services.order.claimed": gettext_lazy("%(elder)s, somebody will come for %(what)s, %(when)s."),
    "services.order.assigned": gettext_lazy("%(elder)s, it is settled who comes for %(what)s, %(when)s."),
    "services.order.reopened": gettext_lazy(
        "%(elder)s, whoever wanted to come for %(what)s, %(when)s, cannot. We look for someone else."
    ),
    "services.order.expired": gettext_lazy(
        "%(elder)s, we found nobody for %(what)s, %(when)s. Shall we ask for another day?"
    ),
    "services.order.cancelled": gettext_lazy("%(elder)s, %(what)s, %(when)s, was cancelled: nobody will come."),
}
