"""Which villages are without somebody they should have."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.access.enums import WANTED_IN_EVERY_VILLAGE, Role
from accounts.access.models import Grant
from accounts.access.queries import standing
from accounts.regions.enums import CODE_LENGTH, Level
from accounts.regions.models import Region
from accounts.regions.queries import within

TOWNSHIP = CODE_LENGTH[Level.TOWNSHIP]


@dataclass(frozen=True)
class Vacancy:
    """A village, and the roles nobody holds there."""

    village: Region
    missing: tuple[Role, ...]


def vacancies(codes: Iterable[str]) -> list[Vacancy]:
    """Villages in these subtrees without an assistant, a coordinator or a supervisor; in the order of their codes.

    Whoever holds a role for the whole township holds it for each of its villages. Two queries.
    """
    held: defaultdict[str, set[str]] = defaultdict(set)
    roles = Grant.objects.filter(standing(), role__in=WANTED_IN_EVERY_VILLAGE, user__is_active=True)
    for code, role in roles.values_list("region_id", "role"):
        held[str(code)].add(role)
    found = []
    for village in within(codes).filter(level=Level.VILLAGE):
        there = held[village.code] | held[village.code[:TOWNSHIP]]
        if missing := tuple(role for role in WANTED_IN_EVERY_VILLAGE if role not in there):
            found.append(Vacancy(village, missing))
    return found
