"""Where the reader answers for, and which part of it a page looks at."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import demand, may, territories
from accounts.refusals import NotFound
from accounts.regions.enums import CODE_LENGTH, Level
from accounts.regions.models import Region
from accounts.regions.queries import children, path
from frontend.shell.calendar import month_of

TOWNSHIP, VILLAGE = CODE_LENGTH[Level.TOWNSHIP], CODE_LENGTH[Level.VILLAGE]


@dataclass(frozen=True)
class Ground:
    """``codes`` are looked at: the whole territory, or the one place chosen inside it."""

    own: list[Region]
    place: Region | None
    way: list[Region]  # from the territory down to the place
    below: list[Region]  # the places one step further down

    @property
    def codes(self) -> list[str]:
        return [self.place.code] if self.place else [region.code for region in self.own]

    @property
    def here(self) -> Region:
        """The place looked at; of several territories the first."""
        return self.place or self.own[0]

    @property
    def choices(self) -> list[Region]:
        """What a select offers: the territory, its townships or villages, and below a chosen township its villages."""
        found = list(self.own)
        for region in self.way[1:]:
            found.append(region)
        return [*found, *(region for region in self.below if region not in found)]


def ground(request: HttpRequest, *, permission: Permission = Permission.TERRITORY_VIEW) -> Ground:
    """The territory of the reader, narrowed by ``?place=CODE``.

    Raises NotAllowed for those without one, NotFound for a place outside it.
    """
    demand(request.user, permission)
    codes = territories(request.user, permission)
    own = list(Region.objects.filter(code__in=codes).order_by("code"))
    wanted = request.GET.get("place", "")
    if not wanted or (wanted in codes and len(codes) == 1):
        return Ground(own, None, own[:1], list(children(own[0].code)) if len(own) == 1 else [])
    root = next((code for code in codes if wanted.startswith(code)), None)
    way = [region for region in path(wanted) if root and len(region.code) >= len(root)]
    if not way or way[-1].code != wanted:
        raise NotFound
    return Ground(own, way[-1], way, list(children(wanted)))


@dataclass(frozen=True)
class Powers:
    """What the reader may do about elders and orders of a place."""

    act: bool  # order, confirm, cancel for anybody; see who they are
    decide: bool  # settle disputes
    catalogue: bool
    roles: bool  # give and take roles
    certificates: bool = False  # withdraw certificates
    books: bool = False  # keep passbooks: correct, hand over, close


def powers(user: Any, code: str) -> Powers:
    """The reader's powers over a region subtree."""
    return Powers(
        act=may(user, Permission.ORDER_FOR_ANYONE, region_code=code),
        decide=may(user, Permission.VOLUNTEER_VERIFY, region_code=code),
        catalogue=may(user, Permission.CATALOGUE_EDIT, region_code=code),
        roles=may(user, Permission.ACCESS_EDIT, region_code=code),
        certificates=may(user, Permission.CERTIFICATE_REVOKE, region_code=code),
        books=may(user, Permission.BOOKS_KEEP, region_code=code),
    )


def first_of_month(text: str) -> date:
    """``2026-11`` → its first day; this month for anything else."""
    return month_of(text) or timezone.localdate().replace(day=1)


def midnight(day: date) -> datetime:
    """The moment a day begins here."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here
