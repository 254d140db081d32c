"""Check codes: nobody guesses them, and a slip of the pen is seen."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.check_codes import RANDOM
from timebank.certificates.codes import (
    ALPHABET,
    LENGTH,
    Number,
    check_character,
    is_code,
    new_code,
    spaced,
    typed_code,
    typed_number,
)

bodies = st.text(ALPHABET, min_size=RANDOM, max_size=RANDOM)


def test_there_are_enough_of_them():
    assert RANDOM * math.log2(len(ALPHABET)) >= 50
    assert not set("0O1IL") & set(ALPHABET)
    assert len({new_code() for _ in range(1000)}) == 1000


@given(bodies, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_seen(body, place, other):
    code = body + check_character(body)
    wrong = code[:place] + other + code[place + 1 :]
    assert is_code(code)
    assert is_code(wrong) is (wrong == code)


@given(bodies, st.integers(0, LENGTH - 2))
def test_two_neighbours_exchanged_are_seen(body, place):
    code = body + check_character(body)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert is_code(swapped) is (swapped == code)


@given(bodies)
def test_it_is_read_as_people_type_it(body):
    code = body + check_character(body)
    wide = spaced(code).lower().translate({ord("-"): "－"} | {n: n + 0xFEE0 for n in range(ord("a"), ord("z") + 1)})
    assert typed_code(f" {wide} ") == code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("350425-2026-000001", Number("350425", 2026, 1)),
        ("大田时证〔2026〕第 000001 号", Number("大田", 2026, 1)),
        ("大田时证[2026]第12号", Number("大田", 2026, 12)),
        ("QX7M-4K2P-9DTH", None),
        ("' OR 1=1 --", None),
        ("", None),
    ],
)
def test_numbers_are_read_in_both_spellings(text, number):
    assert typed_number(text) == number
