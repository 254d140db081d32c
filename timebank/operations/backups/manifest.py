"""The manifest of a backup: what lies in it and what the books said, signed so that nobody swaps a part of it."""

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from timebank.ledger.keys import PublicKey, sign, verify

FORMAT = "timebank-backup/1"
NAME, SIGNATURE = "manifest.json", "manifest.sig"
BLOCK = 1 << 20


class BackupBroken(Exception):
    """A part is missing, changed, or of a format this version cannot read; the message names it."""


@dataclass(frozen=True)
class Part:
    """One file of the backup as it lies there: its length in bytes and SHA-256 in hexadecimal."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """``made_at`` ISO 8601 in UTC; ``migrations`` app → last one; ``keys``: names of the keys its seals and signatures
    need; ``figures`` as of ``backups.figures``; ``files``: how many each folder holds."""

    made_at: str
    postgresql: str
    migrations: dict[str, str]
    sealed: bool
    keys: dict[str, list[str]]
    figures: dict[str, Any]
    files: dict[str, int]
    parts: dict[str, Part]
    format: str = field(default=FORMAT)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write and sign it: a folder without a manifest is no backup, so this comes last."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True).encode()
    signature = sign(_message(text))
    (folder / SIGNATURE).write_text(f"{signature.key} {base64.b64encode(signature.value).decode()}\n")
    (folder / NAME).write_bytes(text)


def read_manifest(folder: Path, *, keys: Iterable[PublicKey] | None = None, signed: bool = True) -> Manifest:
    """Read it and check its signature with the keys of the house, or with ``keys``. Raises BackupBroken."""
    try:
        text = (folder / NAME).read_bytes()
        key, _space, value = (folder / SIGNATURE).read_text().strip().partition(" ")
        told = json.loads(text)
        known = told.get("format")
        if known != FORMAT:
            raise BackupBroken(f"this version reads {FORMAT}, not {known}")
        manifest = Manifest(**told | {"parts": {name: Part(**part) for name, part in told["parts"].items()}})
        genuine = not signed or verify(key, _message(text), base64.b64decode(value), keys=keys)
    except FileNotFoundError as error:
        raise BackupBroken(f"{Path(error.filename).name} is missing: no whole backup lies here") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupBroken(f"the manifest cannot be read: {error}") from error
    if not genuine:
        raise BackupBroken("the manifest was not signed by a key of this house, or was changed since")
    return manifest


def check_parts(folder: Path, manifest: Manifest) -> None:
    """Read every part and compare. Raises BackupBroken with the first that differs."""
    for name, wanted in manifest.parts.items():
        if name != Path(name).name:
            raise BackupBroken(f"{name}: a part lies in the folder itself")
        path = folder / name
        if not path.is_file():
            raise BackupBroken(f"{name} is missing")
        if path.stat().st_size != wanted.bytes:
            raise BackupBroken(f"{name} has {path.stat().st_size} bytes, {wanted.bytes} were written")
        if part_of(path).sha256 != wanted.sha256:
            raise BackupBroken(f"{name} is not what was written")


def part_of(path: Path) -> Part:
    with path.open("rb") as file:
        return Part(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _message(text: bytes) -> bytes:
    return b"timebank backup 1\n" + text
