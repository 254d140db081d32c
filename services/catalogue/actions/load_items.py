"""Offer the house's service list in a county."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.regions.models import Region
from services.catalogue.enums import Mode, Performer
from services.catalogue.models import Category, Item, ItemVersion

FILE = Path(__file__).parent.parent / "data" / "items.toml"


def load_items(*, by: Any, at: datetime, region: Region, starts_on: date) -> int:
    """Open a version of every item of ``data/items.toml`` in ``region`` from a day on; give how many are new.

    Idempotent: an item that has a version in the region already, however old or edited, is left as it is.
    ``by`` None is the house itself; anybody else needs CATALOGUE_EDIT there (NotAllowed, NotFound).
    """
    if by is not None:
        demand(by, Permission.CATALOGUE_EDIT, region_code=region.code)
    with transaction.atomic():
        for category in read_categories():
            category.save(force_insert=not Category.objects.filter(code=category.code).exists())
        offered = set(ItemVersion.objects.filter(region=region).values_list("item__code", flat=True))
        fresh = 0
        for position, (category_code, code, table) in enumerate(_item_tables()):
            item, _ = Item.objects.get_or_create(
                code=code, defaults={"category_id": category_code, "position": position}
            )
            if code in offered:
                continue
            version = version_from(code, table)
            version.item, version.region, version.valid = item, region, DateRange(starts_on, None)
            version.save(force_insert=True)
            fresh += 1
            emit(
                "services.item.offered",
                at=at,
                by=by,
                subject_kind="item",
                subject_id=item.id,
                region_code=region.code,
                public={"item": str(item.id), "starts_on": starts_on.isoformat()},
                deliver=False,
            )
    return fresh


def read_categories() -> list[Category]:
    """The categories of the file, unsaved, in the order of the menu."""
    return [
        Category(
            code=code,
            name_zh=table["name"][0],
            name_en=table["name"][1],
            icon=table["icon"],
            position=position,
        )
        for position, (code, table) in enumerate(_read().items())
    ]


def read_versions() -> Iterator[tuple[str, ItemVersion]]:
    """Item code and unsaved version of everything in the file, without region and period."""
    for _category, code, table in _item_tables():
        yield code, version_from(code, table)


def version_from(code: str, table: dict[str, Any]) -> ItemVersion:
    """One table of the file as an unsaved version; a missing key takes the default named at its head."""
    name, summary = table["name"], table["summary"]
    extra, how = table.get("extra", ["", ""]), table.get("how", ["", ""])
    return ItemVersion(
        name_zh=name[0],
        name_en=name[1],
        summary_zh=summary[0],
        summary_en=summary[1],
        extra_zh=extra[0],
        extra_en=extra[1],
        icon=table.get("icon", code),
        typical_minutes=table["minutes"],
        price_minutes=table.get("price_minutes", table["minutes"]),
        price_fen=table.get("price_fen", 0),
        performers=table.get("performers", [Performer.VOLUNTEER]),
        credential=table.get("credential", ""),
        same_gender=table.get("same_gender", False),
        seats=table.get("seats", 1),
        mode=table.get("mode", Mode.IN_PERSON),
        houses=table.get("houses", []),
        how_zh=how[0],
        how_en=how[1],
        citation=table["citation"],
    )


def _item_tables() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for category, table in _read().items():
        for code, item in table.items():
            if isinstance(item, dict):
                yield category, code, item


def _read() -> dict[str, dict[str, Any]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
