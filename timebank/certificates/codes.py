"""Numbers of certificates, and their check codes (``accounts.check_codes``). Pure."""

import re
import unicodedata
from dataclasses import dataclass

from accounts.check_codes import ALPHABET, LENGTH, check_character, is_code, new_code, spaced, typed_code

__all__ = [
    "ALPHABET",
    "LENGTH",
    "Number",
    "check_character",
    "is_code",
    "new_code",
    "number_text",
    "spaced",
    "typed_code",
    "typed_number",
]
NUMBER = re.compile(r"(\d{6})-(\d{4})-(\d{1,9})")
CHINESE_NUMBER = re.compile(r"(\w{1,12}?)时证\W*(\d{4})\W*第?\s*(\d{1,9})\s*号?")


@dataclass(frozen=True)
class Number:
    """The human number of a certificate; the county by its code or by its short name."""

    county: str
    year: int
    number: int


def typed_number(text: str) -> Number | None:
    """``350425-2026-000001`` or ``大田时证〔2026〕第 000001 号``; None for anything else."""
    text = unicodedata.normalize("NFKC", text).strip()
    found = NUMBER.fullmatch(text) or CHINESE_NUMBER.fullmatch(text)
    return Number(found[1], int(found[2]), int(found[3])) if found else None


def number_text(county_code: str, year: int, number: int) -> str:
    """``350425-2026-000001``."""
    return f"{county_code}-{year}-{number:06d}"
