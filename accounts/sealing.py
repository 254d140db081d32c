"""What must not be read out of a stolen database: values are sealed with a key kept in a file outside it.

AES-256-GCM with a random nonce; the place a value stands in (``people.Person.phone``) is bound into the seal, so that
nobody moves it elsewhere. A sealed value reads ``<key>.<base64>``, so several keys live side by side while one is
rotated out. What must be found again has a *blind index* beside it: HMAC-SHA-256 with a key of its own that never
changes, so equal values can be found but not read.

The file is ``settings.DATA_KEYS``, mode 0600: ``{"index": "…", "keys": [{"key": "1", "secret": "…"}]}``, the last key
seals. Lost, all that is sealed is lost: it belongs in the backup, apart from the database.
"""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import get_ident

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES, KEY_BYTES = 12, 32


class SealBroken(Exception):
    """The value was changed, moved from another place, or sealed with a key that is not here."""


@dataclass(frozen=True)
class Keys:
    """The key of the blind indexes, the sealing keys by their names, and which of them seals now."""

    index: bytes
    sealing: dict[str, AESGCM]
    current: str


def seal(text: str, *, place: str) -> str:
    """The text as it may be stored; empty stays empty."""
    if not text:
        return ""
    keys = _keys()
    nonce = secrets.token_bytes(NONCE_BYTES)
    hidden = keys.sealing[keys.current].encrypt(nonce, text.encode(), place.encode())
    return f"{keys.current}.{base64.urlsafe_b64encode(nonce + hidden).decode()}"


def unseal(stored: str, *, place: str) -> str:
    """The text behind ``seal``. Raises SealBroken."""
    if not stored:
        return ""
    name, _dot, body = stored.partition(".")
    try:
        raw = base64.urlsafe_b64decode(body)
        return _keys().sealing[name].decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode()).decode()
    except (KeyError, ValueError, InvalidTag) as error:
        raise SealBroken(f"a value of {place} cannot be opened with the keys in {settings.DATA_KEYS}") from error


def seal_bytes(content: bytes, *, place: str) -> bytes:
    """A file as it may lie on a disk: the key's name, a dot, and what ``unseal_bytes`` opens."""
    keys = _keys()
    nonce = secrets.token_bytes(NONCE_BYTES)
    return f"{keys.current}.".encode() + nonce + keys.sealing[keys.current].encrypt(nonce, content, place.encode())


def unseal_bytes(stored: bytes, *, place: str) -> bytes:
    """The content behind ``seal_bytes``. Raises SealBroken."""
    name, _dot, raw = stored.partition(b".")
    try:
        return _keys().sealing[name.decode()].decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode())
    except (KeyError, ValueError, InvalidTag) as error:
        raise SealBroken(f"{place} cannot be opened with the keys in {settings.DATA_KEYS}") from error


def blind_index(text: str, *, place: str) -> str:
    """The same 32 hexadecimal digits for the same text at the same place; empty for nothing."""
    if not text:
        return ""
    return hmac.new(_keys().index, f"{place}\n{text}".encode(), hashlib.sha256).hexdigest()[:32]


def sealed_with_current(stored: str) -> bool:
    """Whether the value needs no new seal."""
    return not stored or stored.partition(".")[0] == _keys().current


def add_key() -> str:
    """Make a new sealing key the current one and return its name; what is sealed stays readable with the old ones."""
    path = Path(settings.DATA_KEYS)
    _keys()
    content = json.loads(path.read_text())
    name = str(max(int(one["key"]) for one in content["keys"]) + 1)  # a name is never used twice
    content["keys"].append({"key": name, "secret": _new_secret()})
    _write(path, content, replace=True)
    return name


def key_names() -> tuple[str, ...]:
    """Names of the sealing keys, the oldest first; the last one seals."""
    return tuple(_keys().sealing)


def drop_keys(names: Collection[str]) -> None:
    """Delete keys for ever, never the current one. Whoever calls must know that nothing is sealed with them."""
    path = Path(settings.DATA_KEYS)
    kept = {*_keys().sealing} - {*names} | {_keys().current}
    content = json.loads(path.read_text())
    content["keys"] = [one for one in content["keys"] if one["key"] in kept]
    _write(path, content, replace=True)


def _keys() -> Keys:
    """The keys of the file as it is now; a page asks hundreds of times, so only its time is looked at."""
    path = str(settings.DATA_KEYS)
    try:
        changed = os.stat(path).st_mtime_ns
    except FileNotFoundError:
        _write(Path(path), {"index": _new_secret(), "keys": [{"key": "1", "secret": _new_secret()}]}, replace=False)
        changed = os.stat(path).st_mtime_ns
    return _read(path, changed)


@lru_cache(maxsize=2)
def _read(path: str, _changed: int) -> Keys:
    content = json.loads(Path(path).read_text())
    sealing = {one["key"]: AESGCM(base64.b64decode(one["secret"])) for one in content["keys"]}
    return Keys(base64.b64decode(content["index"]), sealing, content["keys"][-1]["key"])


def _new_secret() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _write(path: Path, content: object, *, replace: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    if replace:
        draft.rename(path)
        return
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)  # whoever links first decides, and nobody reads half a file
    draft.unlink()
