"""The rows of a sheet, one after the other: numbers as numbers, days as days, merged cells filled."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from xml.parsers import expat

from accounts.rosters.workbook.book import Book, Sheet, parsed
from accounts.rosters.workbook.container import (
    COLUMNS_MOST,
    ROWS_MOST,
    TEXT_MOST,
    TEXTS_MOST,
    BrokenWorkbook,
    too_large,
)

Value = str | int | float | date | None
PLACE = re.compile(r"([A-Z]+)(\d+)")
RANGE = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
SERIAL_MOST = 2_958_465  # 9999-12-31


@dataclass(frozen=True)
class Row:
    """``number`` as the sheet shows it, from 1; ``values`` by column from 0."""

    number: int
    values: list[Value]
    from_above: frozenset[int] = frozenset()  # columns filled from a merged cell that began in an earlier row


@dataclass
class _Reader:
    """Collects what expat reports into rows."""

    book: Book
    done: list[Row] = field(default_factory=list)
    number: int = 0
    values: dict[int, Value] = field(default_factory=dict)
    column: int = -1
    kind: str = "n"
    style: int = 0
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    shared: int = 0
    taking: bool = False
    spelling: bool = False

    def start(self, name: str, found: dict[str, str]) -> None:
        if name == "c":
            self.column = column_of(found["r"]) if "r" in found else self.column + 1
            self.kind, self.style = found.get("t", "n"), int(found.get("s", 0))
        elif name == "v" or (name == "t" and not self.spelling):
            self.taking = True
        elif name == "rPh":
            self.spelling = True
        elif name == "row":
            number = int(found.get("r", self.number + 1))
            if number <= self.number:
                raise ValueError(number)  # no row stands twice, and none before another
            if number > ROWS_MOST:
                raise too_large()
            self.number = number
            self.values, self.column = {}, -1

    def text(self, piece: str) -> None:
        if self.taking:
            self.pieces.append(piece)
            self.length += len(piece)
            if self.length > TEXT_MOST:
                raise ValueError(self.length)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self.taking = False
        elif name == "rPh":
            self.spelling = False
        elif name == "c":
            if self.pieces and self.column < COLUMNS_MOST:
                value = self._value("".join(self.pieces))
                if value is not None:
                    self.values[self.column] = value
            self.pieces.clear()
            self.length = 0
        elif name == "row":
            width = max(self.values, default=-1) + 1
            self.done.append(Row(self.number, [self.values.get(column) for column in range(width)]))

    def _value(self, text: str) -> Value:
        if self.kind == "s":
            shared = self.book.strings[int(text)]
            self.shared += len(shared)
            if self.shared > TEXTS_MOST:
                raise too_large()
            return ESCAPED.sub(_unescaped, shared)
        if self.kind in ("str", "inlineStr"):
            return ESCAPED.sub(_unescaped, text)
        if self.kind == "e":
            return None
        if self.kind == "d":
            return datetime.fromisoformat(text).date()
        if self.kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        number = float(text)
        if self.style in self.book.day_styles and 0 < number <= SERIAL_MOST:
            return day_of_serial(number, from_1904=self.book.from_1904)
        return int(text) if re.fullmatch(r"-?\d+", text) else number


def rows_of(book: Book, sheet: Sheet) -> Iterator[Row]:
    """The rows of a sheet that hold anything, in their order. Raises BrokenWorkbook on the way."""
    reader = _Reader(book)
    spans = _Spans(sheet.merges)
    try:
        for _piece in parsed(book.archive, sheet.part, start=reader.start, end=reader.end, text=reader.text):
            for row in reader.done:
                yield spans.fill(row)
            reader.done.clear()
    except (expat.ExpatError, KeyError, ValueError, IndexError, OverflowError) as error:
        raise BrokenWorkbook(field="file") from error


def day_of_serial(number: float, *, from_1904: bool = False) -> date:
    """The day a spreadsheet counts as ``number``. 60 and before are off by one: Excel believes in 1900-02-29."""
    begin = date(1904, 1, 1) if from_1904 else date(1899, 12, 31) if number < 60 else date(1899, 12, 30)
    return begin + timedelta(days=int(number))


def column_of(place: str) -> int:
    """``A1`` → 0, ``AB7`` → 27."""
    found = PLACE.match(place)
    if found is None:
        raise ValueError(place)
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def letters_of(column: int) -> str:
    """0 → ``A``, 27 → ``AB``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Spans:
    """Merged ranges, and the value each began with, filled into the cells that Excel leaves empty."""

    def __init__(self, ranges: tuple[str, ...]) -> None:
        self._waiting: list[tuple[int, int, int, int]] = []
        for text in ranges:
            found = RANGE.fullmatch(text)
            if found is not None and int(found[4]) - int(found[2]) < 10_000:
                left, right = column_of(found[1] + "1"), min(column_of(found[3] + "1"), COLUMNS_MOST - 1)
                self._waiting.append((int(found[2]), int(found[4]), left, right))
        self._waiting.sort(reverse=True)
        self._open: list[tuple[int, int, int, int, Value]] = []

    def fill(self, row: Row) -> Row:
        if not self._waiting and not self._open:
            return row
        while self._waiting and self._waiting[-1][0] <= row.number:
            top, bottom, left, right = self._waiting.pop()
            if top == row.number:
                value = row.values[left] if left < len(row.values) else None
                self._open.append((top, bottom, left, right, value))
        self._open = [span for span in self._open if span[1] >= row.number]
        if not self._open:
            return row
        if sum(right - left + 1 for _top, _bottom, left, right, _value in self._open) > COLUMNS_MOST:
            raise ValueError(row.number)  # merged ranges that lie over each other
        values, above = list(row.values), set()
        for top, _bottom, left, right, value in self._open:
            if value is None:
                continue
            for column in range(left, right + 1):
                values += [None] * (column + 1 - len(values))
                if values[column] is None:
                    values[column] = value
                    if top < row.number:
                        above.add(column)
        return Row(row.number, values, frozenset(above))


def _unescaped(found: re.Match[str]) -> Any:
    character = chr(int(found[1], 16))
    return "" if "\ud800" <= character <= "\udfff" else character  # half a character can be neither kept nor sent
