"""Telephone numbers as they stand in cells: with spaces, dashes, +86, two at a time, letters for digits."""

import re
from dataclasses import dataclass

from accounts.rosters.reading.text import plain, says_nothing, says_unknown

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}")
LOCAL = re.compile(r"[2-8]\d{6,7}")
SERVICE = re.compile(r"[48]00\d{7}")
ANY = re.compile(rf"(?:{MOBILE.pattern}|{LANDLINE.pattern}|{SERVICE.pattern}|{LOCAL.pattern})")
TRUNK = re.compile(rf"^0(?={MOBILE.pattern}$)")  # dialled before a number of another district
AREA = re.compile(r"(?<!\d)(0\d{2,3})[/\\|](?=[2-8]\d{6,7}(?!\d))")  # 0598/7222333 is one number
LABEL = re.compile(r"^(?:tel|phone|mobile|mob|电话|手机)[ .:]*(?=[\d+(])", re.IGNORECASE)
BETWEEN = re.compile(r"[/、,;|\\]|或者?|和|及|(?<=\d) {2,}(?=\d)|\n")
CHINA = re.compile(r"^(?:\+|00)86(?=[01])|^86(?=1[3-9]\d{9}$)")
LONGEST = 200  # a few numbers and whose they are
EXTENSION = re.compile(r"^(0\d{2,3}[- ]?\d{7,8})[-#]\d{1,6}$")  # one rings the exchange
LETTERS = str.maketrans({"O": "0", "o": "0", "〇": "0", "l": "1", "I": "1", "|": "1"})


@dataclass(frozen=True)
class Phones:
    """The numbers of a cell: the first is the one to ring. ``wrong``: what cannot be one, as digits."""

    numbers: tuple[str, ...] = ()
    wrong: str = ""
    rounded: bool = False


def read_phones(value: object) -> Phones:
    """Digits alone, as ``accounts.people.phones`` keeps them. No number at all is an answer too."""
    if says_nothing(value) or says_unknown(value):
        return Phones()
    text = plain(value)
    if len(text) > LONGEST:
        return Phones(wrong=text[:LONGEST])
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+?\d+", text):
        return Phones(wrong=text, rounded=True)
    if isinstance(value, float) and not float(value).is_integer():
        return Phones(wrong=text)
    text = AREA.sub(r"\1-", re.sub(r"(?<=\d{7})\.0$", "", text))  # a number cell that was turned into text
    numbers: list[str] = []
    for piece in BETWEEN.split(text):
        if not (piece := re.sub(r"[(（].*?[\u4e00-\u9fff].*?[)）]|[\u4e00-\u9fff:]+", " ", piece).strip()):
            continue
        found, wrong = _numbers_of(piece)
        if wrong:
            return Phones(tuple(numbers), wrong=wrong)
        numbers += found
    return Phones(tuple(dict.fromkeys(numbers))) if numbers else Phones(wrong=text)


def _numbers_of(piece: str) -> tuple[list[str], str]:
    """The numbers in a piece without separators, or what is wrong with it."""
    piece = EXTENSION.sub(r"\1", LABEL.sub("", piece))
    digits = _digits(piece)
    if ANY.fullmatch(digits):
        return [digits], ""
    parts = [_digits(part) for part in re.split(r"[ ]+", piece) if _digits(part)]
    if len(parts) > 1 and all(ANY.fullmatch(part) for part in parts):  # two numbers, one space between
        return parts, ""
    if re.fullmatch(r"1[3-9]\d{9}1[3-9]\d{9}", digits):
        return [digits[:11], digits[11:]], ""
    return [], digits or piece


def _digits(text: str) -> str:
    kept = re.sub(r"[\s\-‐‑‒–—_.()*#]+", "", text.translate(LETTERS))
    bare = TRUNK.sub("", CHINA.sub("", kept))
    return bare if re.fullmatch(r"\d+", bare) else re.sub(r"[^\dA-Za-z+]", "", bare)
