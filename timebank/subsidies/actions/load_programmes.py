"""Set up what a notice says of money: Datian's programmes, each amount with its source."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.regions.models import Region
from timebank.subsidies.actions.open_programme import open_programme
from timebank.subsidies.actions.write_edition import EditionSheet, RuleSheet, TierSheet, write_edition
from timebank.subsidies.models import Programme

FOLDER = Path(__file__).parent.parent / "data"


def load_programmes(*, by: Any, at: datetime, region: Region, preset: str = "datian-2020") -> int:
    """Open the programmes of ``data/<preset>.toml`` that the region has not; return how many.

    Idempotent: a programme that is there, however edited, is left as it is. Raises NotAllowed, NotFound, KeyError for
    an unknown preset.
    """
    if by is not None:
        demand(by, Permission.SUBSIDY_RUN, region_code=region.code)
    if preset not in presets():
        raise KeyError(preset)
    sheet = tomllib.loads((FOLDER / f"{preset}.toml").read_text(encoding="utf-8"))
    there = set(Programme.objects.filter(region=region).values_list("code", flat=True))
    fresh = [table for table in sheet["programme"] if table["code"] not in there]
    with transaction.atomic():
        for table in fresh:
            programme = open_programme(
                by=by,
                at=at,
                region=region,
                code=table["code"],
                kind=table["kind"],
                name_zh=table["name"][0],
                name_en=table["name"][1],
                group=table.get("group", ""),
            )
            for edition in table["edition"]:
                write_edition(by=by, at=at, programme_id=programme.id, sheet=_sheet(edition))
    return len(fresh)


def presets() -> set[str]:
    """Names of the notices whose programmes are known."""
    return {path.stem for path in FOLDER.glob("*.toml")}


def _sheet(table: dict[str, Any]) -> EditionSheet:
    rules = [RuleSheet(**{**one, "values": tuple(one.get("values", ()))}) for one in table["rules"]]
    tiers = [TierSheet(**one) for one in table["tiers"]]
    return EditionSheet(**{**table, "rules": rules, "tiers": tiers})
