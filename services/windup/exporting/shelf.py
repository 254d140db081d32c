"""What an export must remember while rows pass by, on disk and not in memory: keys, references, files.

A file of SQLite in the folder for temporary files, without names or any other personal value in it.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

SCHEMA = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    CREATE TABLE keys (tab TEXT, key TEXT, PRIMARY KEY (tab, key)) WITHOUT ROWID;
    CREATE TABLE refs (tab TEXT, key TEXT, seen TEXT, PRIMARY KEY (tab, key)) WITHOUT ROWID;
    CREATE TABLE files (path TEXT PRIMARY KEY, digest TEXT, bytes INTEGER) WITHOUT ROWID;
    CREATE TABLE pictures (name TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE accounts (id TEXT PRIMARY KEY, first TEXT, balance INTEGER, held INTEGER, version INTEGER, head TEXT,
                           seen INTEGER DEFAULT 0) WITHOUT ROWID;
    CREATE TABLE transfers (id TEXT PRIMARY KEY, source TEXT, target TEXT, amount INTEGER, digest TEXT) WITHOUT ROWID;
    CREATE TABLE entries (id INTEGER PRIMARY KEY, transfer TEXT, account TEXT, hash TEXT);
    CREATE TABLE holds (account TEXT PRIMARY KEY, held INTEGER) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Loose:
    """A reference to a row that is not there; ``seen``: table and column of the first row that has it."""

    table: str
    key: str
    seen: str


class Shelf:
    """Use it as a context manager: the file goes with it."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="tb-export-")
        self.rows = sqlite3.connect(Path(self._folder.name) / "shelf.sqlite", isolation_level=None)
        self.rows.executescript(SCHEMA)
        self.rows.execute("BEGIN")

    def __enter__(self) -> "Shelf":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.rows.close()
        self._folder.cleanup()

    def keep_keys(self, table: str, keys: Sequence[str]) -> bool:
        """False when one of them was there before."""
        before = self.rows.total_changes
        self.rows.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", [(table, key) for key in keys])
        return self.rows.total_changes - before == len(keys)

    def keep_references(self, table: str, keys: Iterable[str], *, seen: str) -> None:
        self.rows.executemany("INSERT OR IGNORE INTO refs VALUES (?, ?, ?)", ((table, key, seen) for key in keys))

    def loose(self) -> Iterator[Loose]:
        """References whose row is not there, by table and key."""
        found = self.rows.execute(
            "SELECT r.tab, r.key, r.seen FROM refs r LEFT JOIN keys k ON k.tab = r.tab AND k.key = r.key"
            " WHERE k.key IS NULL ORDER BY r.tab, r.key"
        )
        for table, key, seen in found:
            yield Loose(table, key, seen)

    def keep_file(self, path: str, digest: str, length: int) -> None:
        self.rows.execute("INSERT INTO files VALUES (?, ?, ?)", (path, digest, length))

    def files(self) -> Iterator[tuple[str, str, int]]:
        """Path, SHA-256 and length of each file, by path."""
        yield from self.rows.execute("SELECT path, digest, bytes FROM files ORDER BY path")

    def keep_pictures(self, names: Iterable[str]) -> None:
        self.rows.executemany("INSERT OR IGNORE INTO pictures VALUES (?)", ((name,) for name in names if name))

    def pictures(self) -> Iterator[str]:
        for (name,) in self.rows.execute("SELECT name FROM pictures ORDER BY name"):
            yield name
