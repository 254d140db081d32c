"""ID numbers as they are typed, copied and rounded."""

from datetime import date

import pytest

from accounts.people.enums import Gender
from accounts.people.id_numbers import (
    BadIdNumber,
    IdNumberBirth,
    IdNumberCharacters,
    IdNumberChecksum,
    IdNumberLength,
    IdNumberProvince,
    OldIdNumber,
    RoundedIdNumber,
    check_character,
    parse_id_number,
)
from tests.rosters.ground import number

GOOD, WITH_X = "350425195306059964", "35042519530917997X"


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f" {GOOD}",
        f"'{GOOD}",
        "350425 19530605 9964",
        "350425-19530605-9964",
        "３５０４２５１９５３０６０５９９６４",
        "35O425195306O59964",
        f"\u200b{GOOD}\xa0",
        f"\u202d{GOOD}\u202c",
        f"身份证号：{GOOD}",
    ],
)
def test_spellings_of_one_number(text):
    assert parse_id_number(text).number == GOOD


@pytest.mark.parametrize("text", [WITH_X, WITH_X.lower(), WITH_X.replace("X", "×"), WITH_X.replace("X", "Ｘ")])
def test_the_x_however_it_is_written(text):
    found = parse_id_number(text)
    assert (found.number, found.birth_on, found.gender) == (WITH_X, date(1953, 9, 17), Gender.MALE)


def test_a_county_code_that_was_never_in_force_is_no_fault():
    assert parse_id_number(number(county="359999")).gender is Gender.MALE
    assert parse_id_number(number(order=996)).gender is Gender.FEMALE


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (GOOD[:17], IdNumberLength),
        (GOOD + "1", IdNumberLength),
        (GOOD[:17] + ("0" if GOOD[17] != "0" else "1"), IdNumberChecksum),
        (GOOD[:8] + "54" + GOOD[10:], IdNumberChecksum),
        ("350425530605996", OldIdNumber),
        (350425530605996.0, OldIdNumber),
        (GOOD[:5] + "A" + GOOD[6:], IdNumberCharacters),
        ("X" + GOOD[1:], IdNumberCharacters),
        ("99" + GOOD[2:], IdNumberProvince),
        (350425195306059964, RoundedIdNumber),
        (3.50425195306059e17, RoundedIdNumber),
        ("3.50425E+17", RoundedIdNumber),
        ("350425195306059000", RoundedIdNumber),
        ("看户口本", BadIdNumber),
        (float("nan"), BadIdNumber),
        (-5, BadIdNumber),
    ],
)
def test_what_is_refused(text, refusal):
    with pytest.raises(refusal) as raised:
        parse_id_number(text)
    assert raised.value.field == "id_number"
    assert "%" not in str(raised.value)


def test_impossible_birthdays():
    for birth in ("19530230", "19531301", "19530400", "19290229", "18000101"):
        digits = f"350425{birth}997"
        with pytest.raises(IdNumberBirth):
            parse_id_number(digits + check_character(digits))
    digits = "35042519280229997"
    assert parse_id_number(digits + check_character(digits)).birth_on == date(1928, 2, 29)


def test_one_wrong_digit_and_two_swapped_never_pass():
    for place in range(18):
        for digit in "0123456789":
            if GOOD[place] != digit:
                with pytest.raises(BadIdNumber):
                    parse_id_number(GOOD[:place] + digit + GOOD[place + 1 :])
        if place < 17 and GOOD[place] != GOOD[place + 1]:
            with pytest.raises(BadIdNumber):
                parse_id_number(GOOD[:place] + GOOD[place + 1] + GOOD[place] + GOOD[place + 2 :])


def test_a_number_that_truly_ends_in_noughts_is_no_rounded_one():
    for order in range(0, 1000, 10):
        if number(order=order).endswith("00"):
            assert parse_id_number(number(order=order)).number == number(order=order)
