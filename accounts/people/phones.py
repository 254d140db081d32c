"""Telephone numbers in one form."""

import re
import unicodedata

CHINA = re.compile(r"^(?:\+86|0086)(?=\d{10,})")


def national_digits(phone: str) -> str:
    """Digits alone, full-width ones made narrow, without ``+86`` or ``0086``: ``13800000000``, ``05987224418``."""
    narrow = re.sub(r"[^\d+]", "", unicodedata.normalize("NFKC", phone), flags=re.ASCII)
    return CHINA.sub("", narrow).lstrip("+")
