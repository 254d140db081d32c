"""What matching needs to know, fetched."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from accounts.organisations.queries.consents import consents_of
from accounts.organisations.queries.rotas import rotas
from accounts.people.enums import VolunteerStatus
from accounts.people.models import Person
from accounts.people.queries import credentials, kin_of
from accounts.policies.finding_rules import NEWCOMER_MINUTES, NEWCOMER_SHARE
from accounts.policies.house_rules import MINOR_ACCOMPANIED, MINOR_DAY, MINOR_WEEK
from accounts.policies.queries import Rulebook, Rulebooks, rulebooks
from accounts.policies.rules import EARN_AGE, EARN_GUARDIAN_AGE, EARN_KIN
from services.orders.enums import SEATED, AssignmentStatus
from services.orders.matching import Candidate, Task, under_age, years_on
from services.orders.models import Assignment, Order

AT_WORK = (AssignmentStatus.CLAIMED, AssignmentStatus.CHECKED_IN)
RULES = (
    EARN_AGE,
    EARN_GUARDIAN_AGE,
    EARN_KIN,
    NEWCOMER_MINUTES,
    NEWCOMER_SHARE,
    MINOR_ACCOMPANIED,
    MINOR_DAY,
    MINOR_WEEK,
)
ADULT = 18  # by the civil code; a place may ask for more years in its rules
DONE = (AssignmentStatus.CHECKED_OUT, AssignmentStatus.CONFIRMED)
# Asked at every claim and every board: written down once, not composed each time.
WHO = """
    SELECT p.id, p.birth_on, p.gender, coalesce(v.status, ''), v.guardian_consent_on IS NOT NULL
    FROM people_person p LEFT JOIN people_volunteer v ON v.person_id = p.id WHERE p.id = ANY(%s)"""
SEATS = """
    SELECT person_id, order_id, lower(planned), upper(planned), status FROM orders_assignment
    WHERE person_id = ANY(%s) AND status = ANY(%s) AND upper(planned) > %s"""
SERVED = """
    SELECT a.person_id, o.elder_id, count(*) FROM orders_assignment a JOIN orders_order o ON o.id = a.order_id
    WHERE a.person_id = ANY(%s) AND a.status = ANY(%s) GROUP BY a.person_id, o.elder_id"""


def candidate_for(person_id: UUID, *, at: datetime, organisation_id: UUID | None = None) -> Candidate:
    """Fetch everything matching asks about a person, in a fixed number of queries."""
    found = candidates_for([person_id], at=at, organisation_id=organisation_id)
    if person_id not in found:
        raise Person.DoesNotExist
    return found[person_id]


def candidates_for(
    person_ids: Collection[UUID], *, at: datetime, organisation_id: UUID | None = None
) -> dict[UUID, Candidate]:
    """Everything matching asks about these persons, by id; as many queries for a whole team as for one.

    With an organisation also when its members can be sent.
    """
    asked = list(person_ids)
    persons = {row[0]: row[1:] for row in _rows(WHO, asked)}
    papers, kin = credentials(asked, on=timezone.localdate(at)), kin_of(asked)
    busy: defaultdict[UUID, list[tuple[datetime, datetime]]] = defaultdict(list)
    orders: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for person_id, order_id, begins, ends, status in _rows(SEATS, asked, list(SEATED), at):
        orders[person_id].add(order_id)
        if status in AT_WORK:
            busy[person_id].append((begins, ends))
    served: defaultdict[UUID, dict[UUID, int]] = defaultdict(dict)
    for person_id, elder_id, times in _rows(SERVED, asked, list(DONE)):
        served[person_id][elder_id] = times
    found = {
        key: Candidate(
            person_id=key,
            verified=status == VolunteerStatus.VERIFIED,
            suspended=status == VolunteerStatus.SUSPENDED,
            birth_on=birth_on,
            gender=gender,
            guardian_consent=consent,
            credentials=papers[key],
            kin=frozenset(kin[key].direct),
            relatives=frozenset(kin[key].others),
            busy=tuple(busy[key]),
            orders=frozenset(orders[key]),
            served=served[key],
            asked_at=at,
        )
        for key, (birth_on, gender, status, consent) in persons.items()
    }
    found |= _young(found, at)
    sent = rotas(organisation_id, persons, on=timezone.localdate(at)) if organisation_id is not None else {}
    return found | {key: replace(found[key], rota=rota) for key, rota in sent.items()}


def _young(found: dict[UUID, Candidate], at: datetime) -> dict[UUID, Candidate]:
    """Those who may be under age, with what guardians agreed to and what they did in the week before. Two queries."""
    today = timezone.localdate(at)
    keys = [key for key, one in found.items() if under_age(years_on(one.birth_on, today), ADULT)]
    if not keys:
        return {}
    consents = consents_of(keys)
    done: defaultdict[UUID, list[tuple[datetime, datetime]]] = defaultdict(list)
    seats = Assignment.objects.filter(person__in=keys, status__in=DONE, checked_in_at__gt=at - timedelta(days=8))
    for key, begun, ended in seats.values_list("person_id", "checked_in_at", "checked_out_at"):
        if key is not None and begun is not None and ended is not None:
            done[key].append((begun, ended))
    return {key: replace(found[key], consents=consents.get(key, ()), done=tuple(done[key])) for key in keys}


def adults_of(order: Order, *, beside: UUID | None = None) -> frozenset[UUID]:
    """Grown-ups who are named for the order, ``beside`` one seat; needs ``assignments`` with their persons."""
    day = timezone.localdate(order.starts_at)
    return frozenset(
        seat.person.id
        for seat in order.assignments.all()
        if seat.person is not None
        and seat.id != beside
        and seat.status in (*AT_WORK, *DONE)
        and not under_age(years_on(seat.person.birth_on, day), ADULT)
    )


def _rows(sql: str, *parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def matching_rules(orders: Iterable[Order]) -> Rulebooks:
    """The rules that matching asks about, for the places of these orders. One query."""
    return rulebooks({order.village_code for order in orders}, RULES)


def task_of(order: Order, books: Rulebooks | None = None) -> Task:
    """The order as matching sees it; needs ``elder`` fetched. For several orders fetch their rules beforehand."""
    day = timezone.localdate(order.starts_at)
    book: Rulebook = (books or matching_rules([order])).at(order.village_code, day)
    return Task(
        order_id=order.id,
        elder_person_id=order.elder.person_id,
        starts_at=order.starts_at,
        ends_at=order.ends_at,
        served_on=day,
        credential_wanted=order.credential_wanted,
        gender_wanted=order.gender_wanted,
        volunteers_may=order.volunteers_may,
        earn_age=book[EARN_AGE].value,
        guardian_age=book[EARN_GUARDIAN_AGE].value,
        earn_kin=book[EARN_KIN].value,
        elder_id=order.elder_id,
        adult_age=book[MINOR_ACCOMPANIED].value,
        minor_day=book[MINOR_DAY].value,
        minor_week=book[MINOR_WEEK].value,
        newcomers_until=_kept_for_newcomers(order, day, book),
    )


def _kept_for_newcomers(order: Order, day: date, book: Rulebook) -> datetime | None:
    """Until when; None for tasks of the same day, and for those the lot did not fall on: the key's own chance bits."""
    minutes, share = book[NEWCOMER_MINUTES].value, book[NEWCOMER_SHARE].value
    if not minutes or order.id.int % 100 >= share or day <= timezone.localdate(order.created_at):
        return None
    return order.created_at + timedelta(minutes=minutes)
