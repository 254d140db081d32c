"""Where an export is read from: a folder or a ZIP. Nothing is unpacked."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

import pyzipper

BLOCK = 1 << 20


class CannotOpen(Exception):
    """No such file, no ZIP, or not this password; the reason stands in it."""


class Source(Protocol):
    """Files by their paths."""

    def paths(self) -> set[str]:
        """Every file there is."""

    def open(self, path: str) -> IO[bytes]:
        """Raises CannotOpen."""


class FolderSource:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def paths(self) -> set[str]:
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file()}

    def open(self, path: str) -> IO[bytes]:
        try:
            return (self.folder / path).open("rb")
        except OSError as error:
            raise CannotOpen(f"{path}: {error.strerror}") from error


class ZipSource:
    def __init__(self, file: Path, password: bytes) -> None:
        try:
            self.zip = pyzipper.AESZipFile(file)
            self.zip.setpassword(password)
        except (OSError, ValueError, pyzipper.BadZipFile) as error:
            raise CannotOpen(f"{file}: {error}") from error

    def paths(self) -> set[str]:
        return {name for name in self.zip.namelist() if not name.endswith("/")}

    def open(self, path: str) -> IO[bytes]:
        try:
            opened: IO[bytes] = self.zip.open(path)
        except (KeyError, RuntimeError, ValueError, pyzipper.BadZipFile) as error:
            raise CannotOpen(f"{path}: {error}") from error
        return opened


def source_of(path: Path, password: str) -> Source:
    """The export that lies at ``path``. Raises CannotOpen."""
    if path.is_dir():
        return FolderSource(path)
    return ZipSource(path, password.encode())


def read_text(source: Source, path: str) -> str:
    """A small file as text. Raises CannotOpen."""
    with reading(source, path) as text:
        return text.read()


@contextmanager
def reading(source: Source, path: str) -> Iterator[io.TextIOWrapper]:
    """A file as text, line by line. Raises CannotOpen, also for one that breaks off or was changed in the ZIP."""
    with source.open(path) as raw:
        try:
            yield io.TextIOWrapper(raw, encoding="utf-8", newline="")
        except (UnicodeDecodeError, pyzipper.BadZipFile, EOFError, OSError) as error:
            raise CannotOpen(f"{path}: {error}") from error


def digest_of(source: Source, path: str) -> str:
    """SHA-256 of a file in hexadecimal. Raises CannotOpen."""
    digest: Any = hashlib.sha256()
    with source.open(path) as raw:
        try:
            while block := raw.read(BLOCK):
                digest.update(block)
        except (pyzipper.BadZipFile, EOFError, OSError, ValueError) as error:
            raise CannotOpen(f"{path}: {error}") from error
        except Exception as error:  # zlib's own error has no public base
            if type(error).__module__ != "zlib":
                raise
            raise CannotOpen(f"{path}: {error}") from error
    return str(digest.hexdigest())
