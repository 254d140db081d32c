"""Recompute the books of an export from its rows: every digest, every hash, every balance, book by book."""

import csv
from collections.abc import Iterator
from typing import Any

from services.windup.exporting.cells import unguarded
from services.windup.exporting.names import table_path
from services.windup.exporting.shelf import Shelf
from services.windup.exporting.sources import Source, reading
from timebank.ledger.canon import TransferFacts, entry_hash, first_hash, transfer_digest

BATCH = 2_000


def check_books(source: Source, shelf: Shelf, report: Any) -> None:
    """Every transfer is what was posted; every book's lines follow one another to its balance and last hash; both
    sides of a transfer that are here have their line; each unit's holds are what its accounts hold."""
    _read_accounts(source, shelf, report)
    _read_transfers(source, shelf, report)
    _follow_entries(source, shelf, report)
    _compare_accounts(shelf, report)
    _compare_sides(shelf, report)
    _compare_holds(source, shelf, report)


def _rows(source: Source, table: str) -> Iterator[dict[str, str]]:
    with reading(source, table_path(table)) as text:
        yield from csv.DictReader(text, strict=True)


def batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    """The rows, some thousands at a time."""
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _read_accounts(source: Source, shelf: Shelf, report: Any) -> None:
    def read() -> Iterator[tuple[Any, ...]]:
        for row in _rows(source, "ledger_account"):
            report.accounts += 1
            first = first_hash(
                account=row["id"],
                unit=row["unit"],
                kind=row["kind"],
                person=row["person_id"],
                organisation=row["organisation_id"],
                region=row["region_id"],
            )
            numbers = int(row["balance"]), int(row["held"]), int(row["version"])
            yield row["id"], first.hex(), *numbers, row["head"] or first.hex()

    for batch in batches(read()):
        shelf.rows.executemany(
            "INSERT OR REPLACE INTO accounts (id, first, balance, held, version, head) VALUES (?, ?, ?, ?, ?, ?)", batch
        )


def _read_transfers(source: Source, shelf: Shelf, report: Any) -> None:
    def read() -> Iterator[tuple[Any, ...]]:
        for row in _rows(source, "ledger_transfer"):
            report.transfers += 1
            digest = transfer_digest(_facts(row)).hex()
            if digest != row["digest"]:
                report.say("bad_transfer", f"ledger_transfer {row['id']}", "its digest is not that of its fields")
            yield row["id"], row["source_id"], row["target_id"], int(row["amount"]), digest

    for batch in batches(read()):
        shelf.rows.executemany("INSERT OR REPLACE INTO transfers VALUES (?, ?, ?, ?, ?)", batch)


def _facts(row: dict[str, str]) -> TransferFacts:
    return TransferFacts(
        id=row["id"],
        key=unguarded(row["key"]),
        kind=row["kind"],
        source=row["source_id"],
        target=row["target_id"],
        amount=int(row["amount"]),
        reference_kind=unguarded(row["reference_kind"]),
        reference_id=row["reference_id"],
        memo=row["memo"],
        rule=row["rule"],
        happened_at=row["happened_at"],
        posted_at=row["posted_at"],
        by=row["by_id"],
        reverses=row["reverses_id"],
    )


def _follow_entries(source: Source, shelf: Shelf, report: Any) -> None:
    """The rows come book by book, line by line: one hash and one balance are carried on."""
    book, before, sequence, balance = "", "", 0, 0
    kept: list[tuple[Any, ...]] = []
    for row in _rows(source, "ledger_entry"):
        report.entries += 1
        if row["account_id"] != book:
            _end_book(shelf, report, book, before, sequence, balance)
            book, sequence, balance = row["account_id"], 0, 0
            before = _one(shelf, "SELECT first FROM accounts WHERE id = ?", book) or ""
        place = f"ledger_entry {row['id']} (account {book}, line {row['sequence']})"
        sequence, balance = sequence + 1, balance + int(row["amount"])
        found = shelf.rows.execute(
            "SELECT source, target, amount, digest FROM transfers WHERE id = ?", (row["transfer_id"],)
        ).fetchone()
        side = {found[0]: -found[2], found[1]: found[2]}.get(book) if found else None
        if int(row["sequence"]) != sequence or int(row["amount"]) != side:
            report.say("bad_line", place)
        if int(row["balance_after"]) != balance:
            report.say("bad_balance", place)
        before = entry_hash(
            bytes.fromhex(before),
            account=book,
            sequence=sequence,
            amount=int(row["amount"]),
            balance=balance,
            digest=bytes.fromhex(found[3] if found else ""),
        ).hex()
        if before != row["hash"]:
            report.say("bad_hash", place)
        kept.append((int(row["id"]), row["transfer_id"], book, row["hash"]))
        if len(kept) == BATCH:
            shelf.rows.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", kept)
            kept.clear()
    _end_book(shelf, report, book, before, sequence, balance)
    shelf.rows.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", kept)


def _end_book(shelf: Shelf, report: Any, book: str, head: str, lines: int, balance: int) -> None:
    if not book:
        return
    row = shelf.rows.execute("SELECT balance, version, head, seen FROM accounts WHERE id = ?", (book,)).fetchone()
    if row is None or row[3]:
        report.say("bad_book", f"ledger_account {book}", "its lines stand in two places" if row else "not there")
        return
    shelf.rows.execute("UPDATE accounts SET seen = 1 WHERE id = ?", (book,))
    if row[0] != balance:
        report.say("balance_differs", f"ledger_account {book}", f"{row[0]}, its lines say {balance}")
    if row[1] != lines:
        report.say("lines_differ", f"ledger_account {book}", f"{row[1]}, there are {lines}")
    if row[2] != head:
        report.say("head_differs", f"ledger_account {book}")


def _compare_accounts(shelf: Shelf, report: Any) -> None:
    """Books without any line are empty, and their chain stands at its beginning."""
    for (book,) in shelf.rows.execute(
        "SELECT id FROM accounts WHERE seen = 0 AND (balance <> 0 OR version <> 0 OR head <> first) ORDER BY id"
    ):
        report.say("balance_differs", f"ledger_account {book}", "it has no lines")


def _compare_sides(shelf: Shelf, report: Any) -> None:
    for (transfer,) in shelf.rows.execute(
        "SELECT t.id FROM transfers t LEFT JOIN (SELECT transfer, count(*) AS lines FROM entries GROUP BY transfer) e"
        " ON e.transfer = t.id WHERE coalesce(e.lines, 0) <>"
        " (SELECT count(*) FROM accounts a WHERE a.id IN (t.source, t.target)) ORDER BY t.id"
    ):
        report.say("side_missing", f"ledger_transfer {transfer}")


def _compare_holds(source: Source, shelf: Shelf, report: Any) -> None:
    for row in _rows(source, "ledger_hold"):
        if row["status"] == "HELD":
            shelf.rows.execute(
                "INSERT INTO holds VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET held = held + excluded.held",
                (row["account_id"], int(row["amount"])),
            )
    for (book,) in shelf.rows.execute(
        "SELECT a.id FROM accounts a LEFT JOIN holds h ON h.account = a.id"
        " WHERE a.held <> coalesce(h.held, 0) ORDER BY a.id"
    ):
        report.say("held_differs", f"ledger_account {book}")


def _one(shelf: Shelf, statement: str, *given: Any) -> Any:
    row = shelf.rows.execute(statement, given).fetchone()
    return row[0] if row else None
