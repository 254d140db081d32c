"""The parts of a workbook beside its sheets: their names, the shared strings, which cells are dates."""

import io
import re
import zipfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from xml.parsers import expat

from accounts.rosters.workbook.container import (
    STRINGS_MOST,
    TEXT_MOST,
    BrokenWorkbook,
    HostileWorkbook,
    Look,
    look_through,
)

CHUNK = 1 << 18
# Built-in formats that show a day (ECMA-376, 18.8.30), the Chinese ones included.
DAY_FORMATS = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58})
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


@dataclass(frozen=True)
class Sheet:
    """One sheet: where it stands in the book (from 0), its name, its part of the archive, its merged ranges."""

    index: int
    name: str
    visible: bool
    part: str
    merges: tuple[str, ...]


class Strings:
    """Shared strings as one run of bytes: a million of them need no million objects."""

    def __init__(self) -> None:
        self._text, self._ends = bytearray(), array("I")

    def add(self, text: str) -> None:
        if len(text) > TEXT_MOST:
            raise ValueError(len(text))
        self._text += text.encode("utf-8", "replace")
        self._ends.append(len(self._text))

    def __getitem__(self, number: int) -> str:
        begin = self._ends[number - 1] if number else 0
        return self._text[begin : self._ends[number]].decode()

    def __len__(self) -> int:
        return len(self._ends)


@dataclass
class Book:
    """An opened workbook; close it, or use it in a ``with``."""

    archive: zipfile.ZipFile
    sheets: list[Sheet] = field(default_factory=list)
    strings: Strings = field(default_factory=Strings)
    day_styles: frozenset[int] = frozenset()
    from_1904: bool = False

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, *_error: object) -> None:
        self.archive.close()


def open_book(data: bytes) -> Book:
    """Look through the bytes, then read names, strings and formats. Raises BadWorkbook."""
    look = look_through(data)
    book = Book(zipfile.ZipFile(io.BytesIO(data)))
    try:
        _read_parts(book, look)
    except (expat.ExpatError, KeyError, ValueError, IndexError) as error:
        book.archive.close()
        raise BrokenWorkbook(field="file") from error
    return book


def parsed(archive: zipfile.ZipFile, part: str, **handlers: Any) -> Iterator[None]:
    """Feed a part to expat, yielding after every piece. Handlers: ``start(name, attributes)``, ``end``, ``text``.

    Names come without their prefix. Entities cannot be declared: ``look_through`` refuses them, and so does this.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.EntityDeclHandler = _refuse
    parser.StartDoctypeDeclHandler = _refuse
    start, end = handlers.get("start"), handlers.get("end")
    parser.StartElementHandler = (lambda name, found: start(name.rpartition(":")[2], found)) if start else None
    parser.EndElementHandler = (lambda name: end(name.rpartition(":")[2])) if end else None
    parser.CharacterDataHandler = handlers.get("text")
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK):
            parser.Parse(piece, False)
            yield
        parser.Parse(b"", True)
        yield


def _refuse(*_declared: Any) -> None:
    raise BrokenWorkbook(field="file")


def _read_parts(book: Book, look: Look) -> None:
    targets: dict[str, str] = {}
    kinds: dict[str, str] = {}

    def relation(name: str, found: dict[str, str]) -> None:
        if name == "Relationship" and found.get("TargetMode") != "External":
            target = found["Target"]
            part = target[1:] if target.startswith("/") else str(PurePosixPath("xl") / target)
            targets[found["Id"]] = part
            kinds.setdefault(found["Type"].rpartition("/")[2], part)

    names: list[tuple[str, str, str]] = []

    def workbook(name: str, found: dict[str, str]) -> None:
        if name == "sheet":
            relation_id = next(value for key, value in found.items() if key.rpartition(":")[2] == "id" and ":" in key)
            names.append((found["name"], found.get("state", "visible"), relation_id))
        elif name == "workbookPr":
            book.from_1904 = found.get("date1904") in ("1", "true")

    _all(parsed(book.archive, "xl/_rels/workbook.xml.rels", start=relation))
    _all(parsed(book.archive, "xl/workbook.xml", start=workbook))
    present = set(look.merges)  # a part under another ending was not looked through
    parts = [targets.get(relation_id, "") for _name, _state, relation_id in names]
    if len({name for name, _state, _id in names}) < len(names) or len(set(parts)) < len(parts):
        raise HostileWorkbook(field="file")  # one sheet under many names would be read as often
    for index, (name, state, relation_id) in enumerate(names):
        part = targets.get(relation_id, "")
        if part in present and part.lower().startswith("xl/worksheets/"):
            book.sheets.append(Sheet(index, name, state == "visible", part, tuple(look.merges.get(part, ()))))
    if kinds.get("sharedStrings") in present:
        _read_strings(book, kinds["sharedStrings"])
    if kinds.get("styles") in present:
        book.day_styles = _day_styles(book, kinds["styles"])


def _read_strings(book: Book, part: str) -> None:
    if book.archive.getinfo(part).file_size > STRINGS_MOST:
        raise HostileWorkbook(field="file")
    pieces: list[str] = []
    state = {"text": False, "spelling": False}

    def start(name: str, _found: dict[str, str]) -> None:
        if name == "t":
            state["text"] = not state["spelling"]
        elif name == "rPh":  # how the characters are read aloud, not what they are
            state["spelling"] = True

    def end(name: str) -> None:
        if name == "t":
            state["text"] = False
        elif name == "rPh":
            state["spelling"] = False
        elif name == "si":
            book.strings.add("".join(pieces))
            pieces.clear()

    def text(piece: str) -> None:
        if state["text"]:
            pieces.append(piece)

    _all(parsed(book.archive, part, start=start, end=end, text=text))


def _day_styles(book: Book, part: str) -> frozenset[int]:
    """Numbers of the cell formats that show a day."""
    own: dict[int, bool] = {}
    formats: list[int] = []
    inside: list[str] = []

    def start(name: str, found: dict[str, str]) -> None:
        if name == "numFmt":
            own[int(found["numFmtId"])] = _shows_day(found.get("formatCode", ""))
        elif name == "xf" and inside and inside[-1] == "cellXfs":
            formats.append(int(found.get("numFmtId", 0)))
        if name in ("cellXfs", "cellStyleXfs"):
            inside.append(name)

    def end(name: str) -> None:
        if inside and name == inside[-1]:
            inside.pop()

    _all(parsed(book.archive, part, start=start, end=end))
    return frozenset(i for i, number in enumerate(formats) if own.get(number, number in DAY_FORMATS))


def _shows_day(code: str) -> bool:
    plain = QUOTED.sub("", code).lower()
    return "y" in plain or "e" in plain.replace("e+", "").replace("e-", "").replace("general", "") or "d" in plain


def _all(pieces: Iterator[None]) -> None:
    for _piece in pieces:
        pass
