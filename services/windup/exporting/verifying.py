"""Check an export without any database: files and signature, references, statements, and the books from zero.

What is wrong is named, never raised. The checks read the files as they are; nothing of an export is trusted before its
hash was compared with the signed list.
"""

import base64
import binascii
import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.windup.exporting.books import batches, check_books
from services.windup.exporting.names import (
    CHECKPOINTS,
    DATA,
    FORMAT,
    KEYS,
    OUTSIDE,
    PACKAGE,
    SIGNATURE,
    STATEMENTS,
    SUMS,
    UNSIGNED,
    to_sign,
)
from services.windup.exporting.shelf import Shelf
from services.windup.exporting.sources import CannotOpen, Source, digest_of, read_text, reading, source_of
from timebank.ledger import checkpoint_text
from timebank.ledger.keys import KeysUnusable, PublicKey, fingerprint_of, in_use, read_keys, verify
from timebank.ledger.merkle import root_of
from timebank.ledger.proof import verify_statement

MOST_FINDINGS = 50
csv.field_size_limit(1 << 27)


@dataclass(frozen=True)
class Finding:
    """A stable code, where, and what exactly."""

    code: str
    place: str
    words: str = ""


@dataclass
class Report:
    """What was checked, and what is wrong: at most MOST_FINDINGS of a kind of check."""

    findings: list[Finding] = field(default_factory=list)
    region: str = ""
    key: str = ""
    fingerprint: str = ""
    files: int = 0
    rows: int = 0
    tables: int = 0
    accounts: int = 0
    transfers: int = 0
    entries: int = 0
    statements: int = 0
    checkpoints: int = 0
    roots: int = 0  # checkpoints whose every line is here, so that their root could be computed anew

    @property
    def genuine(self) -> bool:
        return not self.findings

    def say(self, code: str, place: str, words: object = "") -> None:
        if sum(one.code == code for one in self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(code, place, str(words)))


def verify_export(path: Path, *, password: str = "", keys: list[PublicKey] | None = None) -> Report:
    """Check everything. ``keys``: the house's public keys from elsewhere; without them those in the export count,
    and the fingerprint is to be compared by eye. Never raises for a bad export."""
    report = Report()
    try:
        source = source_of(path, password)
        trusted = keys if keys is not None else read_keys(read_text(source, KEYS))
        package = json.loads(read_text(source, PACKAGE))
        if package["timebank"]["format"] != FORMAT:
            raise ValueError(package["timebank"]["format"])
        report.region = str(package["timebank"]["region"])
    except (CannotOpen, KeysUnusable, ValueError, KeyError, TypeError) as error:
        report.say("not_an_export", str(path), error)
        return report
    with Shelf() as shelf:
        _check_files(source, trusted, report)
        for resource in package["resources"]:
            _guarded(_check_table, source, resource, shelf, report)
        _guarded(_check_references, source, shelf, report)
        _guarded(check_books, source, shelf, report)
        _guarded(_check_checkpoints, source, trusted, shelf, report)
        for name in sorted(one for one in source.paths() if one.startswith(f"{STATEMENTS}/")):
            _guarded(_check_statements, source, name, trusted, shelf, report)
    return report


def _guarded(check: Any, *given: Any) -> None:
    """A check that stumbles over what it reads says so, and the others go on."""
    report: Report = given[-1]
    try:
        check(*given)
    except (CannotOpen, ValueError, KeyError, TypeError, IndexError, AttributeError, csv.Error, OverflowError) as error:
        report.say("cannot_be_read", check.__name__.removeprefix("_"), f"{type(error).__name__}: {error}")


def _check_files(source: Source, keys: list[PublicKey], report: Report) -> None:
    """Each file has the hash of the list, none is missing, none was added, and the list is signed."""
    listed: set[str] = set()
    there = source.paths()
    whole = hashlib.sha256()
    try:
        with source.open(SUMS) as lines:
            for line in lines:
                whole.update(line)
                digest, _gap, path = line.decode().rstrip("\n").partition("  ")
                listed.add(path)
                report.files += 1
                if path in there:
                    _check_file(source, path, digest, report)
                else:
                    report.say("file_missing", path)
        document = json.loads(read_text(source, SIGNATURE))
        report.key = str(document["key"])
        signature = base64.b64decode(document["signature"], validate=True)
    except (CannotOpen, ValueError, KeyError, TypeError, binascii.Error) as error:
        report.say("not_signed", SUMS, error)
        return
    if not verify(report.key, to_sign(whole.hexdigest()), signature, keys=keys):
        report.say("bad_signature", SUMS, report.key)
    report.fingerprint = next((fingerprint_of(one.public) for one in keys if one.key == report.key), "")
    for path in sorted(there - listed - UNSIGNED):
        report.say("file_added", path)


def _check_file(source: Source, path: str, digest: str, report: Report) -> None:
    try:
        if digest_of(source, path) != digest:
            report.say("file_changed", path)
    except CannotOpen as error:
        report.say("file_changed", path, error)


def _check_table(source: Source, resource: dict[str, Any], shelf: Shelf, report: Report) -> None:
    """The columns and the number of rows are those of the descriptor, each key stands once; keys are remembered."""
    path, table = resource["path"], resource["name"]
    if not path.startswith(f"{DATA}/"):
        return
    fields = resource["schema"]["fields"]
    pointing = {
        number: one["timebank"]["references"]
        for number, one in enumerate(fields)
        if "references" in one.get("timebank", {})
    }
    names = [one["name"] for one in fields]
    key = names.index(resource["schema"]["primaryKey"][0])
    count, required = 0, [n for n, one in enumerate(fields) if one.get("constraints", {}).get("required")]
    for rows in batches(rows_of(source, path, names)):
        count += len(rows)
        if not shelf.keep_keys(table, [row[key] for row in rows]):
            report.say("key_twice", table, f"among lines {count - len(rows) + 2} to {count + 1}")
        for number, target in pointing.items():
            shelf.keep_references(target, {row[number] for row in rows} - {""}, seen=f"{table}.{names[number]}")
        for number in required:
            for row in rows:
                if not row[number]:
                    report.say("value_missing", f"{table} {row[key]}", names[number])
    report.rows += count
    report.tables += 1
    if count != resource["timebank"]["rows"]:
        report.say("rows_differ", table, f"{count} instead of {resource['timebank']['rows']}")


def rows_of(source: Source, path: str, names: list[str]) -> Iterator[list[str]]:
    """The rows of a table without its head. Raises ValueError for another head or a row of another length."""
    with reading(source, path) as text:
        lines = csv.reader(text, strict=True)
        if next(lines, None) != names:
            raise ValueError(f"{path} has other columns than its description")
        for row in lines:
            if len(row) != len(names):
                raise ValueError(f"{path} line {lines.line_num} has {len(row)} cells")
            yield row


def _check_references(source: Source, shelf: Shelf, report: Report) -> None:
    """Each key that rows point to is there, or is one of those that lead out; and that list says no more."""
    outside = rows_of(source, OUTSIDE, ["table", "key", "seen_in"])
    listed = {(table, key) for table, key, _seen in outside}
    loose = set()
    for one in shelf.loose():
        loose.add((one.table, one.key))
        if (one.table, one.key) not in listed:
            report.say("reference_broken", one.seen, f"{one.table} {one.key} is not there")
    for table, key in sorted(listed - loose):
        report.say("outside_differs", table, key)


def _check_checkpoints(source: Source, keys: list[PublicKey], shelf: Shelf, report: Report) -> None:
    """Each follows the one before and is signed; where every line it seals is here, its root is computed anew."""
    previous, after = "", 0
    for name in sorted(one for one in source.paths() if one.startswith(f"{CHECKPOINTS}/")):
        sealed = checkpoint_text.read_document(read_text(source, name))
        facts = sealed.facts
        report.checkpoints += 1
        signed = verify(sealed.key, checkpoint_text.to_sign(sealed.body), sealed.signature, keys=keys)
        if not signed or not in_use(keys, sealed.key, str(facts["sealed_at"])):
            report.say("bad_checkpoint_signature", name)
        if facts["previous"] != previous or facts["after_entry"] != after:
            report.say("checkpoint_does_not_follow", name)
        previous, after = checkpoint_text.hash_of(sealed.body), facts["last_entry"]
        within = shelf.rows.execute(
            "SELECT hash FROM entries WHERE id > ? AND id <= ? ORDER BY id", (facts["after_entry"], facts["last_entry"])
        )
        leaves = [bytes.fromhex(value) for (value,) in within]
        if len(leaves) == facts["entries"]:
            report.roots += 1
            if root_of(leaves).hex() != facts["root"]:
                report.say("bad_root", name)


def _check_statements(source: Source, name: str, keys: list[PublicKey], shelf: Shelf, report: Report) -> None:
    """Each is genuine, and says the balance and the last hash of its account as the tables have them."""
    with reading(source, name) as text:
        for number, line in enumerate(text, 1):
            report.statements += 1
            verdict = verify_statement(line, keys)
            for wrong in verdict.findings:
                report.say("bad_statement", f"{name} line {number}", wrong.code)
            facts = json.loads(json.loads(line)["body"]) if verdict.genuine else None
            if facts is None:
                continue
            row = shelf.rows.execute(
                "SELECT balance, head FROM accounts WHERE id = ?", (facts["account"]["id"],)
            ).fetchone()
            if row != (facts["closing"]["balance"], facts["closing"]["hash"]):
                report.say("statement_differs", f"{name} line {number}", facts["account"]["id"])
