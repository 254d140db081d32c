"""Workbooks that want to hurt whoever opens them, and a roster in which every row is wrong."""

import io
import json
import os
import re
import subprocess
import sys
import time
import zipfile

import pytest
from openpyxl import Workbook

from accounts.elders.models import Elder
from accounts.rosters.checking import Verdict
from accounts.rosters.workbook import container
from accounts.rosters.workbook.book import open_book
from accounts.rosters.workbook.cells import rows_of
from accounts.rosters.workbook.container import BadWorkbook, look_through
from tests.databases import ROOT, address, clone_of
from tests.rosters.ground import DATIAN, HEADS, TOWN, datian, looked, person, workbook
from tests.sizes import sized

SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
SECONDS = 2


def rebuilt(**changed: bytes) -> bytes:
    """A good workbook with parts replaced or added; ``sheet`` is the first sheet."""
    names = {"sheet": SHEET, "strings": "xl/sharedStrings.xml", "book": "xl/workbook.xml"}
    parts = {names.get(name, name): content for name, content in changed.items()}
    good = zipfile.ZipFile(io.BytesIO(workbook(person())))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in good.namelist():
            archive.writestr(name, parts.pop(name, None) or good.read(name))
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def rows(count: int) -> bytes:
    return b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (i, i) for i in range(1, count + 1))


HOSTILE = {
    "ratio": lambda: rebuilt(sheet=HEAD + b" " * 60_000_000 + TAIL),
    "shared strings": lambda: rebuilt(strings=b"<sst>" + os.urandom(1_000_000).hex().encode() * 60 + b"</sst>"),
    "entities": lambda: rebuilt(sheet=DOCTYPE + HEAD[21:] + TAIL),
    "entities behind a long comment": lambda: rebuilt(
        book=b'<?xml version="1.0"?><!--'
        + os.urandom(1_200_000).hex().encode()
        + b"-->"
        + DOCTYPE[21:]
        + b"<workbook/>"
    ),
    "entities in utf-16": lambda: rebuilt(sheet=(DOCTYPE + HEAD[21:] + TAIL).decode().encode("utf-16")),
    "16k columns": lambda: rebuilt(sheet=HEAD + b'<row r="1"><c r="XFD1"><v>1</v></c></row>' + TAIL),
    "a million rows": lambda: rebuilt(sheet=HEAD + b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>' + TAIL),
    "thousands of parts": lambda: rebuilt(**{f"xl/media/{i}.xml": b"<a/>" for i in range(600)}),
    "a path out of the archive": lambda: rebuilt(**{"../../etc/cron.d/x.xml": b"<a/>"}),
    "macros": lambda: rebuilt(**{"xl/vbaProject.bin": b"\x00"}),
    "old excel": lambda: container.OLE + b"\x00" * 4096,
    "encrypted": lambda: container.OLE + b"\x00" * 512 + container.ENCRYPTED + b"\x00" * 512,
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + os.urandom(2000),
    "another zip": lambda: _zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
    "half a file": lambda: workbook(person())[:-300],
    "wrong sums": lambda: workbook(person()).replace(b"PK\x01\x02", b"PK\x01\x02", 1)[:200] + os.urandom(3000),
    "nothing": lambda: b"",
    "too large": lambda: b"PK\x03\x04" + b"\x00" * container.FILE_MOST,
}


def _zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.verifies(19)
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_workbooks_are_refused_before_they_are_parsed(kind, monkeypatch):
    data = HOSTILE[kind]()
    parsers = []
    monkeypatch.setattr("accounts.rosters.workbook.book.expat.ParserCreate", lambda: parsers.append(1))
    begun = time.monotonic()
    with pytest.raises(BadWorkbook) as raised:
        open_book(data)
    assert time.monotonic() - begun < SECONDS
    assert not parsers
    assert raised.value.field == "file"
    assert str(raised.value)


@pytest.mark.verifies(19)
def test_without_the_look_a_bomb_would_be_read():
    """The negative control: what ``look_through`` refuses is otherwise a workbook like any other."""
    assert look_through(workbook(person())).merges
    harmless = rebuilt(sheet=HEAD + rows(50) + TAIL)
    look_through(harmless)
    limit = container.ROWS_MOST
    assert limit > 50_000
    wide = rebuilt(sheet=HEAD + b'<row r="1"><c r="IV1"><v>1</v></c></row>' + TAIL)
    look_through(wide)


BOOK = zipfile.ZipFile(io.BytesIO(workbook(person()))).read("xl/workbook.xml")
RELATIONS = "xl/_rels/workbook.xml.rels"
LINKS = zipfile.ZipFile(io.BytesIO(workbook(person()))).read(RELATIONS)
FIRST = re.findall(rb"<sheet [^>]*>", BOOK)[0]
ROW = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c></row>'
SLY = {  # no bomb by its size: found while it is read
    "a row twice": lambda: rebuilt(sheet=HEAD + ROW % (2, 2, b"a") + ROW % (2, 2, b"b") + TAIL),
    "a far row behind another attribute": lambda: rebuilt(sheet=HEAD + b'<row spans="1:2" r="1048576"></row>' + TAIL),
    "a book in a cell": lambda: rebuilt(sheet=HEAD + ROW % (1, 1, os.urandom(200_000).hex().encode()) + TAIL),
    "a sheet under two names": lambda: rebuilt(
        book=BOOK.replace(b"</sheets>", FIRST.replace("登记表".encode(), b"b") + b"</sheets>")
    ),
    "merged cells over each other": lambda: rebuilt(
        sheet=HEAD
        + ROW % (1, 1, b"a")
        + b"</sheetData><mergeCells>"
        + b"".join(b'<mergeCell ref="A1:IV%d"/>' % i for i in range(2, 2000))
        + b"</mergeCells></worksheet>"
    ),
}  # fmt: skip


@pytest.mark.verifies(19)
@pytest.mark.parametrize("kind", SLY)
def test_sly_workbooks_are_refused_while_they_are_read(kind):
    begun = time.monotonic()
    with pytest.raises(BadWorkbook), open_book(SLY[kind]()) as book:
        for sheet in book.sheets:
            list(rows_of(book, sheet))
    assert time.monotonic() - begun < SECONDS


def test_what_was_not_looked_through_is_not_read():
    data = rebuilt(**{RELATIONS: LINKS.replace(b"sheet1.xml", b"sheet1.dat"), "xl/worksheets/sheet1.dat": HEAD + TAIL})
    with open_book(data) as book:
        assert book.sheets == []
    with open_book(rebuilt()) as book:  # the negative control
        assert len(book.sheets) == 1


@pytest.mark.django_db
def test_long_and_broken_texts_cost_no_more_than_others():
    datian()
    brackets = "(" * 15_000 + "汉" * 15_000
    begun = time.monotonic()
    (row,) = looked(
        workbook(person(出生年月="1(" * 15_000, 联系电话=brackets, 服务需求="服务" * 15_000 + "x", 所在村=brackets))
    )
    assert {fault.field for fault in row.faults} == {"village", "birth_date", "phone", "needs"}
    assert time.monotonic() - begun < SECONDS
    (row,) = looked(rebuilt(sheet=half_a_character()))
    assert json.dumps(row.answer(), ensure_ascii=False).encode()


def half_a_character() -> bytes:
    good = zipfile.ZipFile(io.BytesIO(workbook(person(服务需求="飞半行"))))
    return good.read(SHEET).replace("飞半行".encode(), "飞_xD800_行".encode())


def test_entities_that_came_through_are_refused_by_the_parser_too(monkeypatch):
    monkeypatch.setattr("accounts.rosters.workbook.book.look_through", lambda _data: container.Look({}))
    with pytest.raises(BadWorkbook):
        open_book(rebuilt(book=DOCTYPE + b"<workbook/>"))


# The kernel's ru_maxrss of a child also counts what its parent held when it forked; VmHWM is the process's own.
AND_ITS_PEAK = """
import sys
from manage import main
main()
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")), file=sys.stderr)
"""


def all_wrong(count: int) -> bytes:
    """``count`` rows of twenty columns, each of them wrong."""
    heads = (
        *HEADS, "与老人关系", "务工地点", "外出时间", "联系人（1+N）", "联系人电话", "自理能力", "居住状况",
        "家庭经济状况", "健康状况", "备注",
    )  # fmt: skip
    book = Workbook(write_only=True)
    sheet = book.create_sheet("登记表")
    sheet.append(heads)
    for i in range(count):
        sheet.append([i + 1, *(f"{head}错误{i:06d}" for head in heads[1:])])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.verifies(18)
@pytest.mark.django_db
def test_a_bad_roster_is_reported_row_by_row_and_none_is_written():
    datian()
    count = sized(1500, 3000)
    for _time in range(2):
        rows = looked(all_wrong(count))
        assert [row.row for row in rows] == list(range(2, count + 2))
        assert {row.verdict for row in rows} == {Verdict.REJECT}
        assert all(len(row.faults) >= 8 for row in rows)
    assert not Elder.objects.exists()


@pytest.mark.verifies(18)
def test_a_bad_roster_stays_within_time_and_memory(tmp_path, migrated_template):
    """In a process of its own, as an office would run it: nothing else may count."""
    count = sized(2000, 50_000)
    file = tmp_path / "bad.xlsx"
    file.write_bytes(all_wrong(count))
    with clone_of(migrated_template) as name:
        manage(name, "import_regions", str(DATIAN))
        for _time in range(2):
            begun = time.monotonic()
            said, megabytes = manage(name, "import_registry", str(file), "--region", TOWN, "--commit", "--json")
            assert time.monotonic() - begun <= 60
            found = json.loads(said)
            assert (found["accepted"], found["rejected"]) == (0, count)
            assert [row["row"] for row in found["rows"]] == list(range(2, count + 2))
            assert megabytes <= 200
        counted, _megabytes = manage(
            name, "shell", "-v0", "-c", "from accounts.elders.models import Elder; print(Elder.objects.count())"
        )
        assert counted.strip() == b"0"


def manage(database: str, *arguments: str) -> tuple[bytes, float]:
    """What a command prints, and the most memory it took, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", AND_ITS_PEAK, *arguments],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address(database)},
        capture_output=True,
        check=True,
    )
    return done.stdout, int(done.stderr.split()[-2]) / 1024
