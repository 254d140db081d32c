"""What somebody who leaves would leave behind, and who could take it on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.elders.models import VisitContact
from accounts.elders.queries.pairing import candidates, pairs_of_name, pairs_of_person, standing_pairs_of
from accounts.people.models import Person
from accounts.refusals import NotFound
from services.visits.enums import UrgingState, WindowState
from services.visits.models import Urging, Window


@dataclass(frozen=True)
class Left:
    """One pair that must go to somebody: with its open windows and urgings."""

    contact: VisitContact
    windows: int
    urgings: int
    to: UUID | None


@dataclass(frozen=True)
class Leaver:
    """Who leaves; ``person`` is None for one known by a bare name. ``pairs`` lie in the login's territory."""

    name: str
    person: Person | None
    pairs: QuerySet[VisitContact]
    elsewhere: int


def leaving(user: Any, visitor_id: UUID) -> Leaver:
    """Who leaves, by the id of the person or of a pair with a bare name, and how many pairs they have elsewhere.

    Raises NotAllowed, NotFound (nobody of that name visits there).
    """
    demand(user, Permission.ELDER_REGISTER)
    person = Person.objects.filter(id=visitor_id).first()
    pairs = pairs_of_person(visitor_id) if person is not None else pairs_of_name(visitor_id)
    inside = Q(pk__in=[])
    for code in territories(user, Permission.ELDER_REGISTER):
        inside |= Q(elder__person__home__code__startswith=code)
    own = pairs.filter(inside)
    first = own.first()
    if first is None:
        raise NotFound
    name = person.name if person is not None else first.name
    return Leaver(name, person, own, pairs.exclude(id__in=own.values("id")).count())


def what_is_left(pairs: Iterable[VisitContact], to: dict[UUID, UUID]) -> list[Left]:
    """Each pair with what is open, and whom it would go to. Two queries."""
    pairs = list(pairs)
    ids = [one.elder_id for one in pairs]
    windows = Window.objects.filter(elder__in=ids, state=WindowState.OPEN)
    urgings = Urging.objects.filter(elder__in=ids).exclude(state=UrgingState.CLOSED)
    open_windows = dict(windows.values_list("elder").annotate(n=Count("id")).order_by())
    open_urgings = dict(urgings.values_list("elder").annotate(n=Count("id")).order_by())
    return [
        Left(one, open_windows.get(one.elder_id, 0), open_urgings.get(one.elder_id, 0), to.get(one.id)) for one in pairs
    ]


def successors(pairs: Iterable[VisitContact], *, without: UUID) -> list[Person]:
    """Whom the villages of these pairs may name, without the one who leaves."""
    found: dict[UUID, Person] = {}
    for village in sorted({one.elder.person.home_id for one in pairs}):
        for one in candidates(village):
            found.setdefault(one.id, one)
    return [one for key, one in found.items() if key != without]


def shared_out(pairs: Sequence[VisitContact], among: Sequence[UUID]) -> dict[UUID, UUID]:
    """Pair → successor: village by village, each to whoever has the fewest so far. One query."""
    if not among:
        return {}
    led = standing_pairs_of().filter(person__in=list(among), lead=True)
    load = dict.fromkeys(among, 0) | dict(led.values_list("person").annotate(n=Count("id")).order_by())
    found = {}
    for one in sorted(pairs, key=lambda one: (one.elder.person.home_id, not one.lead, str(one.id))):
        lightest = min(among, key=lambda who: (load[who], among.index(who)))
        load[lightest] += 1
        found[one.id] = lightest
    return found
