"""The people one can count on in a territory, by township, certificate and role."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from accounts.access.models import Grant
from accounts.access.queries import standing
from accounts.organisations.models import Member
from accounts.organisations.queries import current
from accounts.people.models import Credential
from accounts.regions.models import Region

TOWNSHIP = 9


@dataclass
class Line:
    """A township: how many belong to organisations, hold which certificate, have which role in its villages."""

    code: str
    name: str
    members: int = 0
    credentials: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)


def workforce_of(codes: Collection[str], *, roles: Collection[str], on: date) -> list[Line]:
    """A line for each township of these territories, by code. Four queries, however many people."""
    if not codes:
        return []
    wanted = reduce(or_, (Q(code__startswith=code) | Q(code=code[:TOWNSHIP]) for code in codes))
    towns = Region.objects.filter(wanted, level="TOWNSHIP").order_by("code")
    lines = {town.code: Line(town.code, town.name) for town in towns}
    living = reduce(or_, (Q(person__home__code__startswith=code) for code in codes))
    people = Member.objects.filter(living, current(on)).values_list("person_id", "person__home_id").distinct()
    for _person, home in people:
        if (line := lines.get(home[:TOWNSHIP])) is not None:
            line.members += 1
    held = Credential.objects.filter(living, valid_from__lte=on, valid_until__gte=on)
    for _person, kind, home in held.values_list("person_id", "kind", "person__home_id").distinct():
        if (line := lines.get(home[:TOWNSHIP])) is not None:
            line.credentials[kind] += 1
    where = reduce(or_, (Q(region__code__startswith=code) for code in codes))
    given = Grant.objects.filter(where, standing(), role__in=list(roles)).values_list("user_id", "role", "region_id")
    for _user, role, region in given.distinct():
        if region is not None and (line := lines.get(region[:TOWNSHIP])) is not None:
            line.roles[role] += 1
    return list(lines.values())
