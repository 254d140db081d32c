"""Tasks in words: what, for whom, where, when, and why not for me. Public facts only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.elders.queries import call_name
from accounts.people.enums import CredentialKind
from accounts.regions.queries import names_of
from frontend.shell.wording import (
    date_text,
    day_text,
    distance_text,
    in_chinese,
    local_day,
    minutes_text,
    month_text,
    place_text,
    time_text,
)
from services.orders.matching import UNPAID, Candidate, Reason, reasons_against
from services.orders.models import Order
from services.orders.queries.board import rough_distance_m
from services.orders.queries.candidates import matching_rules, task_of
from services.orders.queries.rows import seats_left


@dataclass(frozen=True)
class Told:
    """A task as anybody on the board may read it."""

    id: str
    href: str
    icon: str
    title: str
    elder: str  # 林爷爷
    who: str  # 林爷爷，81 岁
    place: str
    far: str
    when: str
    clock: str
    takes: str
    minutes: int
    seats: str
    reason: str
    day: date
    status: str

    @property
    def is_open(self) -> bool:
        return self.status == "OPEN"


def what(order: Order) -> str:
    """``送午饭，代取药``; needs ``lines__version`` prefetched."""
    return _(", ").join(line.label for line in order.lines.all())


def elder_called(order: Order) -> str:
    return call_name(order.elder.person)


def takes_minutes(order: Order) -> int:
    """How long it will take, in minutes."""
    return round((order.ends_at - order.starts_at).total_seconds() / 60)


def seat_minutes(order: Order) -> int:
    """What one helper will be credited if it takes as long as planned; 0 when it earns no minutes."""
    return order.planned_minutes // order.seats


def tell(
    orders: Iterable[Order], *, candidate: Candidate, centre: tuple[float, float] | None, at: datetime
) -> list[Told]:
    """Tell of several orders with two queries more than theirs, for the names of the townships and the rules."""
    orders = list(orders)
    towns = names_of({order.village_code[:9] for order in orders})
    books = matching_rules(orders)
    return [
        _tell(
            order,
            reasons_against(candidate, task_of(order, books)),
            candidate,
            centre,
            at,
            towns.get(order.village_code[:9], ""),
        )
        for order in orders
    ]


def _tell(
    order: Order,
    against: list[Reason],
    candidate: Candidate,
    centre: tuple[float, float] | None,
    at: datetime,
    town: str,
) -> Told:
    person = order.elder.person
    age = person.age_on(timezone.localdate(at))
    called = call_name(person)
    return Told(
        id=str(order.id),
        href=reverse("volunteer:task", args=[order.id]),
        icon=order.icon,
        title=what(order),
        elder=called,
        who=_("%(name)s, %(age)s") % {"name": called, "age": age} if age is not None else called,
        place=village_text(person.home.name, town),
        far=distance_text(rough_distance_m(order, centre)),
        when=f"{day_text(order.starts_at)} {time_text(order.starts_at)}",
        clock=time_text(order.starts_at),
        takes=_("about %(time)s") % {"time": minutes_text(takes_minutes(order))},
        minutes=0 if UNPAID.intersection(against) else seat_minutes(order),  # not recorded
        seats=seats_text(order),
        reason=reason_text(against[0], order, candidate) if against else "",
        day=local_day(order.starts_at),
        status=order.status,
    )


def village_text(village: str, town: str) -> str:
    """``均溪镇白岩`` / ``Baiyan village, Junxi town``."""
    parts = {"town": place_text(town), "village": place_text(village)}
    return _("%(village)s, %(town)s") % parts if town else parts["village"]


def seats_text(order: Order) -> str:
    """How many places are still open; empty where there is only one."""
    if order.seats < 2:
        return ""
    left = seats_left(order)
    facts = {"left": left, "all": order.seats}
    return ngettext("%(left)s of %(all)s places open", "%(left)s of %(all)s places open", left) % facts


def reason_text(reason: Reason, order: Order, candidate: Candidate) -> str:
    """Why the candidate cannot take it, with the paper and the day where that is the reason."""
    if reason not in (Reason.CREDENTIAL_MISSING, Reason.CREDENTIAL_EXPIRED):
        return str(reason.label)
    facts: dict[str, Any] = {"paper": CredentialKind(order.credential_wanted).label}
    until = candidate.credentials.get(order.credential_wanted)
    if until is None:
        return _("Needed: %(paper)s. We have none from you yet.") % facts
    facts["day"] = plain_date(until)
    if until < timezone.localdate():
        return _("Needed: %(paper)s. Yours ran out on %(day)s.") % facts
    return _("Needed: %(paper)s. Yours is good until %(day)s only.") % facts


def plain_date(day: date) -> str:
    """``11 月 2 日`` without the weekday, for inside a sentence; English ``Mon 2 Nov``."""
    return f"{day.month} 月 {day.day} 日" if in_chinese() else date_text(day)


def short_date(day: date) -> str:
    """``11-18`` / ``18 Nov``, for narrow columns."""
    return f"{day.month}-{day.day}" if in_chinese() else f"{day.day} {month_text(day)}"


def clock_text(moment: datetime, at: datetime) -> str:
    """``19:39`` today, ``11 月 23 日 周一 7:00`` on other days: fit for the middle of a sentence."""
    same = local_day(moment) == local_day(at)
    return time_text(moment) if same else f"{date_text(moment)} {time_text(moment)}"


def soon_text(start: datetime, at: datetime) -> str:
    """``还有 52 分`` for what begins within half a day; empty otherwise."""
    minutes = round((start - at).total_seconds() / 60)
    return _("in %(time)s") % {"time": minutes_text(minutes)} if 0 < minutes <= 720 else ""
