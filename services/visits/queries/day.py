"""One's own day: whom to look in on, who comes first, and what was done."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import may, territories
from accounts.elders.models import Elder, VisitContact
from accounts.regions.enums import CODE_LENGTH, Level
from services.visits.enums import Reason, UrgingState, WindowState
from services.visits.models import GoodHours, Urging, Visit, Window
from services.visits.queries.reach import paired_with

MOST = 60
VILLAGE = CODE_LENGTH[Level.VILLAGE]


@dataclass
class Stop:
    """One elder of the day. ``late``: days since it was due; ``tries``: times nobody was met since the last visit."""

    elder: Elder
    window: Window
    late: int
    tries: int = 0
    last: Visit | None = None
    hours: GoodHours | None = None

    @property
    def urgent(self) -> bool:
        return self.window.reason == Reason.CHANGE


@dataclass
class Day:
    """``due`` today or before, ``early`` may be seen already, ``done`` what one wrote down today."""

    on: date
    due: list[Stop] = field(default_factory=list)
    early: list[Stop] = field(default_factory=list)
    done: list[Visit] = field(default_factory=list)
    urgings: list[Urging] = field(default_factory=list)

    @property
    def number(self) -> int:
        return len(self.due) + len({visit.elder_id for visit in self.done})

    @property
    def seen(self) -> int:
        return len({visit.elder_id for visit in self.done})


def mine(user: Any) -> QuerySet[Elder]:
    """Elders the login answers for: whom it leads, and in villages of its own those whom nobody with a login leads."""
    led = paired_with(user).filter(lead=True)
    reach: Any = Q(id__in=led.values("elder"))
    for code in territories(user, Permission.VISIT):
        if len(code) == VILLAGE:
            reach |= Q(person__home=code) & ~Exists(leads_with_login().filter(elder=OuterRef("id")))
    return Elder.objects.filter(reach, left_on=None)


def leads_with_login() -> QuerySet[VisitContact]:
    """Standing leads who can write down a visit themselves."""
    return VisitContact.objects.filter(until=None, lead=True, person__user__is_active=True)


def day_of(user: Any, *, at: datetime) -> Day:
    """The login's day at ``at``. A handful of queries, whatever is on it."""
    today = timezone.localdate(at)
    open_ones = Window.objects.filter(state=WindowState.OPEN, opens_on__lte=today, elder__in=mine(user).values("id"))
    windows = list(open_ones.select_related("elder__person__home").order_by("due_on", "elder", "id")[:MOST])
    day = Day(on=today)
    stops: dict[UUID, Stop] = {}
    for window in sorted(windows, key=lambda one: (one.reason != Reason.CHANGE, one.due_on)):
        stops.setdefault(window.elder_id, Stop(window.elder, window, (today - window.due_on).days))
    fill_past(stops.values())
    for stop in sorted(stops.values(), key=lambda one: (not one.urgent, -one.late, one.elder.person.home_id)):
        (day.due if stop.urgent or stop.late >= 0 else day.early).append(stop)
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    done = Visit.objects.filter(by=user, happened_at__gte=midnight, happened_at__lt=midnight + timedelta(days=1))
    day.done = list(done.select_related("elder__person").order_by("-happened_at")[:MOST])
    if not may(user, Permission.VISIT):
        return day  # families are urged by those whose office it is
    waiting = Urging.objects.filter(elder__in=mine(user).values("id")).exclude(state=UrgingState.CLOSED)
    day.urgings = list(waiting.select_related("elder__person", "supporter").order_by("due_on")[:MOST])
    return day


def due_today(user: Any, *, on: date) -> int:
    """How many elders the login answers for are due on a day or before. One query."""
    due = Window.objects.filter(state=WindowState.OPEN, due_on__lte=on, elder__in=mine(user).values("id"))
    return due.values("elder").distinct().count()


def fill_past(stops: Iterable[Stop]) -> None:
    """Add the last visit, the tries since and the good hours. Two queries."""
    by_elder = {stop.elder.id: stop for stop in stops}
    for visit in Visit.objects.filter(elder__in=by_elder).order_by("elder", "-happened_at"):
        stop = by_elder[visit.elder_id]
        if stop.last is None:
            if visit.met:
                stop.last = visit
            else:
                stop.tries += 1
    for hours in GoodHours.objects.filter(elder__in=by_elder):
        by_elder[hours.elder_id].hours = hours
