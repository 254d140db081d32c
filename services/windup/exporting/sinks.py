"""Where an export is written: a folder, or a ZIP with a password. One file is open at a time; nothing is kept."""

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

import pyzipper


class Sink(Protocol):
    """Takes files one after the other and knows what it took."""

    encrypted: bool

    def file(self, path: str) -> Any:
        """A context manager that gives a binary file to write."""

    def close(self) -> None:
        """All is written: make it lasting and give it its name."""


class Counted(io.RawIOBase):
    """Writes on, and knows digest and length of what was written."""

    def __init__(self, inner: IO[bytes]) -> None:
        self.inner, self.digest, self.length = inner, hashlib.sha256(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.digest.update(data)
        self.length += len(data)
        self.inner.write(data)
        return len(data)


class FolderSink:
    """A folder beside which a draft grows; it gets its name when all is there."""

    encrypted = False

    def __init__(self, target: Path) -> None:
        self.target, self.draft = target, target.with_name(f".{target.name}.part")
        forget(self.draft)
        self.draft.mkdir(parents=True, mode=0o700)

    @contextmanager
    def file(self, path: str) -> Iterator[Counted]:
        place = self.draft / path
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
            yield Counted(raw)
            raw.flush()
            os.fsync(raw.fileno())

    def close(self) -> None:
        self.draft.rename(self.target)


class ZipSink:
    """A ZIP whose members are encrypted with AES-256 (WinZip AE-2): opened by 7-Zip, WinRAR and many others."""

    encrypted = True

    def __init__(self, target: Path, password: bytes) -> None:
        self.target, self.draft = target, target.with_name(f".{target.name}.part")
        target.parent.mkdir(parents=True, exist_ok=True)
        forget(self.draft)
        self.raw = open(os.open(self.draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")  # noqa: SIM115
        self.zip = pyzipper.AESZipFile(
            self.raw, "w", compression=pyzipper.ZIP_DEFLATED, compresslevel=6, encryption=pyzipper.WZ_AES
        )
        self.zip.setpassword(password)

    @contextmanager
    def file(self, path: str) -> Iterator[Counted]:
        with self.zip.open(path, "w", force_zip64=True) as raw:
            yield Counted(raw)

    def close(self) -> None:
        self.zip.close()
        self.raw.flush()
        os.fsync(self.raw.fileno())
        self.raw.close()
        self.draft.rename(self.target)


def forget(draft: Path) -> None:
    """Delete what an interrupted export left."""
    if draft.is_dir():
        for path in sorted(draft.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        draft.rmdir()
    else:
        draft.unlink(missing_ok=True)
