"""The exact texts of checkpoints: what is signed, hashed and published. Pure."""

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any

FORMAT = "timebank-checkpoint/1"


@dataclass(frozen=True)
class Sealed:
    """A published checkpoint taken apart; ``facts`` is what its body says."""

    body: str
    key: str
    signature: bytes
    facts: dict[str, Any]


def to_sign(body: str) -> bytes:
    return b"timebank checkpoint 1\n" + body.encode()


def hash_of(body: str) -> str:
    """What the next checkpoint's ``previous`` says: SHA-256 in hexadecimal."""
    return hashlib.sha256(to_sign(body)).hexdigest()


def file_name(number: int) -> str:
    return f"{number:06d}.json"


def document(body: str, key: str, signature: bytes | memoryview) -> str:
    """The published file: the signed text as it is, beside it the signature."""
    return json.dumps(
        {"body": body, "key": key, "signature": base64.b64encode(bytes(signature)).decode()}, ensure_ascii=False
    )


def read_document(value: Any) -> Sealed:
    """Take a published checkpoint (text or parsed) apart. Raises ValueError when it is none."""
    try:
        parsed = json.loads(value) if isinstance(value, str) else value
        body = str(parsed["body"])
        facts = json.loads(body)
        if facts["format"] != FORMAT:
            raise ValueError(f"format {facts['format']}")
        return Sealed(body, str(parsed["key"]), base64.b64decode(parsed["signature"], validate=True), facts)
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from error
