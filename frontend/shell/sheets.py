"""Excel sheets to take away: bold headings that stay in place, texts as text, yuan as numbers."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOLD = Font(bold=True)
MONEY, TEXT = "0.00", "@"


def workbook(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], total: Sequence[Any]) -> bytes:
    """One sheet; a float is yuan, everything else text. ``total`` is the last row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for place in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 18
    sheet.append([_cell(sheet, one, bold=True) for one in headings])
    for row in rows:
        sheet.append([_cell(sheet, one) for one in row])
    sheet.append([_cell(sheet, one, bold=True) for one in total])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def answer(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "n" if isinstance(value, float | int) else "s"  # never a formula
    cell.number_format = MONEY if isinstance(value, float) else TEXT
    if bold:
        cell.font = BOLD
    return cell
