"""Numbers of ID cards (GB 11643-1999): 17 digits and a check character, read from what people and Excel make of them.

What is checked: length, characters, province, the date of birth, the check character. Not whether the county's code was
in force: elders born before their county had one hold perfectly valid numbers.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.people.enums import Gender
from accounts.refusals import Invalid

LENGTH, OLD_LENGTH = 18, 15
EXACT_DIGITS = 15  # more than this a spreadsheet's number cannot hold
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
# GB/T 2260, first two digits; 81 82 83 stand on the residence cards of people from Hong Kong, Macao and Taiwan.
PROVINCES = frozenset(map(str, (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55))))
PROVINCES |= frozenset(map(str, (*range(61, 66), 71, 81, 82, 83)))
OLDEST_YEAR = 1880
# What is typed where a digit or the X belongs, each unmistakable; the check character vouches for it.
LOOKALIKES = str.maketrans({"O": "0", "〇": "0", "○": "0", "I": "1", "L": "1", "×": "X", "Х": "X", "✕": "X"})
LABEL = re.compile(r"^(?:公民)?身份(?:证|號|号)?(?:件)?(?:号码|號碼|号)?[::]")
SCIENTIFIC = re.compile(r"^\d(?:\.\d+)?E\+?\d+$")
# Spaces, invisible marks, quotes, dashes: left behind by typing, copying and by Excel's text prefix.
NOISE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff'`\"‘’“”′\-‐‑‒–—_.,、;。*]+")


class BadIdNumber(Invalid):
    """Not a number that stands on anybody's ID card."""

    code = "bad_id_number"
    sentence: Any = _("This is not an ID number.")


class IdNumberLength(BadIdNumber):
    sentence = _("An ID number has 18 characters, this has %(n)s.")


class IdNumberCharacters(BadIdNumber):
    sentence = _("An ID number is 17 digits and then a digit or X; “%(what)s” does not belong there.")


class OldIdNumber(BadIdNumber):
    code = "old_id_number"
    sentence = _("This is an old number of 15 digits. Copy the 18 digits from the new card.")


class RoundedIdNumber(BadIdNumber):
    code = "rounded_id_number"
    sentence = _(
        "Excel has rounded this number, its last digits are lost. "
        "Set the column to Text and enter the number again from the card."
    )


class IdNumberProvince(BadIdNumber):
    sentence = _("No province has the number %(code)s, with which this begins.")


class IdNumberBirth(BadIdNumber):
    sentence = _("The date of birth in this number does not exist: %(birth)s.")


class IdNumberChecksum(BadIdNumber):
    code = "bad_id_checksum"
    sentence = _("The last character does not fit the others: somewhere a digit is wrong. Compare it with the card.")


@dataclass(frozen=True)
class IdNumber:
    """A valid number and what it says of its holder."""

    number: str
    birth_on: date
    gender: Gender


def parse_id_number(text: object) -> IdNumber:
    """Read a number as typed, or as a cell of a spreadsheet holds it (a number there is a rounded one).

    Full-width characters, spaces, lower-case x, O for 0 and the like are brought to one form. Raises BadIdNumber, whose
    sentence says exactly what is wrong.
    """
    if isinstance(text, int | float) and not isinstance(text, bool):
        return _of_number(text)
    narrow = unicodedata.normalize("NFKC", str(text)).upper()
    if SCIENTIFIC.match(re.sub(r"\s", "", narrow)):
        raise RoundedIdNumber(field="id_number")
    number = NOISE.sub("", LABEL.sub("", narrow.strip())).translate(LOOKALIKES)
    _demand_shape(number)
    birth_on = _birth_of(number)
    if check_character(number[:17]) != number[17]:
        raise (RoundedIdNumber if number.endswith("000") else IdNumberChecksum)(field="id_number")
    return IdNumber(number, birth_on, Gender.MALE if int(number[16]) % 2 else Gender.FEMALE)


def check_character(digits: str) -> str:
    """The eighteenth character that belongs to these seventeen digits (ISO 7064, MOD 11-2)."""
    return CHECK_CHARACTERS[sum(int(d) * weight for d, weight in zip(digits, WEIGHTS, strict=True)) % 11]


def _of_number(value: float) -> IdNumber:
    if value != value or value in (float("inf"), float("-inf")) or value < 0 or value != int(value):
        raise BadIdNumber(field="id_number")
    digits = str(int(value))
    if len(digits) > EXACT_DIGITS:
        raise RoundedIdNumber(field="id_number")
    return parse_id_number(digits)


def _demand_shape(number: str) -> None:
    if re.fullmatch(r"\d{15}", number, flags=re.ASCII):
        raise OldIdNumber(field="id_number")
    strange = "".join(dict.fromkeys(re.sub(r"[0-9]", "", number[:17]) + re.sub(r"[0-9X]", "", number[17:])))
    if strange and (len(number) == LENGTH or not set(strange) <= {"X"}):
        raise IdNumberCharacters(field="id_number", what=strange[:6])
    if len(number) != LENGTH:
        raise IdNumberLength(field="id_number", n=len(number))
    if number[:2] not in PROVINCES:
        raise IdNumberProvince(field="id_number", code=number[:2])


def _birth_of(number: str) -> date:
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    try:
        birth_on = date(year, month, day)
    except ValueError:
        birth_on = None
    if birth_on is None or year < OLDEST_YEAR:
        raise IdNumberBirth(field="id_number", birth=f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
    return birth_on
