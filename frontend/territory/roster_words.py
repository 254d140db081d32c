"""A roster's preview in words: rows, cells and faults as the page shows them. Numbers are masked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from accounts.people.masks import mask_id, mask_phone
from accounts.regions.queries import names_of
from accounts.rosters.models import RosterRow, RosterUpload
from accounts.rosters.queries import Together, faults_of
from accounts.rosters.reading.columns import ALL, COLUMNS
from accounts.rosters.reading.faults import Fault
from frontend.shell.wording import place_text

SHOWN = ("id_number", "birth_date", "village", "phone")  # the rest only where it is at fault
SKIPPED = {
    "total": gettext_lazy("Total"),
    "signature": gettext_lazy("Signature or remark below the rows"),
    "headings": gettext_lazy("The headings once more"),
    "numbers": gettext_lazy("Numbers of the columns"),
    "part": gettext_lazy("Part of the sheet, no person"),
    "continued": gettext_lazy("Goes on from the row above"),
}


@dataclass(frozen=True)
class Cell:
    """One cell: what stands there, and what is wrong with it. ``tone``: "" well, "bad", "ask"."""

    title: str
    text: str
    why: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Line:
    """One row of the preview."""

    row: RosterRow
    name: str
    cells: list[Cell]
    others: list[Cell]
    why: str = ""


@dataclass(frozen=True)
class Twice:
    """A duplicate: the row it repeats, what differs, and what can be chosen instead."""

    row: RosterRow
    name: str
    words: str
    differs: list[tuple[str, str, str]]
    act: str = ""


@dataclass(frozen=True)
class Mapped:
    """One column of a sheet and what it is taken for."""

    sheet: int
    column: int
    heading: str
    code: str
    title: str
    samples: list[str]
    guess: bool


def lines_of_rows(rows: Iterable[RosterRow]) -> list[Line]:
    """The rows as lines; names of villages in one query."""
    rows = list(rows)
    villages = _villages(rows)
    return [_line(row, villages) for row in rows]


def twice_of(upload: RosterUpload, rows: Iterable[RosterRow]) -> list[Twice]:
    """The duplicates with their originals; two queries."""
    rows = list(rows)
    originals = {
        (one.sheet, one.row): one
        for one in RosterRow.objects.filter(upload=upload, row__in={row.of for row in rows if row.of})
    }
    villages = _villages([*rows, *originals.values()])
    found = []
    for row in rows:
        original = originals.get((row.sheet, row.of or 0)) or next(
            (one for one in originals.values() if one.row == row.of), None
        )
        found.append(_twice(row, original, villages))
    return found


def together_words(one: Together) -> tuple[str, str, str]:
    """Title of the column, what stands there, what it becomes."""
    title = str(COLUMNS[one.field].title)
    if one.field == "birth_date":
        shown = "、".join(one.written[:3]) + ("…" if len(one.written) > 3 else "")
        return title, shown, one.remedy if len(one.rows) == 1 else _("as the ID number says")
    return title, one.written[0], one.remedy


def columns_of(upload: RosterUpload) -> tuple[list[Mapped], list[Mapped]]:
    """Columns that are known, and those to look at: guessed or not known."""
    known: list[Mapped] = []
    doubtful: list[Mapped] = []
    for sheet in (upload.layout or {}).get("sheets", ()):
        for column, heading, code, guess, samples in sheet["columns"]:
            if code == "serial":
                continue
            base = code.partition(":")[0]
            title = str(COLUMNS[base].title) if base else ""
            chosen = str(column) in upload.chosen.get(str(sheet["index"]), {})
            mapped = Mapped(sheet["index"], column, heading, base, title, samples, guess)
            (doubtful if guess or not code or chosen else known).append(mapped)
    return known, doubtful


def column_choices() -> list[tuple[str, str]]:
    """What a column may be taken for."""
    return [("", pgettext("roster", "Leave this column out")), *((one.code, str(one.title)) for one in ALL[1:])]


def layout_words(upload: RosterUpload) -> str:
    """Which sheet, where the headings stand."""
    sheets = (upload.layout or {}).get("sheets", ())
    if len(sheets) == 1:
        return _("sheet “%(name)s”, headings in row %(row)s") % {"name": sheets[0]["name"], "row": sheets[0]["row"]}
    return ngettext("%(n)s sheet", "%(n)s sheets", len(sheets)) % {"n": len(sheets)}


def _line(row: RosterRow, villages: Mapping[str, str]) -> Line:
    content = row.content or {}
    faults = {fault.field: fault for fault in reversed(faults_of(row))}
    values, written = content.get("values", {}), content.get("written", {})
    cells = [_cell(code, faults.get(code), values, written, villages) for code in SHOWN]
    name = values.get("name") or written.get("name") or ""
    others = [
        _cell(code, fault, values, written, villages) for code, fault in faults.items() if code not in (*SHOWN, "name")
    ]
    why = faults["name"].sentence if "name" in faults else str(SKIPPED.get(row.why, ""))
    return Line(row, name, cells, others, why)


def _cell(
    code: str,
    fault: Fault | None,
    values: Mapping[str, Any],
    written: Mapping[str, str],
    villages: Mapping[str, str],
) -> Cell:
    title = str(COLUMNS[code.partition(":")[0]].title)
    if fault is None:
        return Cell(title, _shown(code, values, villages))
    text = _masked(code, written.get(code, "")) or pgettext("roster", "empty")
    return Cell(title, text, fault.sentence, "ask" if fault.to_ask else "bad")


def _shown(code: str, values: Mapping[str, Any], villages: Mapping[str, str]) -> str:
    if code == "village":
        return villages.get(values.get("village_code", ""), "")
    return _masked(code, str(values.get(code) or ""))


def _masked(code: str, text: str) -> str:
    if code == "id_number":
        return mask_id(text.replace(" ", ""))
    return mask_phone(text.replace(" ", "")) if code.partition(":")[0].endswith("phone") else text


def _twice(row: RosterRow, original: RosterRow | None, villages: Mapping[str, str]) -> Twice:
    values = row.content["values"]
    fault = faults_of(row)[0]
    if original is None:
        act = _("Same person, take this name") if fault.code == "other_name" else ""
        return Twice(row, values["name"], fault.sentence, [], act)
    before = original.content["values"]
    differs = []
    for code in ("name", "village_code", "birth_date", "sex", "phone", "supporter_phone", "needs"):
        one, other = before.get(code), values.get(code)
        if one != other:
            title = str(COLUMNS["village" if code == "village_code" else code].title)
            differs.append((title, _told(code, one, villages), _told(code, other, villages)))
    words = _("row %(first)s goes in, row %(second)s is the same person") % {"first": original.row, "second": row.row}
    act = _("Row %(row)s instead") % {"row": row.row} if differs else ""
    return Twice(row, values["name"], words, differs, act)


def _told(code: str, value: Any, villages: Mapping[str, str]) -> str:
    if code == "village_code":
        return villages.get(value, "")
    if isinstance(value, list):
        return "、".join(value) or "—"
    return _masked(code, str(value or "")) or "—"


def _villages(rows: Iterable[RosterRow]) -> dict[str, str]:
    codes = {(row.content or {}).get("values", {}).get("village_code", "") for row in rows}
    return {code: place_text(name) for code, name in names_of(codes - {""}).items()}
