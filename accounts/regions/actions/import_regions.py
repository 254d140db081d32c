"""Load an official division file: all of it or none of it."""

import csv
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from pypinyin import Style, lazy_pinyin

from accounts.refusals import Invalid
from accounts.regions.enums import CODE_LENGTH, Level
from accounts.regions.models import Region

COLUMNS = ["code", "name", "level", "parent_code"]


class BadRegionFile(Invalid):
    code = "bad_region_file"
    sentence = _("Line %(line)s: %(why)s")


def import_regions(*, file: Path) -> tuple[int, int]:
    """Load ``file`` (UTF-8 CSV: code,name,level,parent_code) and return (new, already there).

    Idempotent. The first bad line is named in a BadRegionFile and nothing is written. Parents may stand in the
    file or in the database already. Codes: 国家统计局《统计用区划代码》.
    """
    rows = _read(file)
    with transaction.atomic():
        known = set(Region.objects.values_list("code", flat=True))
        regions = [_region(line, row) for line, row in rows]
        _demand_unique(rows)
        fresh = sum(region.code not in known for region in regions)
        for level in Level:  # parents first: the foreign key is immediate
            Region.objects.bulk_create(
                [region for region in regions if region.level == level],
                batch_size=2000,
                update_conflicts=True,
                unique_fields=["code"],
                update_fields=["name", "level", "parent", "pinyin", "initials"],
            )
        _demand_parents(rows)
    return fresh, len(regions) - fresh


def _read(file: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            if reader.fieldnames != COLUMNS:
                raise BadRegionFile(line=1, why=_("the columns must be code,name,level,parent_code"))
            return [(reader.line_num, row) for row in reader]
    except UnicodeDecodeError as error:
        raise BadRegionFile(line=1, why=_("the file is not UTF-8")) from error
    except csv.Error as error:  # a field that never ends
        raise BadRegionFile(line=1, why=_("this is not a table")) from error
    except OSError as error:
        raise BadRegionFile(line=0, why=_("the file cannot be read")) from error


def _region(line: int, row: dict[str, str]) -> Region:
    code, name = (row["code"] or "").strip(), (row["name"] or "").strip()
    level, parent = (row["level"] or "").strip().upper(), (row["parent_code"] or "").strip()
    if None in row or level not in Level.values:
        raise BadRegionFile(line=line, why=_("the level is not one of province, prefecture, county, township, village"))
    if not code.isascii() or not code.isdigit() or len(code) != CODE_LENGTH[Level(level)]:
        raise BadRegionFile(line=line, why=_("the code does not have the length of its level"))
    if not name or len(name) > 60 or not name.isprintable():
        raise BadRegionFile(line=line, why=_("the name is missing or too long"))
    if parent and (not code.startswith(parent) or parent == code):
        raise BadRegionFile(line=line, why=_("the code does not begin with its parent's code"))
    syllables = lazy_pinyin(name, errors="ignore")
    return Region(
        code=code,
        name=name,
        level=level,
        parent_id=parent or None,
        pinyin="".join(syllables)[:160].lower(),
        initials="".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore"))[:40].lower(),
    )


def _demand_unique(rows: list[tuple[int, dict[str, str]]]) -> None:
    first: dict[str, int] = {}
    for line, row in rows:
        code = row["code"].strip()
        if code in first:
            raise BadRegionFile(line=line, why=_("the code stands in line %(first)s already") % {"first": first[code]})
        first[code] = line


def _demand_parents(rows: list[tuple[int, dict[str, str]]]) -> None:
    present = set(Region.objects.values_list("code", flat=True))
    for line, row in rows:
        if row["parent_code"] and row["parent_code"].strip() not in present:
            raise BadRegionFile(line=line, why=_("its parent is neither in the file nor loaded before"))
