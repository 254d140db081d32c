"""Whom to ring for an elder, in order."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

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

    @property
    def line(self) -> str:
        """Who they are and where, for under the name."""
        return _(", ").join(str(part) for part in (self.role, self.place) if part)


def contacts_of(elder: Elder) -> list[Contact]:
    """The guardian, then those bound to support, the nearest first, then who visits; each stands once."""
    return _once_each(everybody_around(elder))


def everybody_around(elder: Elder) -> list[Contact]:
    """The same with everybody as often as the dossier names them."""
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
        found.append(Contact(one.id, one.name, _phone(one), one.get_relation_display(), place))
    for visitor in visit_contacts_of(elder):
        found.append(Contact(visitor.id, visitor.name, _phone(visitor), visitor.get_kind_display()))
    return found


def _once_each(found: list[Contact]) -> list[Contact]:
    """Who stands in two places (guardian and daughter) stands once, at the first, with the number of either."""
    kept: list[Contact] = []
    for contact in found:
        number = national_digits(contact.phone)
        before = next((one for one in kept if _same(one, contact.name, number)), None)
        if before is None:
            kept.append(contact)
        elif number and not before.phone:
            kept[kept.index(before)] = replace(before, phone=contact.phone, place=before.place or contact.place)
    return kept


def _same(one: Contact, name: str, number: str) -> bool:
    known = national_digits(one.phone)
    return known == number if known and number else one.name == name


def _phone(row: Any) -> str:
    """The number written down for this elder, else the person's own."""
    return row.phone or (row.person.phone if row.person is not None else "")


def _distance(supporter: Any) -> int:
    now = supporter.whereabouts_now
    return NEAR[Where(now.where)] if now is not None else len(NEAR)
