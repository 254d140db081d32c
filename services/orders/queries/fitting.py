"""Who fits a task best, and which task fits somebody best: what ``ranking`` asks, fetched for many at once."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Avg, Count, Max, Q, Sum
from django.utils import timezone

from accounts.elders.models import VisitContact
from accounts.people.enums import Gender, VolunteerStatus
from accounts.people.models import Person, User
from accounts.people.queries import place_of
from services.orders.enums import AssignmentStatus
from services.orders.matching import Candidate, reasons_against
from services.orders.models import Assignment, Order, StandInCall
from services.orders.queries.board import BoardFilter, open_orders, rough_distance_m
from services.orders.queries.candidates import DONE, candidates_for, matching_rules, task_of
from services.orders.queries.rows import for_matching, with_everything
from services.orders.ranking import Facts, Score, best_first, score

POOL = 120  # volunteers of the township looked at for one task
LOOKED_AT = 40  # open tasks looked at for one volunteer
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

Scores = dict[tuple[UUID, UUID], Score]


def scores(orders: Collection[Order], persons: Collection[Person], *, at: datetime) -> Scores:
    """(order, person) → points with reasons. Three queries, however many; persons need ``home``, orders the elder's."""
    people, elders = [one.id for one in persons], {order.elder_id for order in orders}
    pairs = set(
        VisitContact.objects.filter(elder__in=elders, person__in=people, until=None).values_list("elder", "person")
    )
    there = _services_there(elders, people)
    month = timezone.localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    load = _load(people, month)
    found: Scores = {}
    for person in persons:
        latitude, longitude = place_of(person)
        centre = (latitude, longitude) if latitude is not None and longitude is not None else None
        minutes, ever = load.get(person.id, (0, 0))
        for order in orders:
            elder = order.elder.person
            times, rating = there.get((order.elder_id, person.id), (0, None))
            found[order.id, person.id] = score(
                Facts(
                    paired=(order.elder_id, person.id) in pairs,
                    times=times,
                    rating=rating,
                    same_dialect=elder.dialect == person.dialect if elder.dialect and person.dialect else None,
                    distance_m=rough_distance_m(order, centre),
                    minutes_this_month=minutes,
                    services_ever=ever,
                    is_man=elder.gender == Gender.MALE,
                )
            )
    return found


def _services_there(elders: set[UUID], people: list[UUID]) -> dict[tuple[UUID, UUID], tuple[int, float | None]]:
    rows = Assignment.objects.filter(order__elder__in=elders, person__in=people, status__in=DONE)
    counted = rows.values_list("order__elder_id", "person_id").annotate(Count("id"), Avg("order__rating"))
    return {(elder, person): (n, mean) for elder, person, n, mean in counted.order_by() if person is not None}


def _load(people: list[UUID], month: datetime) -> dict[UUID, tuple[int, int]]:
    rows = Assignment.objects.filter(person__in=people, status__in=DONE).values_list("person_id")
    counted = rows.annotate(
        month=Sum("minutes_worked", filter=Q(checked_in_at__gte=month)), ever=Count("id")
    ).order_by()
    return {person: (minutes or 0, ever) for person, minutes, ever in counted if person is not None}


def fitting(
    order: Order, *, at: datetime, limit: int, without: Collection[UUID] = (), among: Collection[UUID] | None = None
) -> list[tuple[Person, Score]]:
    """Whoever may take the task and can answer by a login, best first; whoever was called longest ago of equals.

    Looked at are familiar faces, those paired with the elder, and POOL volunteers of the township; with ``among``
    only those persons. A fixed number of queries.
    """
    people = [one for one in _pool(order, among) if one.id not in without]
    candidates = candidates_for([one.id for one in people], at=at)
    task = task_of(order)
    able = [one for one in people if one.id in candidates and not reasons_against(candidates[one.id], task)]
    points = scores([order], able, at=at)
    calls = StandInCall.objects.filter(person__in=[one.id for one in able]).values_list("person_id")
    called = dict(calls.annotate(Max("called_at")).order_by())
    ranked = best_first((one, points[order.id, one.id], (called.get(one.id, LONG_AGO), one.id)) for one in able)
    return ranked[:limit]


def _pool(order: Order, among: Collection[UUID] | None) -> list[Person]:
    reachable = Person.objects.filter(
        volunteer__status=VolunteerStatus.VERIFIED, id__in=User.objects.filter(is_active=True).values("person_id")
    ).select_related("home", "volunteer")
    if among is not None:
        return list(reachable.filter(id__in=list(among)))
    known = list(reachable.filter(id__in=familiar_faces(order.elder_id)))
    near = reachable.filter(home__code__startswith=order.village_code[:9]).exclude(id__in=[one.id for one in known])
    at_home = list(near.filter(home=order.village_code).order_by("id")[:POOL])
    others = near.exclude(home=order.village_code).order_by("id")[: POOL - len(at_home)]
    return [*known, *at_home, *others]


def familiar_faces(elder_id: UUID) -> set[UUID]:
    """Persons who have served the elder, or keep in touch with them for good. Two queries."""
    served = Assignment.objects.filter(order__elder=elder_id, status__in=DONE).values_list("person_id", flat=True)
    paired = VisitContact.objects.filter(elder=elder_id, until=None, person__isnull=False)
    return {one for one in {*served.distinct(), *paired.values_list("person_id", flat=True)} if one is not None}


def had_their_turn(order_id: UUID) -> set[UUID]:
    """Whoever has, had or declined a seat of the order: they are not asked again by themselves."""
    rows = Assignment.objects.filter(order=order_id, person__isnull=False).values_list("person_id", flat=True)
    return {one for one in rows if one is not None}


def being_asked_now(at: datetime) -> set[UUID]:
    """Whoever has an offer to answer: one at a time, so that nobody finds five of them in the morning."""
    rows = Assignment.objects.filter(status=AssignmentStatus.OFFERED, offered_until__gt=at)
    return {one for one in rows.values_list("person_id", flat=True) if one is not None}


def best_for(
    person: Person, candidate: Candidate, wanted: BoardFilter, *, at: datetime, limit: int
) -> list[tuple[Order, Score]]:
    """The open tasks that fit the person best, of the LOOKED_AT soonest that match; none without a good reason."""
    soonest = open_orders(wanted).filter(starts_at__gt=at).order_by("starts_at", "id")[:LOOKED_AT]
    best = ranked_for(person, candidate, for_matching(soonest), at=at)[:limit]
    whole = {one.id: one for one in with_everything(Order.objects.filter(id__in=[order.id for order, _its in best]))}
    return [(whole[order.id], its) for order, its in best if order.id in whole]


def ranked_for(
    person: Person, candidate: Candidate, orders: Iterable[Order], *, at: datetime
) -> list[tuple[Order, Score]]:
    """Those of the orders that the candidate may take, best first, equal ones as they came."""
    orders = list(orders)
    books = matching_rules(orders)
    able = [order for order in orders if not reasons_against(candidate, task_of(order, books))]
    points = scores(able, [person], at=at)
    return best_first((order, points[order.id, person.id], place) for place, order in enumerate(able))


def declined_by(person_id: UUID) -> set[UUID]:
    """Orders this person was offered and did not want: they are not held under their nose again."""
    rows = Assignment.objects.filter(person=person_id, status=AssignmentStatus.DECLINED)
    return set(rows.values_list("order_id", flat=True))
