"""Who belongs: lists with age and who can help, search, and how many of the villages' elders that is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from accounts.elders.enums import Tier
from accounts.elders.models import Elder
from accounts.regions.enums import Level
from accounts.regions.models import Region
from accounts.regions.queries import within
from services.associations.enums import Band
from services.associations.models import Membership
from services.associations.queries.reach import Seen

YOUNG_UNTIL, OLD_FROM = 70, 80


def band_of(age: int | None) -> Band | None:
    """低龄, 中龄 or 高龄; None where nobody knows the birthday."""
    if age is None:
        return None
    if age >= OLD_FROM:
        return Band.OLD
    return Band.YOUNG if age < YOUNG_UNTIL else Band.MIDDLE


def frail(elder: Elder, age: int | None) -> bool:
    """Who should be looked in on: 80 and over, or at high risk as the registry judges. The tier itself is not shown."""
    return (age is not None and age >= OLD_FROM) or elder.tier == Tier.HIGH


@dataclass(frozen=True)
class Line:
    """A member as a list shows them; needs ``elder__person__home``."""

    member: Membership
    age: int | None

    @property
    def band(self) -> Band | None:
        return band_of(self.age)

    @property
    def is_frail(self) -> bool:
        return frail(self.member.elder, self.age)

    @property
    def can_help(self) -> bool:
        """Young-old and well, as far as the registry knows."""
        return self.band == Band.YOUNG and self.member.elder.tier != Tier.HIGH


def members_of(seen: Seen, *, text: str = "", band: str = "", on: date) -> QuerySet[Membership]:
    """Who belongs on the day and is shown to the reader, village by village; ``text`` is part of name or village."""
    rows = Membership.objects.filter(organisation=seen.organisation, is_open=True, elder__merged_into=None)
    rows = rows.filter(inside(seen, "elder__person__home__code"))
    if text:
        rows = rows.filter(Q(elder__person__name__contains=text) | Q(elder__person__home__name__contains=text))
    if band in Band.values:
        rows = rows.filter(born_for(Band(band), on))
    rows = rows.select_related("elder__person__home", "organisation")
    return rows.order_by("elder__person__home", "elder__person__pinyin", "id")


def gone_from(seen: Seen) -> QuerySet[Membership]:
    """Who belonged once, the last to leave first."""
    rows = Membership.objects.filter(organisation=seen.organisation, is_open=None, elder__merged_into=None)
    rows = rows.filter(inside(seen, "elder__person__home__code"))
    return rows.select_related("elder__person__home").order_by("-left_on", "-id")


def inside(seen: Seen, way: str) -> Q:
    """Elders whose village is shown to the reader."""
    if not seen.codes:
        return Q()
    found = Q(pk__in=[])
    for code in seen.codes:
        found |= Q(**{f"{way}__startswith": code})
    return found


def born_for(band: Band, on: date, way: str = "elder__person__birth_on") -> Q:
    """Whoever is of that age on the day."""
    young, old = back(on, YOUNG_UNTIL), back(on, OLD_FROM)
    if band == Band.YOUNG:
        return Q(**{f"{way}__gt": young})
    return Q(**{f"{way}__lte": old}) if band == Band.OLD else Q(**{f"{way}__gt": old, f"{way}__lte": young})


def back(on: date, years: int) -> date:
    """The birthday of whoever turns so old on that day."""
    day = 28 if (on.month, on.day) == (2, 29) else on.day
    return date(on.year - years, on.month, day)


def lines_of(rows: Iterable[Membership], *, on: date) -> list[Line]:
    return [Line(one, one.elder.person.age_on(on)) for one in rows]


def membership_seen(seen: Seen, membership_id: UUID) -> Membership | None:
    """One of them, whether it lasts or not; None for others."""
    rows = Membership.objects.filter(organisation=seen.organisation, id=membership_id)
    rows = rows.filter(inside(seen, "elder__person__home__code"))
    return rows.select_related("elder__person__home", "organisation__region").first()


def memberships_of(elder: Elder) -> list[Membership]:
    """Where an elder belongs and belonged, what lasts first."""
    rows = Membership.objects.filter(elder=elder).select_related("organisation__region")
    return list(rows.order_by(F("left_on").desc(nulls_first=True), "-joined_on"))


@dataclass(frozen=True)
class Coverage:
    """A village: how many of its elders belong."""

    village: Region
    elders: int
    members: int

    @property
    def percent(self) -> int:
        return round(100 * self.members / self.elders) if self.elders else 0


def covered(codes: Collection[str], *, organisation_id: UUID | None = None) -> list[Coverage]:
    """Village by village, where elders live; of one association or else of any. Three queries."""
    villages = list(within(codes).filter(level=Level.VILLAGE).order_by("code"))
    homes = [one.code for one in villages]
    open_ones = Membership.objects.filter(elder=OuterRef("id"), is_open=True)
    if organisation_id is not None:
        open_ones = open_ones.filter(organisation=organisation_id)
    living: Any = Elder.objects.filter(left_on=None, person__home__in=homes).order_by().values_list("person__home")
    counts = {
        home: (elders, members)
        for home, elders, members in living.annotate(
            elders=Count("id"), members=Count("id", filter=Q(Exists(open_ones)))
        )
    }
    return [Coverage(one, *counts[one.code]) for one in villages if one.code in counts]


def members_counted(organisation_ids: Collection[UUID]) -> dict[UUID, int]:
    """Association → how many elders belong to it. One query."""
    rows = Membership.objects.filter(organisation__in=list(organisation_ids), is_open=True, elder__merged_into=None)
    return dict(rows.order_by().values_list("organisation").annotate(Count("id")))
