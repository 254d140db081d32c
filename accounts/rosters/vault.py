"""Where uploaded rosters wait: encrypted, each with a key of its own that lies sealed in the database.

Once the row forgets the key, the file is noise, wherever a copy of it may have got to.
"""

import base64
import os
import secrets
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from accounts.sealing import SealBroken

KEY_BYTES, NONCE_BYTES = 32, 12


def put_away(upload_id: UUID, data: bytes) -> str:
    """Encrypt the file to its place and return the key."""
    key, nonce = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(NONCE_BYTES)
    path = _path(upload_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(nonce)
        file.write(AESGCM(key).encrypt(nonce, data, upload_id.bytes))
    return base64.b64encode(key).decode()


def take_out(upload_id: UUID, key: str | None) -> bytes:
    """The file as it was sent; without its key it is lost. Raises FileNotFoundError, SealBroken."""
    kept = _path(upload_id).read_bytes()
    try:
        return AESGCM(base64.b64decode(key or "")).decrypt(kept[:NONCE_BYTES], kept[NONCE_BYTES:], upload_id.bytes)
    except (InvalidTag, ValueError) as error:
        raise SealBroken(f"the roster {upload_id} cannot be opened") from error


def throw_away(upload_id: UUID) -> None:
    """Delete the file; no matter if it is gone."""
    _path(upload_id).unlink(missing_ok=True)


def _path(upload_id: UUID) -> Path:
    return Path(settings.ROSTERS) / f"{upload_id}.sealed"
