"""Write the export of a county to a sink: one snapshot of the database, row by row, nothing kept in memory."""

import base64
import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import connections, models, transaction

from accounts.kept_files import read_file
from accounts.reading import reading_from
from accounts.regions.models import Region
from services.windup.exporting.cells import cell_of
from services.windup.exporting.descriptor import package
from services.windup.exporting.names import (
    CHECKPOINTS,
    KEYS,
    OUTSIDE,
    OUTSIDE_COLUMNS,
    PACKAGE,
    PICTURES,
    SIGNATURE,
    STATEMENTS,
    SUMS,
    table_path,
    to_sign,
)
from services.windup.exporting.readme import readmes
from services.windup.exporting.scope import columns_of, model_of, rows_of
from services.windup.exporting.shelf import Shelf
from services.windup.exporting.sinks import Sink
from services.windup.exporting.tables import FILE_COLUMNS, TABLES
from timebank.ledger import checkpoint_text
from timebank.ledger.keys import keys_json, public_keys, sign
from timebank.ledger.queries.books import region_of
from timebank.ledger.queries.checkpoints import all_checkpoints
from timebank.ledger.queries.holders import holders_books
from timebank.ledger.statement import Trees, signed_statement

CHUNK = 2_000  # rows fetched and written together
Progress = Callable[[int, int, str], None]


@dataclass
class Written:
    """What went in: rows of each table, statements, pictures, and pictures whose file is gone."""

    counts: dict[str, int] = field(default_factory=dict)
    statements: int = 0
    pictures: int = 0
    missing: int = 0

    @property
    def rows(self) -> int:
        return sum(self.counts.values())


def write_export(county: Region, sink: Sink, *, at: datetime, progress: Progress = lambda *_: None) -> Written:
    """Write everything of the county and close the sink. ``progress`` hears steps done, steps in all, and of what.

    A sink that is not encrypted gets no sealed value, no picture and no statement. The caller has asked who may, and
    has written down that it begins.
    """
    written, steps = Written(), len(TABLES) + 3
    with Shelf() as shelf, one_moment():
        for done, label in enumerate(TABLES):
            progress(done, steps, label)
            _write_table(label, county.code, sink, shelf, written)
        progress(len(TABLES), steps, STATEMENTS)
        if sink.encrypted:
            _write_statements(county.code, sink, shelf, written, at)
        progress(len(TABLES) + 1, steps, PICTURES)
        if sink.encrypted:
            _write_pictures(sink, shelf, written)
        progress(len(TABLES) + 2, steps, PACKAGE)
        _write_checkpoints(sink, shelf)
        outside = _write_outside(sink, shelf, written)
        about = package(county, at=at, encrypted=sink.encrypted, counts=written.counts, outside=outside)
        _write_text(sink, shelf, PACKAGE, json.dumps(about, ensure_ascii=False, indent=1))
        for name, text in readmes(county, at=at, encrypted=sink.encrypted).items():
            _write_text(sink, shelf, name, text)
        _write_sums(sink, shelf)
    sink.close()
    progress(steps, steps, "")
    return written


@contextmanager
def one_moment() -> Iterator[None]:
    """All reads see the database as it is now. Inside another transaction they see what that one sees."""
    where = reading_from()
    if connections[where].in_atomic_block:
        yield
        return
    with transaction.atomic(using=where), connections[where].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _write_table(label: str, county_code: str, sink: Sink, shelf: Shelf, written: Written) -> None:
    model = model_of(label)
    table, columns = model._meta.db_table, columns_of(model)
    names = [column.attname for column in columns]
    cells = [cell_of(column, sealed_too=sink.encrypted) for column in columns]
    keys = [number for number, column in enumerate(columns) if column.primary_key]
    pointing = {
        number: column.related_model._meta.db_table
        for number, column in enumerate(columns)
        if isinstance(column, models.ForeignKey) and column.related_model._meta.label in TABLES
    }
    files = [number for number, column in enumerate(columns) if f"{label}.{column.name}" in FILE_COLUMNS]
    count = 0
    with _text_file(sink, shelf, table_path(table)) as text:
        out = csv.writer(text, lineterminator="\n")
        out.writerow(names)
        for chunk in _chunks(rows_of(label, county_code).values_list(*names)):
            rows = [[cell(value) for cell, value in zip(cells, row, strict=True)] for row in chunk]
            out.writerows(rows)
            shelf.keep_keys(table, [row[keys[0]] for row in rows])
            for number, target in pointing.items():
                found = {row[number] for row in rows} - {""}
                shelf.keep_references(target, found, seen=f"{table}.{names[number]}")
            for number in files:
                shelf.keep_pictures({row[number] for row in rows})
            count += len(rows)
    written.counts[table] = count


def _chunks(rows: Any) -> Iterator[list[Any]]:
    chunk = []
    for row in rows.iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _write_statements(county_code: str, sink: Sink, shelf: Shelf, written: Written, at: datetime) -> None:
    """A file for each village, a statement on each line: a county has a hundred thousand holders."""
    trees = Trees()
    books = holders_books(county_code).iterator(chunk_size=CHUNK)
    for place, accounts in groupby(books, key=region_of):
        with _text_file(sink, shelf, f"{STATEMENTS}/{place}.jsonl") as text:
            for account in accounts:
                made = json.loads(signed_statement(account, at=at, trees=trees))
                text.write(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n")
                written.statements += 1


def _write_pictures(sink: Sink, shelf: Shelf, written: Written) -> None:
    for name in shelf.pictures():
        content = read_file(name)
        if content is None:
            written.missing += 1
            continue
        path = f"{PICTURES}/{name}"
        with sink.file(path) as out:
            out.write(content)
        shelf.keep_file(path, out.digest.hexdigest(), out.length)
        written.pictures += 1


def _write_checkpoints(sink: Sink, shelf: Shelf) -> None:
    _write_text(sink, shelf, KEYS, keys_json(public_keys()))
    for one in all_checkpoints():
        text = checkpoint_text.document(one.body, one.key, one.signature)
        _write_text(sink, shelf, f"{CHECKPOINTS}/{checkpoint_text.file_name(one.number)}", text)


def _write_outside(sink: Sink, shelf: Shelf, written: Written) -> dict[str, set[str]]:
    """List the references that lead out; table → its columns that have some. Only the first place of each is known,
    so every column that points to a table with such keys counts."""
    targets: set[str] = set()
    count = 0
    with _text_file(sink, shelf, OUTSIDE) as text:
        out = csv.writer(text, lineterminator="\n")
        out.writerow(OUTSIDE_COLUMNS)
        for one in shelf.loose():
            out.writerow([one.table, one.key, one.seen])
            targets.add(one.table)
            count += 1
    written.counts["outside"] = count
    outside: dict[str, set[str]] = {}
    for label in TABLES:
        model = model_of(label)
        outside[model._meta.db_table] = {
            column.attname
            for column in columns_of(model)
            if isinstance(column, models.ForeignKey) and column.related_model._meta.db_table in targets
        }
    return outside


def _write_sums(sink: Sink, shelf: Shelf) -> None:
    whole = hashlib.sha256()
    with sink.file(SUMS) as out:
        for path, digest, _length in shelf.files():
            line = f"{digest}  {path}\n".encode()
            whole.update(line)
            out.write(line)
    signature = sign(to_sign(whole.hexdigest()))
    document = {"key": signature.key, "signature": base64.b64encode(signature.value).decode()}
    with sink.file(SIGNATURE) as out:
        out.write(json.dumps(document, indent=1).encode())


def _write_text(sink: Sink, shelf: Shelf, path: str, content: str) -> None:
    with _text_file(sink, shelf, path) as text:
        text.write(content)


@contextmanager
def _text_file(sink: Sink, shelf: Shelf, path: str) -> Iterator[io.TextIOWrapper]:
    with sink.file(path) as counted:
        text = io.TextIOWrapper(io.BufferedWriter(counted, 1 << 16), encoding="utf-8", newline="")
        yield text
        text.flush()
        text.detach().detach()
    shelf.keep_file(path, counted.digest.hexdigest(), counted.length)
