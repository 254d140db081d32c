"""Keys of calendar addresses: whoever has one reads, so it is found by its hash alone."""

import hashlib


def digest(key: str) -> str:
    """SHA-256 of the key, hex."""
    return hashlib.sha256(key.encode()).hexdigest()
