"""Check codes that stand on papers and nobody can guess: of certificates, of receipts. Pure.

Eleven random characters (54 bits) and a check character: ``QX7M-4K2P-9DTH``. The 31 characters leave out 0 O 1 I L,
which people mix up; 31 is prime, so that the weighted sum finds every single wrong character and every two neighbours
exchanged.
"""

import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RANDOM = 11
LENGTH = RANDOM + 1


def new_code() -> str:
    """A fresh code without dashes, nobody can guess it."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))
    return body + check_character(body)


def check_character(body: str) -> str:
    """The twelfth character, from the eleven before: their places weighted 1 to 11, modulo 31."""
    total = sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(body, 1))
    return ALPHABET[total % len(ALPHABET)]


def is_code(code: str) -> bool:
    """True for a code without a typing mistake; it need not exist."""
    return len(code) == LENGTH and all(sign in ALPHABET for sign in code) and check_character(code[:RANDOM]) == code[-1]


def spaced(code: str) -> str:
    """``QX7M-4K2P-9DTH``."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def typed_code(text: str) -> str:
    """What somebody typed, without spaces and dashes, in capitals, full-width characters made narrow."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum())
