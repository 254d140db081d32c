"""Sheets that leave the house: the registry as Excel and as text, and the corrected roster. Never a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import INVALID_TITLE_REGEX

from accounts.rosters.enums import Verdict
from accounts.rosters.models import RosterUpload
from accounts.rosters.queries import faults_of, rows_of_upload
from accounts.rosters.reading.columns import OUR_NOTES
from accounts.rosters.reading.lines import Layout
from accounts.rosters.workbook.book import Book, Sheet
from accounts.rosters.workbook.cells import Row, rows_of
from frontend.shell.cells import safe_cell

BOM = "\ufeff"  # without it a spreadsheet takes the Chinese for another encoding
RED, AMBER, BLUE = (PatternFill("solid", fgColor=colour) for colour in ("FADBD8", "FBE7C3", "D6E4F5"))
BOLD, WRAP = Font(bold=True), Alignment(wrap_text=True, vertical="top")
LINE = Border(bottom=Side(style="thin", color="BFD0C2"))
AS_TEXT = "@"  # so that Excel rounds no number that is entered anew
COMMENTED_MOST = 3000  # rows with comments; beyond that the last column alone says what is wrong
AUTHOR = "时间储蓄银行"
Content = Mapping[str, Any]


def as_csv(headings: Sequence[str], codes: Sequence[str], rows: Iterable[Content]) -> bytes:
    """UTF-8 with its mark."""
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(headings)
    for row in rows:
        out.writerow(safe_cell(row.get(code, "")) for code in codes)
    return (BOM + text.getvalue()).encode()


def as_xlsx(title: str, headings: Sequence[str], codes: Sequence[str], rows: Iterable[Content]) -> bytes:
    """One sheet: bold headings that stay in place, every column as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for place, code in enumerate(codes, 1):
        sheet.column_dimensions[get_column_letter(place)].width = 22 if code.endswith(("number", "needs")) else 14
    sheet.append([_cell(sheet, heading, font=BOLD, border=LINE) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, row.get(code, ""), number_format=AS_TEXT) for code in codes])
    return _saved(book)


def corrected(upload: RosterUpload, book: Book, layout: Layout) -> bytes:
    """The same sheets, faults coloured and commented, and what to change in a last column."""
    out = Workbook(write_only=True)
    faults = {(row.sheet, row.row): row for row in rows_of_upload(upload).exclude(verdict__in=("accept", "ignore"))}
    for sheet in book.sheets:
        into = out.create_sheet(INVALID_TITLE_REGEX.sub("_", sheet.name)[:31])
        into.sheet_state = "visible" if sheet.visible else "hidden"  # its rows were not read, and must not be next time
        heading = layout.headings.get(sheet.index)
        columns = {one.code: one.column for one in heading.columns if one.code} if heading else {}
        for place in range(1, 1 + max(columns.values(), default=0)):
            into.column_dimensions[get_column_letter(place)].width = 14
        for merged in sheet.merges:
            into.merged_cells.add(merged)
        width = max(columns.values(), default=-1) + 1
        for row in _each_row(book, sheet):
            fault = faults.get((sheet.name[:40], row.number))
            last = OUR_NOTES if heading and row.number == heading.row else ""
            marked = _marks(fault, columns) if fault else {}
            into.append(_row(into, row, columns, marked, width, last, comments=len(faults) <= COMMENTED_MOST))
    return _saved(out)


def _marks(row: Any, columns: Mapping[str, int]) -> dict[int, tuple[PatternFill, str]]:
    """Column → colour and sentence; what has no column of its own stands in the first."""
    marks: dict[int, tuple[PatternFill, str]] = {}
    for fault in faults_of(row):
        column = columns.get(fault.field, columns.get("name", 0))
        colour = BLUE if row.verdict == Verdict.DUPLICATE else AMBER if fault.to_ask else RED
        before = marks.get(column)
        marks[column] = (colour, f"{before[1]} {fault.sentence}" if before else fault.sentence)
    return marks


def _row(
    into: Any,
    row: Row,
    columns: Mapping[str, int],
    marks: Mapping[int, tuple[PatternFill, str]],
    width: int,
    last: str,
    *,
    comments: bool,
) -> list[Any]:
    numbers = {columns[code] for code in columns if code.partition(":")[0].endswith(("number", "phone"))}
    cells = []
    for column in range(max(width, len(row.values), *(column + 1 for column in marks), 0)):
        value = row.values[column] if column < len(row.values) else None
        cell = _cell(into, "" if value is None or column in row.from_above else value)
        if column in numbers:
            cell.number_format = AS_TEXT
        if column in marks:
            cell.fill, sentence = marks[column]
            if comments:
                cell.comment = Comment(sentence, AUTHOR, width=260, height=80)
        cells.append(cell)
    if marks or last:
        sentences = "；".join(sentence.rstrip("。.") for _colour, sentence in marks.values())
        cells.append(_cell(into, last or sentences, font=BOLD, alignment=WRAP))
    return cells


def _each_row(book: Book, sheet: Sheet) -> Iterator[Row]:
    """Every row with the empty ones between, so that row numbers stay; merged cells as they began."""
    expected = 1
    for row in rows_of(book, Sheet(sheet.index, sheet.name, sheet.visible, sheet.part, ())):
        while expected < row.number:
            yield Row(expected, [])
            expected += 1
        yield row
        expected += 1


def _cell(sheet: Any, value: Any, **looks: Any) -> WriteOnlyCell:
    if isinstance(value, str):
        value = safe_cell(ILLEGAL_CHARACTERS_RE.sub("", value))
    cell = WriteOnlyCell(sheet, value=value if value != "" else None)
    if isinstance(value, str) and value:
        cell.data_type = "s"
    if hasattr(value, "year"):
        cell.number_format = "yyyy-mm-dd"
    for name, look in looks.items():
        setattr(cell, name, look)
    return cell


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
