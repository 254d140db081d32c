"""Whom to ring for an elder, in order."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.elders.enums import Where
from accounts.elders.models import Elder
from accounts.elders.queries.family import guardian_of, standing_supporters, visit_contacts_of
from accounts.people.phones import national_digits

NEAR = {Where.TOGETHER: 0, Where.COUNTY: 1, Where.AWAY: 2, Where.UNKNOWN: 3}


@dataclass(frozen=True)
class Contact:
    """Somebody to ring. ``role`` says who they are to the elder, in words of the dossier; ``place`` where they live."""

    id: UUID
    name: str
    phone: str
    role: Any
    place: Any = ""


def contacts_of(elder: Elder) -> list[Contact]:
    """The guardian, then those bound to support, the nearest first, then who visits; a number stands once."""
    found: list[Contact] = []
    guardian = guardian_of(elder)
    if guardian is not None:
        found.append(
            Contact(guardian.id, guardian.name, guardian.phone, guardian.relation or guardian.get_kind_display())
        )
    supporters = standing_supporters(elder)
    for one in sorted(supporters, key=lambda supporter: (_distance(supporter), not supporter.able)):
        now = one.whereabouts_now
        place = now.get_where_display() if now is not None else ""
        found.append(Contact(one.id, one.name, one.phone, one.get_relation_display(), place))
    for visitor in visit_contacts_of(elder):
        found.append(Contact(visitor.id, visitor.name, visitor.phone, visitor.get_kind_display()))
    seen: set[str] = set()
    kept = []
    for contact in found:
        number = national_digits(contact.phone)
        if number and number in seen:
            continue
        seen.add(number)
        kept.append(contact)
    return kept


def _distance(supporter: Any) -> int:
    now = supporter.whereabouts_now
    return NEAR[Where(now.where)] if now is not None else len(NEAR)
