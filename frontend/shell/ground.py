"""Where the reader answers for, and which part of it a page looks at."""

from dataclasses import dataclass

from django.http import HttpRequest

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.refusals import NotFound
from accounts.regions.enums import CODE_LENGTH, Level
from accounts.regions.models import Region
from accounts.regions.queries import children, path

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
