"""Pairs that the association set, the days of its rounds, and what became of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from accounts.elders.models import VisitContact
from services.associations.enums import LookOutcome
from services.associations.models import Look, Round
from services.associations.queries.members import inside
from services.associations.queries.reach import Seen
from services.orders.enums import SEATED
from services.orders.models import Assignment, Order
from services.standing.models import Occurrence

LATE = timedelta(days=31)  # so long after the day it may still be written down


def pairs_of(seen: Seen) -> QuerySet[VisitContact]:
    """Who looks in on whom by the association's word, helper by helper."""
    rows = VisitContact.objects.filter(
        organisation=seen.organisation, until=None, elder__left_on=None, person__isnull=False
    ).filter(inside(seen, "elder__person__home__code"))
    return rows.select_related("elder__person__home", "person__home").defer("phone").order_by("name", "person", "id")


def rounds_of(seen: Seen) -> QuerySet[Round]:
    """Those that go on, helper by helper."""
    rows = Round.objects.filter(organisation=seen.organisation, ended_at=None)
    rows = rows.filter(inside(seen, "elder__person__home__code"))
    return rows.select_related("helper", "elder__person__home", "standing").order_by("helper__pinyin", "clock", "id")


@dataclass(frozen=True)
class Turn:
    """One day of a round: ``look`` what was written down; or ``order`` and who holds its ``seat``, where the elder's
    side ordered it.
    """

    on: date
    round: Round
    look: Look | None = None
    order: Order | None = None
    seat: Assignment | None = None

    def may_write(self, today: date) -> bool:
        """Whether what became of it can be written down here."""
        return self.order is None and self.look is None and today - LATE <= self.on <= today


def turns_of(rounds: Iterable[Round], *, since: date, until: date) -> list[Turn]:
    """Every day of these rounds in a time, both ends included, day by day and by the clock. Three queries."""
    found = list(rounds)
    looks = {(one.round_id, one.on): one for one in Look.objects.filter(round__in=found, on__range=(since, until))}
    ordered = [one.standing_id for one in found if one.standing_id]
    made = Occurrence.objects.filter(standing__in=ordered, on__range=(since, until), order__isnull=False)
    orders = {(one.standing_id, one.on): one.order for one in made.select_related("order")}
    held = Assignment.objects.filter(order__in=[one for one in orders.values() if one], status__in=SEATED)
    seats = {one.order_id: one for one in held.select_related("person")}
    turns = []
    for one in found:
        for day in one.days(since, until):
            order = orders.get((one.standing_id, day)) if one.standing_id else None
            turns.append(Turn(day, one, looks.get((one.id, day)), order, seats.get(order.id) if order else None))
    return sorted(turns, key=lambda turn: (turn.on, turn.round.clock, str(turn.round.id)))


def forgotten_of(rounds: Iterable[Round], *, today: date, before: date) -> list[Turn]:
    """Days before ``before`` of which nobody has said anything, as far as they may be written down, latest first."""
    turns = turns_of(rounds, since=today - LATE, until=min(before - timedelta(days=1), today))
    return [one for one in reversed(turns) if one.may_write(today)]


def looks_of(seen: Seen, *, since: date) -> QuerySet[Look]:
    """What was written down, planned or not, the latest first."""
    rows = Look.objects.filter(organisation=seen.organisation, on__gte=since)
    rows = rows.filter(inside(seen, "elder__person__home__code"))
    return rows.select_related("helper", "elder__person__home", "round").order_by("-on", "-written_at")


def helped(organisation_id: UUID, *, since: date, until: date) -> dict[str, int]:
    """``times`` somebody looked in without asking for minutes, on how many ``elders``, and ``minutes`` as they say."""
    done = Q(outcome=LookOutcome.DONE)
    rows = Look.objects.filter(done, organisation=organisation_id, on__range=(since, until))
    found = rows.aggregate(times=Count("id"), elders=Count("elder", distinct=True), minutes=Sum("minutes"))
    return {name: number or 0 for name, number in found.items()}


def week_of(day: date) -> tuple[date, date]:
    """Monday to Sunday."""
    first = day - timedelta(days=day.weekday())
    return first, first + timedelta(days=6)


def round_seen(seen: Seen, round_id: UUID) -> Round | None:
    return rounds_of(seen).filter(id=round_id).first()
