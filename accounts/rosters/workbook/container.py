"""Is this a workbook that may be parsed? Decided on the bytes, before any parser sees them.

An .xlsx is a zip archive of XML files. What could hurt whoever reads it: archives that unpack to gigabytes,
declarations of entities, sheets with a cell in every corner, strings without end. The limits are far above what a
county's roster needs.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid

MEGABYTE = 1 << 20
FILE_MOST = 40 * MEGABYTE
PARTS_MOST = 500
UNPACKED_MOST = 400 * MEGABYTE
STRINGS_MOST = 96 * MEGABYTE
RATIO_MOST, RATIO_FROM = 120, 2 * MEGABYTE  # small parts may repeat themselves as much as they like
COLUMNS_MOST, ROWS_MOST = 256, 100_000
CELLS_MOST = 6_000_000
MERGES_MOST = 100_000
TEXTS_MOST = 200_000_000  # characters in all cells of a sheet: one shared text may stand in many
TEXT_MOST = 100_000  # characters in one cell; Excel itself stops at 32767
CHUNK = MEGABYTE
OVERLAP = 200  # longer than anything that is looked for

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
FAR_COLUMN = re.compile(rb"""r=["'](?:[A-Z]{3}|[J-Z][A-Z]|I[W-Z])""")  # right of IV, the 256th
FAR_ROW = re.compile(rb"""row r=["'](?:[1-9]\d{6}|[1-9]\d{5}["'])""")  # 100000 and more
MERGE = re.compile(rb"""mergeCell ref=["']([A-Z]+\d+:[A-Z]+\d+)["']""")


class BadWorkbook(Invalid):
    """The file is refused before anything in it is read."""

    code = "bad_workbook"
    sentence: Any = _("This is not an Excel workbook (.xlsx).")


class OldWorkbook(BadWorkbook):
    sentence = _("This is a file of an old Excel (.xls). Open it, save it as .xlsx and send that.")


class EncryptedWorkbook(BadWorkbook):
    sentence = _("The workbook is protected by a password. Take the password off and send it again.")


class BrokenWorkbook(BadWorkbook):
    sentence = _("The file is damaged. Open it in Excel or WPS, save it anew and send that.")


class MacroWorkbook(BadWorkbook):
    sentence = _("The workbook contains a program (macro). Save it as .xlsx, without macros, and send that.")


class HostileWorkbook(BadWorkbook):
    code = "hostile_workbook"
    sentence = _("This workbook is built in a way that rosters never are; we do not open it.")


class TooLargeWorkbook(BadWorkbook):
    code = "workbook_too_large"
    sentence = _("The workbook is too large. Send at most %(rows)s rows and %(columns)s columns at a time.")


@dataclass(frozen=True)
class Look:
    """What was seen on the way: part → its merged ranges (``A1:T1``). What is not in here was not looked at."""

    merges: dict[str, list[str]]


def look_through(data: bytes) -> Look:
    """Raise BadWorkbook unless ``data`` is a workbook that may be parsed."""
    if len(data) > FILE_MOST:
        raise too_large()
    if data.startswith(OLE):
        raise EncryptedWorkbook(field="file") if ENCRYPTED in data else OldWorkbook(field="file")
    if not data.startswith(b"PK\x03\x04"):
        raise BadWorkbook(field="file")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _demand_contents(archive.infolist())
            return Look({part.filename: _read_through(archive, part) for part in archive.infolist() if _is_xml(part)})
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise BrokenWorkbook(field="file") from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise BrokenWorkbook(field="file") from error


def _demand_contents(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(parts) > PARTS_MOST or len(set(names)) != len(names):
        raise HostileWorkbook(field="file")
    if any(part.flag_bits & 0x1 for part in parts):
        raise EncryptedWorkbook(field="file")
    if any("vbaproject" in name.lower() for name in names):
        raise MacroWorkbook(field="file")
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise BadWorkbook(field="file")
    if sum(part.file_size for part in parts) > UNPACKED_MOST:
        raise HostileWorkbook(field="file")
    for part in parts:
        if ".." in part.filename or part.filename.startswith("/") or "\\" in part.filename:
            raise HostileWorkbook(field="file")
        if part.file_size > RATIO_FROM and part.file_size > RATIO_MOST * max(part.compress_size, 1):
            raise HostileWorkbook(field="file")
        if "sharedstrings" in part.filename.lower() and part.file_size > STRINGS_MOST:
            raise HostileWorkbook(field="file")


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels"))


def _read_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> list[str]:
    """Unpack once, in pieces, and look for what must not be there. Returns the merged ranges of a sheet."""
    sheet = part.filename.lower().startswith("xl/worksheets/")
    merges: list[str] = []
    cells, kept, first = 0, b"", True
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK):
            if first and piece[:2] in (b"\xff\xfe", b"\xfe\xff"):  # UTF-16: nobody writes it, and it hides words
                raise HostileWorkbook(field="file")
            first = False
            text = kept + piece
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise HostileWorkbook(field="file")
            if sheet:
                cells += piece.count(b"<c ") + piece.count(b"<c>") + piece.count(b"<c/")
                if FAR_COLUMN.search(text) or FAR_ROW.search(text) or cells > CELLS_MOST:
                    raise too_large()
                merges += [found.decode() for found in MERGE.findall(text)]
                if len(merges) > MERGES_MOST:
                    raise HostileWorkbook(field="file")
            kept = text[-OVERLAP:]
    return list(dict.fromkeys(merges))


def too_large() -> TooLargeWorkbook:
    """The refusal with its figures."""
    return TooLargeWorkbook(field="file", rows=ROWS_MOST, columns=COLUMNS_MOST)
