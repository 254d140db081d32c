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

from accounts.access.queries import roles_by_age
from accounts.elders.models import Elder
from accounts.elders.queries import call_name
from accounts.journal.models import Event, Notice
from frontend.shell.finding_words import FINDING_SHORT
from frontend.shell.journeys import journeys_for
from frontend.shell.meal_words import MEAL_SHORT
from frontend.shell.notices import lines_for
from frontend.shell.wording import moment_text
from services.orders.models import Order
from services.visits.models import Visit

BY_EVENT: dict[str, Any] = {
    "services.order.claimed": gettext_lazy("%(elder)s: somebody will come"),
    "services.order.assigned": gettext_lazy("%(elder)s: it is settled who comes"),
    "services.order.relieved": gettext_lazy("%(elder)s: whoever was named need not go"),
    "services.order.handover_offered": gettext_lazy("%(elder)s: another organisation may come, say so if you mind"),
    "services.order.handed_over": gettext_lazy("%(elder)s: another organisation comes now"),
    "services.order.handover_objected": gettext_lazy("%(elder)s: they would rather keep you"),
    "services.handover.offered": gettext_lazy("Another organisation offers you orders"),
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
    **FINDING_SHORT,
    **MEAL_SHORT,
    "services.standing.refused": gettext_lazy("%(elder)s: a standing order could not be placed"),
    "services.incident.reported": gettext_lazy("Alarm: please look at once"),
    "services.incident.escalated": gettext_lazy("Alarm: nobody has taken it over yet, please look"),
    "services.incident.repeated": gettext_lazy("Alarm: still nobody has taken it over"),
    "services.incident.offered": gettext_lazy("Alarm: somebody asks you to go on with it"),
    "services.incident.burst": gettext_lazy("Several alarms within a short time, please look"),
    "services.incident.acknowledged": gettext_lazy("The alarm: somebody is on it"),
    "services.incident.taken_over": gettext_lazy("The alarm: somebody sees it through"),
    "services.incident.closed": gettext_lazy("The alarm is over"),
    "services.incident.false_alarm": gettext_lazy("It was a false alarm"),
    "services.incident.taken_back": gettext_lazy("The alarm was taken back"),
    "services.visit.recorded": gettext_lazy("%(elder)s was visited"),
    "services.visit.worried": gettext_lazy("%(elder)s was visited, please ring them"),
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
    """In the language that is on."""
    order, elder = _about(event)
    sentence = BY_EVENT.get(event.name, ANYTHING)
    if elder is None and "%(elder)s" in str(sentence):
        sentence = ANYTHING
    called = call_name(elder.person) if elder is not None else ""
    title = str(sentence) % {"elder": called}
    if called and event.subject_kind == "incident":
        title = _("%(elder)s: %(news)s") % {"elder": called, "news": title}
    body = moment_text(order.starts_at) if order is not None else _("Open the time bank to read it.")
    return Short(title, body, _href(event, user), str(event.subject_id), urgent)


def _about(event: Event) -> tuple[Order | None, Elder | None]:
    """The order and the elder it speaks of. Of harm that nobody near may hear of, not even who it is."""
    if event.subject_kind == "order":
        order = Order.objects.select_related("elder__person").filter(id=event.subject_id).first()
        return order, order.elder if order is not None else None
    elders = Elder.objects.select_related("person")
    if event.subject_kind == "elder":
        return None, elders.filter(id=event.subject_id).first()
    if event.subject_kind == "incident" and not event.detail.get("discreet"):
        return None, elders.filter(incidents=event.subject_id).first()
    if event.subject_kind == "standing":
        return None, elders.filter(standing_orders=event.subject_id).first()
    if event.subject_kind == "meal":
        return None, elders.filter(meals=event.subject_id).first()
    if event.subject_kind == "visit":
        visit = Visit.objects.select_related("elder__person").filter(id=event.subject_id).first()
        return None, visit.elder if visit is not None else None
    return None, None


def _href(event: Event, user: Any) -> str:
    """The page of the thing, as the inbox leads to it; else the inbox."""
    notice = Notice.objects.filter(event=event, recipient=user).select_related("event__by__person").first()
    found = journeys_for(roles_by_age(user)) if notice is not None else []
    lines = lines_for([notice], user=user, journey=found[0] if found else None) if notice is not None else []
    return (lines[0].href if lines else "") or reverse("shell:inbox")


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
    "services.order.handover_offered": gettext_lazy(
        "%(elder)s, another organisation may come for %(what)s, %(when)s. If you mind, tell whoever orders for you."
    ),
    "services.order.handed_over": gettext_lazy("%(elder)s, another organisation comes for %(what)s, %(when)s."),
    "services.order.reopened": gettext_lazy(
        "%(elder)s, whoever wanted to come for %(what)s, %(when)s, cannot. We look for someone else."
    ),
    "services.order.expired": gettext_lazy(
        "%(elder)s, we found nobody for %(what)s, %(when)s. Shall we ask for another day?"
    ),
    "services.order.cancelled": gettext_lazy("%(elder)s, %(what)s, %(when)s, was cancelled: nobody will come."),
}
