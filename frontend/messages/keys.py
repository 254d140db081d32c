"""Who this house is to push services (VAPID, RFC 8292): a P-256 key in a file outside the database.

Browsers subscribe to its public half; a push service takes messages for them from nobody else. Lost, every browser must
subscribe again, so it belongs into the backup with the other keys. ``settings.PUSH_KEY``, mode 0600.
"""

import base64
import json
import os
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from django.conf import settings

GOOD_FOR_SECONDS = 12 * 3600  # a push service refuses more than a day
NUMBER_BYTES = 32


def public_key() -> str:
    """What a page hands to ``pushManager.subscribe``: the uncompressed point, base64url."""
    point = _key(str(settings.PUSH_KEY)).public_key()
    return encoded(point.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint))


def authorization(endpoint: str, *, now: float) -> str:
    """The header that shows a push service who sends; ``now`` in seconds since 1970."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(now) + GOOD_FOR_SECONDS,
        "sub": settings.PUSH_CONTACT,
    }
    body = ".".join(encoded(json.dumps(part, separators=(",", ":")).encode()) for part in (_HEAD, claims))
    first, second = decode_dss_signature(_key(str(settings.PUSH_KEY)).sign(body.encode(), ec.ECDSA(hashes.SHA256())))
    signature = first.to_bytes(NUMBER_BYTES) + second.to_bytes(NUMBER_BYTES)
    return f"vapid t={body}.{encoded(signature)}, k={public_key()}"


def encoded(raw: bytes) -> str:
    """base64url without padding, as everything of web push."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


_HEAD = {"typ": "JWT", "alg": "ES256"}


@lru_cache(maxsize=4)
def _key(path: str) -> ec.EllipticCurvePrivateKey:
    file = Path(path)
    if not file.exists():
        _make(file)
    key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
        written.write(pem)
    try:
        os.link(draft, file)  # whole or not at all, and the first of two processes wins
    except FileExistsError:
        pass
    finally:
        draft.unlink()
