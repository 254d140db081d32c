"""The unified social credit code (统一社会信用代码) of GB 32100-2015: 18 characters, the last one checks the others."""

LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z: too easily mistaken
WEIGHTS = tuple(3**place % 31 for place in range(17))
LENGTH = 18


def tidy(text: str) -> str:
    """The code as it is stored: no spaces or dashes, capital letters, half-width."""
    narrow = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return "".join(c for c in narrow.upper() if c not in " \u3000-")


def check_character(first: str) -> str:
    """The 18th character for the first 17. Raises ValueError for a character that the standard does not know."""
    total = sum(LETTERS.index(c) * weight for c, weight in zip(first, WEIGHTS, strict=True))
    return LETTERS[-total % 31]


def is_credit_code(text: str) -> bool:
    """True for 18 characters of the standard whose last one is right; asks no register."""
    if len(text) != LENGTH or any(c not in LETTERS for c in text) or not text[2:8].isdigit():
        return False
    return check_character(text[:-1]) == text[-1]
