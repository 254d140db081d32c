"""The published list: what it said on a day, and what is different from one edition to the next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.policies.queries import ladder
from services.catalogue.models import Category, Item, ItemVersion, ListEdition
from services.catalogue.queries import menu

# What a reader of the list would want to be told of, in the order in which it is said.
TOLD = (
    "name_zh",
    "name_en",
    "price_minutes",
    "price_fen",
    "extra_zh",
    "performers",
    "credential",
    "houses",
    "mode",
    "seats",
    "same_gender",
    "typical_minutes",
    "how_zh",
    "summary_zh",
)
KEPT = (*TOLD, "extra_en", "how_en", "summary_en", "icon", "citation")


@dataclass(frozen=True)
class Changed:
    """One service that both editions have."""

    before: dict[str, Any]
    after: dict[str, Any]
    fields: tuple[str, ...]  # of TOLD


@dataclass(frozen=True)
class Differences:
    """From one edition to the next, in the order of the list. Without an earlier one everything is new."""

    new: Sequence[dict[str, Any]] = field(default_factory=list)
    gone: Sequence[dict[str, Any]] = field(default_factory=list)
    changed: Sequence[Changed] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed)

    @property
    def number(self) -> int:
        return len(self.new) + len(self.gone) + len(self.changed)


def snapshot(*, region_code: str, on: date) -> list[dict[str, Any]]:
    """The list of a place on a day as plain values: code, category and ``KEPT`` of every item.

    ``price_minutes`` has the coefficients applied, as somebody who orders that day pays.
    """
    rows = []
    for version in menu(region_code=region_code, on=on):
        row = {name: getattr(version, name) for name in KEPT}
        row |= {"code": version.item.code, "category": version.item.category_id, "price_minutes": version.costs_minutes}
        rows.append(row)
    return rows


def differences(before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]) -> Differences:
    """What came, what went, and what is otherwise than it was."""
    old, new = ({row["code"]: row for row in rows} for rows in (before, after))
    both = [(old[code], new[code]) for code in new if code in old]
    pairs = [(one, two, tuple(name for name in TOLD if one.get(name) != two.get(name))) for one, two in both]
    return Differences(
        new=[row for code, row in new.items() if code not in old],
        gone=[row for code, row in old.items() if code not in new],
        changed=[Changed(one, two, fields) for one, two, fields in pairs if fields],
    )


def editions_of(region_code: str) -> QuerySet[ListEdition]:
    """Every edition of the nearest place that publishes one for this region, the latest first."""
    found = ListEdition.objects.filter(region__in=ladder(region_code)).order_by("-region_id")
    nearest = found.values_list("region_id", flat=True).first()
    return ListEdition.objects.filter(region=nearest or "").select_related("region").order_by("-number")


def edition_on(region_code: str, day: date) -> ListEdition | None:
    """The edition that speaks for a day: the latest published of those that have begun."""
    return editions_of(region_code).filter(starts_on__lte=day).first()


def edition_before(edition: ListEdition) -> ListEdition | None:
    """The one published before it."""
    return ListEdition.objects.filter(region=edition.region_id, number__lt=edition.number).order_by("-number").first()


def unannounced(region_code: str, *, on: date) -> Differences:
    """What the list of a day says otherwise than the latest edition."""
    latest = editions_of(region_code).first()
    return differences(latest.rows if latest else [], snapshot(region_code=region_code, on=on))


def version_of(row: dict[str, Any], categories: dict[str, Category]) -> ItemVersion:
    """A row of an edition as an unsaved version, for whoever puts versions into words.

    A class that is no longer known keeps its code for a name.
    """
    code = row["category"]
    unknown = Category(code=code, name_zh=code, name_en=code, icon=row["icon"], position=0)
    item = Item(code=row["code"], category=categories.get(code, unknown))
    return ItemVersion(item=item, **{name: row[name] for name in KEPT if name in row})
