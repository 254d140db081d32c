"""Which villages an activity of a kind has reached in a time, and which not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max

from accounts.elders.models import Elder
from accounts.regions.enums import Level
from accounts.regions.models import Region
from accounts.regions.queries import within
from services.activities.enums import ActivityStatus, GuestStatus
from services.activities.models import Activity, Guest


@dataclass(frozen=True)
class Reached:
    """A village: when it was last reached in the time asked, and by how many of its elders."""

    village: Region
    elders: int
    last_at: datetime | None
    came: int

    @property
    def is_reached(self) -> bool:
        return self.last_at is not None


def reached_by(codes: Collection[str], *, kind: str, since: datetime, until: datetime) -> list[Reached]:
    """Every village of these subtrees, those not reached and with most elders first. Four queries.

    A village is reached by what was held in it, or by an elder of it who came to one elsewhere.
    """
    villages = list(within(codes).filter(level=Level.VILLAGE).select_related("parent"))
    homes = [village.code for village in villages]
    held = {"status": ActivityStatus.HELD, "kind": kind, "starts_at__gte": since, "starts_at__lt": until}
    there: Any = Activity.objects.filter(region__in=homes, **held).order_by().values_list("region")
    last: dict[str, datetime] = dict(there.annotate(last=Max("starts_at")))
    came = Guest.objects.filter(
        status=GuestStatus.CAME,
        elder__person__home__in=homes,
        **{f"activity__{name}": value for name, value in held.items()},
    )
    counts: dict[str, int] = {}
    by_home: Any = came.order_by().values_list("elder__person__home")
    for home, number, at in by_home.annotate(number=Count("id"), last=Max("activity__starts_at")):
        counts[home] = number
        last[home] = max(at, last.get(home, at))
    living: Any = Elder.objects.filter(left_on=None, person__home__in=homes).order_by().values_list("person__home")
    elders = dict(living.annotate(number=Count("id")))
    found = [
        Reached(village, elders.get(village.code, 0), last.get(village.code), counts.get(village.code, 0))
        for village in villages
    ]
    return sorted(found, key=lambda one: (one.is_reached, -one.elders, one.village.code))
