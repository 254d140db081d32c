"""The keys the house signs with: Ed25519 (RFC 8032), in files outside the database, so that whoever holds the database
alone cannot sign.

The folder ``settings.LEDGER_KEYS`` holds ``keys.json``, the public keys in the order of their use, each signed by the
one before, and ``<key>.pem``, the private one in use (mode 0600). A key's name is the beginning of the SHA-256 of its
public bytes: 16 hexadecimal digits. A key that follows a lost one has nobody who hands over: the list says so for ever,
and whoever checks must compare its print with the one on paper.
"""

import base64
import fcntl
import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.utils import timezone


@dataclass(frozen=True)
class PublicKey:
    """One key that signs or signed: its name, 32 public bytes, since when, and the signature of the one before."""

    key: str
    public: bytes
    since: str
    handed_over: bytes  # empty for the first, and for one that follows a lost key
    follows_lost: bool = False

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"follows_lost": True} if self.follows_lost else {}
        return told | {
            "key": self.key,
            "public": base64.b64encode(self.public).decode(),
            "since": self.since,
            "handed_over": base64.b64encode(self.handed_over).decode(),
        }


@dataclass(frozen=True)
class Signature:
    """Which key signed, and its 64 bytes."""

    key: str
    value: bytes


class KeysUnusable(Exception):
    """The key folder is missing a file, or a public key is not handed over by the one before."""


class KeyNotLost(Exception):
    """The private key is said to be lost and lies in its folder: it hands over itself. Names the key."""


def handing_over(public: bytes, since: str) -> bytes:
    """What the key before signs: the next one, and from when on it alone counts."""
    return b"timebank key 1\n" + since.encode() + b"\n" + public


def in_use(keys: Iterable[PublicKey], key: str, at: str) -> bool:
    """Whether the key was the one in use at that moment (ISO 8601): a key that was handed on signs no more."""
    keys = list(keys)
    place = next((number for number, one in enumerate(keys) if one.key == key), None)
    if place is None:
        return False
    following = keys[place + 1 : place + 2]
    moment = datetime.fromisoformat(at)
    return not following or moment <= datetime.fromisoformat(following[0].since)


def name_of(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:16]


def fingerprint_of(public: bytes) -> str:
    """The whole SHA-256 in groups of four, to be compared with the one on paper."""
    text = hashlib.sha256(public).hexdigest().upper()
    return " ".join(text[place : place + 4] for place in range(0, 64, 4))


def public_keys() -> list[PublicKey]:
    """Every key that ever signed, oldest first; the first is made when there is none. Raises KeysUnusable."""
    path = Path(settings.LEDGER_KEYS) / "keys.json"
    if not path.exists():
        _make_first(path.parent)
    return read_keys(path.read_text(encoding="utf-8"))


def read_keys(text: str) -> list[PublicKey]:
    """Parse ``keys.json`` and check that each key was handed over by the one before. Raises KeysUnusable."""
    try:
        keys = [_read_key(row) for row in json.loads(text)["keys"]]
    except (ValueError, KeyError, TypeError) as error:
        raise KeysUnusable(str(error)) from error
    for before, key in zip([None, *keys], keys, strict=False):
        if name_of(key.public) != key.key:
            raise KeysUnusable(f"{key.key} is not the name of its key")
        if before is None or key.follows_lost:
            continue
        if not _verify(before.public, handing_over(key.public, key.since), key.handed_over):
            raise KeysUnusable(f"{key.key} was not handed over by {before.key}")
    return keys


def keys_json(keys: Iterable[PublicKey]) -> str:
    """The published list of public keys."""
    return json.dumps({"algorithm": "Ed25519", "keys": [key.as_json() for key in keys]}, indent=1)


def sign(message: bytes) -> Signature:
    """Sign with the key in use."""
    key = public_keys()[-1].key
    return Signature(key, _private(str(settings.LEDGER_KEYS), key).sign(message))


def verify(key: str, message: bytes, signature: bytes, *, keys: Iterable[PublicKey] | None = None) -> bool:
    """Whether the key of that name, one of ours, signed the message."""
    known = {one.key: one.public for one in (public_keys() if keys is None else keys)}
    return key in known and _verify(known[key], message, signature)


def rotate_key(*, at: datetime, lost: bool = False) -> PublicKey:
    """Make a new key, handed over by the one in use, which is then deleted: what it signed stays verifiable.

    ``lost``: the private key in use is gone, so nobody hands over. Raises KeyNotLost when it lies there after all, and
    KeysUnusable when it does not and ``lost`` was not said.
    """
    folder = Path(settings.LEDGER_KEYS)
    public_keys()
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two at once would hand over to two
        return _rotate(folder, at, lost=lost)


def _rotate(folder: Path, at: datetime, *, lost: bool) -> PublicKey:
    keys = public_keys()
    old = folder / f"{keys[-1].key}.pem"
    if lost and old.exists():
        raise KeyNotLost(keys[-1].key)
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    since = at.isoformat()
    handed_over = b"" if lost else sign(handing_over(public, since)).value
    new = PublicKey(name_of(public), public, since, handed_over, follows_lost=lost)
    _write_private(folder, new.key, private)
    _write(folder / "keys.json", keys_json([*keys, new]))
    old.unlink(missing_ok=True)
    return new


def _make_first(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key = PublicKey(name_of(public), public, timezone.now().isoformat(), b"")
    _write_private(folder, key.key, private)
    draft = folder / f".{key.key}.json"
    _write(draft, keys_json([key]))
    # Two processes may start at once: the first link wins, the other's key is forgotten.
    with suppress(FileExistsError):
        os.link(draft, folder / "keys.json")
    draft.unlink()
    if read_keys((folder / "keys.json").read_text(encoding="utf-8"))[0].key != key.key:
        (folder / f"{key.key}.pem").unlink()


def _write_private(folder: Path, key: str, private: Ed25519PrivateKey) -> None:
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with open(os.open(folder / f"{key}.pem", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())


def _write(path: Path, text: str) -> None:
    """Replace the file in one step: a crash leaves the old one or the new one."""
    draft = path.with_name(f"{path.name}.new")
    with open(draft, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


@lru_cache(maxsize=4)
def _private(folder: str, key: str) -> Ed25519PrivateKey:
    try:
        private = load_pem_private_key((Path(folder) / f"{key}.pem").read_bytes(), password=None)
    except FileNotFoundError as error:
        raise KeysUnusable(f"the private key {key} is missing") from error
    assert isinstance(private, Ed25519PrivateKey)
    return private


def _read_key(row: dict[str, Any]) -> PublicKey:
    public, handed_over = base64.b64decode(row["public"]), base64.b64decode(row["handed_over"])
    return PublicKey(str(row["key"]), public, str(row["since"]), handed_over, row.get("follows_lost") is True)


def _verify(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
