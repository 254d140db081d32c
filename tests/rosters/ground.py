"""Workbooks as township offices make them, small."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from accounts.people.id_numbers import check_character
from accounts.regions.actions.import_regions import import_regions
from accounts.regions.models import Region
from accounts.rosters.actions.import_roster import import_roster
from accounts.rosters.checking import Checked
from accounts.rosters.tally import Tally
from tests.personas import NOW

DATA = Path(__file__).parent / "data"
DATIAN = Path(__file__).parents[2] / "timebank" / "config" / "demo" / "regions-datian-350425.csv"
TOWN, OTHER_TOWN = "350425103", "350425100"  # 广平镇, 均溪镇
GANTOU, DONGJING = "350425103209", "350425103210"  # 岬头, 东景
HEADS = ("序号", "所在村", "姓名", "性别", "身份证号", "出生年月", "联系电话", "服务需求", "子女姓名", "子女电话")


def datian() -> Region:
    """The divisions of Datian; returns 广平镇."""
    import_regions(file=DATIAN)
    return Region.objects.get(code=TOWN)


def number(born: date = date(1943, 4, 12), order: int = 997, *, county: str = "350425") -> str:
    """A valid ID number; an odd ``order`` is a man's."""
    digits = f"{county}{born:%Y%m%d}{order:03d}"
    return digits + check_character(digits)


def person(**cells: Any) -> list[Any]:
    """One good row under ``HEADS``; give a cell by its heading to change it."""
    row = dict(zip(HEADS, (1, "岬头村", "吴金水", "男", number(), "1943.4.12", "", "助餐", "吴强", ""), strict=True))
    assert cells.keys() <= row.keys()
    return list((row | cells).values())


def workbook(
    *rows: Sequence[Any], heads: Sequence[Any] = HEADS, title: str = "登记表", merged: tuple[str, ...] = ()
) -> bytes:
    """One sheet with its headings in the first row."""
    return sheets({title: [heads, *rows]}, merged=merged)


def sheets(content: dict[str, Sequence[Sequence[Any]]], *, merged: tuple[str, ...] = ()) -> bytes:
    """Sheet name → rows; ``merged`` ranges are those of every sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in content.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for place in merged:
            sheet.merge_cells(place)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def looked(data: bytes, region: Region | str = TOWN, **options: Any) -> list[Checked]:
    """What becomes of each row; nothing is written."""
    return _run(data, region, commit=False, **options)[0]


def brought_in(data: bytes, region: Region | str = TOWN, **options: Any) -> Tally:
    """Write the good rows as the house itself."""
    return _run(data, region, commit=True, **options)[1]


def _run(data: bytes, region: Region | str, *, commit: bool, **options: Any) -> tuple[list[Checked], Tally]:
    where = region if isinstance(region, Region) else Region.objects.get(code=region)
    rows: list[Checked] = []
    given = {"by": None, "at": NOW, **options}
    tally = import_roster(data=data, region=where, commit=commit, keep=rows.append, **given)
    return rows, tally
