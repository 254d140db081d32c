"""Reads about persons."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from accounts.people.enums import DIRECT_KIN, Relation
from accounts.people.models import Kinship, Person
from accounts.people.names import surname

EARTH_RADIUS_M = 6_371_008.8
# Asked at every claim and every board: written down once, not composed each time.
KIN = """
    SELECT person_id, relative_id, relation FROM people_kinship
    WHERE person_id = ANY(%(people)s) OR relative_id = ANY(%(people)s)"""
CREDENTIALS = """
    SELECT person_id, kind, max(valid_until) FROM people_credential
    WHERE person_id = ANY(%s) AND valid_from <= %s GROUP BY person_id, kind"""


def mask_name(name: str) -> str:
    """``范＊妹``, ``范＊``: how a name stands on lists, bulletins and before strangers."""
    family = surname(name)
    rest = name[len(family) :]
    if not rest:
        return name
    return f"{family}＊{rest[-1] if len(rest) > 1 else ''}"


def find_people(codes: Iterable[str], *, text: str) -> QuerySet[Person]:
    """People living in these region subtrees whose name contains ``text``, village by village."""
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(home__code__startswith=code)
    return Person.objects.filter(inside, name__contains=text).select_related("home").order_by("home", "id")


def direct_kin(person_ids: Collection[UUID]) -> defaultdict[UUID, set[UUID]]:
    """Person id → ids of their direct kin, in either direction of the record. One query."""
    kin: defaultdict[UUID, set[UUID]] = defaultdict(set)
    rows = Kinship.objects.filter(
        Q(person__in=person_ids) | Q(relative__in=person_ids), relation__in=DIRECT_KIN
    ).values_list("person_id", "relative_id")
    for one, other in rows:
        kin[one].add(other)
        kin[other].add(one)
    return kin


@dataclass(frozen=True)
class Kin:
    """Ids of a person's recorded relatives: the ``direct`` ones, and ``others``."""

    direct: set[UUID] = field(default_factory=set)
    others: set[UUID] = field(default_factory=set)


def kin_of(person_ids: Collection[UUID]) -> defaultdict[UUID, Kin]:
    """Person id → recorded kin, in either direction of the record. One query."""
    kin: defaultdict[UUID, Kin] = defaultdict(Kin)
    with connection.cursor() as cursor:
        cursor.execute(KIN, {"people": list(person_ids)})
        rows = cursor.fetchall()
    for one, other, relation in rows:
        for person, relative in ((one, other), (other, one)):
            (kin[person].direct if relation in DIRECT_KIN else kin[person].others).add(relative)
    return kin


@dataclass(frozen=True)
class Relative:
    """``person`` is a ``relation`` of the one asked about; ``other_way``: the one asked about is that to ``person``."""

    person: Person
    relation: Relation
    other_way: bool


def relatives_of(person_id: UUID) -> list[Relative]:
    """Everybody recorded as kin, each once, with their homes; in the order of the records. One query."""
    rows = (
        Kinship.objects.filter(Q(person=person_id) | Q(relative=person_id))
        .select_related("person__home", "relative__home")
        .order_by("id")
    )
    found: dict[UUID, Relative] = {}
    for row in rows:
        other_way = row.relative_id == person_id
        person = row.person if other_way else row.relative
        found.setdefault(person.id, Relative(person, Relation(row.relation), other_way))
    return list(found.values())


def credentials(person_ids: Collection[UUID], *, on: date) -> defaultdict[UUID, dict[str, date]]:
    """Person id → kind → last valid day, of the credentials that have begun by ``on``. One query."""
    expiries: defaultdict[UUID, dict[str, date]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(CREDENTIALS, [list(person_ids), on])
        for person_id, kind, until in cursor.fetchall():
            expiries[person_id][kind] = until
    return expiries


def distance_m(lat1: float | None, lon1: float | None, lat2: float | None, lon2: float | None) -> int | None:
    """Great-circle distance in metres (haversine), None when a place is unknown."""
    if lat1 is None or lon1 is None or lat2 is None or lon2 is None:
        return None
    p1, p2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return round(2 * EARTH_RADIUS_M * math.asin(math.sqrt(half)))


def place_of(person: Person) -> tuple[float | None, float | None]:
    """Where the person lives, or the middle of the village when the house is not known."""
    if person.latitude is not None:
        return person.latitude, person.longitude
    return person.home.latitude, person.home.longitude
