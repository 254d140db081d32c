"""The rows below the headings: which are people, which are totals, signatures, headings once more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from accounts.rosters.reading.headings import LOOK_AT_ROWS, Heading, find_heading, repeats
from accounts.rosters.reading.text import plain, says_nothing, squeezed
from accounts.rosters.reading.villages import Place, Villages
from accounts.rosters.workbook.book import Book, Sheet
from accounts.rosters.workbook.cells import Row, Value, rows_of

EXAMPLE_SHEET = re.compile(r"说明|样表|样例|示例|示范|模板|字典|代码表|填写要求")
FORM_SHEET = re.compile(r"样表|模板")  # what was downloaded, and perhaps filled in under its own name
TOTAL = re.compile(
    r"^(?:本页|本村|全村|全镇|全乡|本镇|本乡|村级|镇级)?(?:合|总|小|共|累|统)计|^总(?:人数|户数|数)|^共\d+|^以上|^以下空白"
)
SIGNATURE = re.compile(
    r"填表|填报|制表|审核|审批|经办|负责人|盖章|签字|签名|签章|复核|联系人[::]|联系电话[::]|日期[::]|时间[::]|^单位|^注[::1-9]|^注$|^备注[::]"
    r"|^说明|^附[::注]|^\d{4}年\d{1,2}月\d{1,2}日$|^第\d+页|^[☆*※★]"
)
IDENTITY = ("name", "id_number")
LONG_NUMBER = re.compile(r"[\dXx]{15,}")
LEAST_CELLS = 2


@dataclass(frozen=True)
class Line:
    """A row that counts: its cells by column code, or why it is left out (``skipped``)."""

    sheet: Sheet
    number: int
    cells: dict[str, Value]
    skipped: str = ""
    village: Place | None = None


@dataclass
class Layout:
    """What was recognised: the sheets with their headings, and those without any."""

    headings: dict[int, Heading]
    passed_over: list[str]


def layout_of(book: Book, chosen: dict[int, dict[int, str]] | None = None) -> Layout:
    """Find the headings of every sheet; ``chosen``: sheet → column → code, as a person decided."""
    visible = [sheet for sheet in book.sheets if sheet.visible]
    headings = _headings(book, [sheet for sheet in visible if not EXAMPLE_SHEET.search(sheet.name)])
    headings = headings or _headings(book, [sheet for sheet in visible if FORM_SHEET.search(sheet.name)])
    mapped = {index: heading.mapped((chosen or {}).get(index, {})) for index, heading in headings.items()}
    return Layout(mapped, [sheet.name for sheet in book.sheets if sheet.index not in mapped])


def _headings(book: Book, sheets: list[Sheet]) -> dict[int, Heading]:
    found = {}
    for sheet in sheets:
        first = ((row.number, row.values) for row in rows_of(book, sheet))
        if (heading := find_heading(list(islice(first, LOOK_AT_ROWS)))) is not None:
            found[sheet.index] = heading
    return found


def lines_of(book: Book, layout: Layout, villages: Villages) -> Iterator[Line]:
    """Every row below the headings that holds anything."""
    for sheet in book.sheets:
        heading = layout.headings.get(sheet.index)
        if heading is None:
            continue
        standing = _village_of_sheet(book, sheet, heading, villages)
        before: dict[str, Value] = {}
        for row in rows_of(book, sheet):
            if row.number <= heading.row or _holds_nothing(row):
                continue
            cells = _cells(row, heading)
            why = _why_skipped(row, heading, cells)
            if why == "part" and "village" not in cells:
                standing = villages.find(re.sub(r"[((].*", "", _only(row))).place or standing
            _fill_from_above(cells, before)
            yield Line(sheet, row.number, cells, why, standing)
            before = before if why else cells


def _holds_nothing(row: Row) -> bool:
    """Nothing of its own: what merged cells bring down from above does not make a row."""
    return all(column in row.from_above or says_blank(value) for column, value in enumerate(row.values))


def says_blank(value: Value) -> bool:
    """Nothing at all, or only spaces."""
    return value is None or (isinstance(value, str) and not value.strip())


def _cells(row: Row, heading: Heading) -> dict[str, Value]:
    return {
        one.code: row.values[one.column] if one.column < len(row.values) else None
        for one in heading.columns
        if one.code
    }


def _fill_from_above(cells: dict[str, Value], before: dict[str, Value]) -> None:
    for code, value in cells.items():
        if isinstance(value, str) and squeezed(value) in ("同上", "〃", "″", "上同") and code not in IDENTITY:
            cells[code] = before.get(code)


def _why_skipped(row: Row, heading: Heading, cells: dict[str, Value]) -> str:
    """``total``, ``signature``, ``headings``, ``numbers``, ``part``, ``continued``; empty for a person's row."""
    own = {column: value for column, value in enumerate(row.values) if not says_blank(value)}
    texts = [squeezed(value) for value in own.values()]
    distinct = list(dict.fromkeys(texts))
    if repeats(heading, row.values):
        return "headings"
    if _is_continued(row, heading, cells):
        return "continued"
    if any(LONG_NUMBER.search(text) for text in texts):
        return ""
    leading = [squeezed(cells.get(code)) for code in ("serial", "village", "name") if cells.get(code)]
    if any(TOTAL.match(text) for text in (*leading, texts[0])):
        return "total"
    name, id_number = cells.get("name"), cells.get("id_number")  # the same in both: one merged cell over them
    has_person = not says_nothing(name) and not says_nothing(id_number) and name != id_number
    if not has_person and SIGNATURE.search(distinct[0]) and len(distinct[0]) > 1:
        return "signature"
    if len(distinct) > 2 and all(re.fullmatch(r"\(?\d{1,2}\)?|[甲乙丙丁戊己庚辛]", text) for text in texts):
        return "numbers"
    besides = {code for code, value in cells.items() if code not in ("serial", "remark") and not says_blank(value)}
    if len(distinct) < LEAST_CELLS and "name" not in besides and "id_number" not in besides:
        return "part"
    if len(distinct) == 1 and len(own) > 1:  # one text merged across the row
        return "part"
    if len(distinct) == 1 and len(distinct[0]) > 4:  # a sentence in a column that happens to be the name's
        return "signature"
    return "" if besides else "part"


def _is_continued(row: Row, heading: Heading, cells: dict[str, Value]) -> bool:
    """Name and number both belong to merged cells that began above: a second supporter of the same elder."""
    columns = [heading.by_code[code] for code in IDENTITY if code in heading.by_code]
    return bool(columns) and all(column in row.from_above for column in columns)


def _only(row: Row) -> str:
    return next((plain(value) for value in row.values if not says_blank(value)), "")


def _village_of_sheet(book: Book, sheet: Sheet, heading: Heading, villages: Villages) -> Place | None:
    """Whose sheet it is when no column says: the region itself, the sheet's name, or a title above the headings."""
    if len(villages.inside) == 1:
        return villages.inside[0]
    if "village" in heading.by_code:
        return None
    if (place := villages.find(sheet.name).place) is not None:
        return place
    named: dict[str, Place] = {}
    for row in rows_of(book, sheet):
        if row.number >= heading.row:
            break
        for text in dict.fromkeys(plain(value) for value in row.values if not says_blank(value)):
            for word in re.split(r"[::\s((]|农村|留守|老年人|老人|登记|台账|花名册|基本信息|人民政府", text):
                if len(word) > 1 and (place := villages.find(word).place) is not None:
                    named[place.code] = place
    return next(iter(named.values())) if len(named) == 1 else None
