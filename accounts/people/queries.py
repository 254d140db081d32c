"""Reads about persons."""

import math
from datetime import date
from uuid import UUID

from accounts.people.enums import DIRECT_KIN
from accounts.people.models import Credential, Kinship, Person

# 复姓 that still occur; without them 欧阳奶奶 would be called 欧奶奶.
COMPOUND_SURNAMES = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "司徒",
    "皇甫",
    "东方",
    "夏侯",
    "尉迟",
    "公孙",
    "令狐",
    "慕容",
)
EARTH_RADIUS_M = 6_371_008.8


def surname(name: str) -> str:
    """Family name of a Chinese name: one character, two for the compound ones."""
    return name[:2] if name.startswith(COMPOUND_SURNAMES) else name[:1]


def are_direct_kin(one: UUID, other: UUID) -> bool:
    """True when either is the other's spouse, child, parent, grandchild or child-in-law."""
    pairs = Kinship.objects.filter(relation__in=DIRECT_KIN)
    return pairs.filter(person=one, relative=other).exists() or pairs.filter(person=other, relative=one).exists()


def direct_kin_of(person_id: UUID) -> set[UUID]:
    """Ids of everybody who is direct kin of the person, in either direction of the record."""
    rows = Kinship.objects.filter(relation__in=DIRECT_KIN)
    return set(rows.filter(person=person_id).values_list("relative_id", flat=True)) | set(
        rows.filter(relative=person_id).values_list("person_id", flat=True)
    )


def credential_expiries(person_id: UUID) -> dict[str, date]:
    """Credential kind → last valid day, of the papers the person has."""
    expiries: dict[str, date] = {}
    for kind, until in Credential.objects.filter(person=person_id).values_list("kind", "valid_until"):
        expiries[kind] = max(until, expiries.get(kind, until))
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
