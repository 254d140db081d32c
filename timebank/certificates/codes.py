"""Check codes and numbers of certificates. Pure.

A check code is eleven random characters (54 bits) and a check character: ``QX7M-4K2P-9DTH``. Its 31 characters leave
out 0 O 1 I L, which people mix up; 31 is prime, so that the weighted sum finds every single wrong character and every
two neighbours exchanged.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RANDOM = 11
LENGTH = RANDOM + 1
NUMBER = re.compile(r"(\d{6})-(\d{4})-(\d{1,9})")
CHINESE_NUMBER = re.compile(r"(\w{1,12}?)时证\W*(\d{4})\W*第?\s*(\d{1,9})\s*号?")


@dataclass(frozen=True)
class Number:
    """The human number of a certificate; the county by its code or by its short name."""

    county: str
    year: int
    number: int


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


def typed_number(text: str) -> Number | None:
    """``350425-2026-000001`` or ``大田时证〔2026〕第 000001 号``; None for anything else."""
    text = unicodedata.normalize("NFKC", text).strip()
    found = NUMBER.fullmatch(text) or CHINESE_NUMBER.fullmatch(text)
    return Number(found[1], int(found[2]), int(found[3])) if found else None


def number_text(county_code: str, year: int, number: int) -> str:
    """``350425-2026-000001``."""
    return f"{county_code}-{year}-{number:06d}"
