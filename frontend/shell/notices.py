"""The words of a notice: what happened, to whose order, in the reader's language, and where to look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.elders.queries import call_name
from accounts.journal.models import Notice
from frontend.shell.journeys import HELPER, Journey
from frontend.shell.wording import moment_text, name_text
from services.orders.models import Order
from services.orders.queries.rows import my_seat, with_everything

# %(who)s did it, %(what)s is the service, %(elder)s is called as on the board.
SENTENCES: dict[str, Any] = {
    "services.order.placed": gettext_lazy("%(what)s for %(elder)s: the order is placed"),
    "services.order.claimed": gettext_lazy("%(what)s for %(elder)s: %(who)s will come"),
    "services.order.assigned": gettext_lazy("%(what)s for %(elder)s: the person who comes has been named"),
    "services.order.started": gettext_lazy("%(what)s for %(elder)s: %(who)s has arrived and begun"),
    "services.order.served": gettext_lazy("%(what)s for %(elder)s: %(who)s has finished. Was it done?"),
    "services.order.confirmed": gettext_lazy("%(what)s for %(elder)s: confirmed, the minutes are booked"),
    "services.order.reopened": gettext_lazy("%(what)s for %(elder)s: %(who)s cannot come, we look for someone else"),
    "services.order.missed": gettext_lazy("%(what)s for %(elder)s: nobody came, this was noted"),
    "services.order.cancelled": gettext_lazy("%(what)s for %(elder)s: cancelled"),
    "services.order.expired": gettext_lazy("%(what)s for %(elder)s: nobody took it in time"),
    "services.order.disputed": gettext_lazy("%(what)s for %(elder)s: somebody objects, the clock stands still"),
    "services.order.upheld": gettext_lazy("%(what)s for %(elder)s: looked into, it counts"),
    "services.order.voided": gettext_lazy("%(what)s for %(elder)s: looked into, it does not count"),
    "accounts.mandate.given": gettext_lazy("You may now act for an elder"),
    "accounts.mandate.revoked": gettext_lazy("A mandate of yours has ended"),
    "accounts.role.given": gettext_lazy("You have a new role here"),
}


@dataclass(frozen=True)
class Line:
    """One line of the inbox."""

    title: str
    note: str
    href: str
    at: datetime
    unread: bool
    icon: str


def lines_for(notices: Iterable[Notice], *, user: Any, journey: Journey | None) -> list[Line]:
    """Put notices into words. Two queries more than the notices themselves, however many they are."""
    notices = list(notices)
    wanted = [n.event.subject_id for n in notices if n.event.subject_kind == "order"]
    orders = {order.id: order for order in with_everything(Order.objects.filter(id__in=wanted))}
    return [_line(notice, orders.get(notice.event.subject_id), user, journey) for notice in notices]


def _line(notice: Notice, order: Order | None, user: Any, journey: Journey | None) -> Line:
    event = notice.event
    facts = {"who": _who(event.by), "what": "", "elder": "", "when": ""}
    if order is not None:
        facts |= {"what": _what(order), "elder": call_name(order.elder.person)}
    sentence = SENTENCES.get(event.name)
    return Line(
        title=str(sentence) % facts if sentence else _("Something changed"),
        note=moment_text(order.starts_at) if order is not None else "",
        href=_where(order, user, journey) if order is not None else "",
        at=notice.created_at,
        unread=notice.read_at is None,
        icon=order.category.icon if order is not None else "bell",
    )


def _who(user: Any) -> str:
    if user is None:
        return pgettext("who did it", "The house")
    return name_text(str(user))


def _what(order: Order) -> str:
    names = [line.version.name for line in order.lines.all()]
    return _(", ").join(names) or order.category.name


def _where(order: Order, user: Any, journey: Journey | None) -> str:
    """The page of this order for this reader: the task for who serves, else the order in their journey."""
    if my_seat(order, user) is not None:
        return _address("volunteer:task", order.id)
    return _address(f"{(journey or HELPER).name}:order", order.id)


def _address(name: str, key: UUID) -> str:
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""
