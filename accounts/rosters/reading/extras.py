"""The rest of a row: facts of the dossier, supporters, who visits. Nothing here stops a row."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from accounts.rosters.reading.days import readings
from accounts.rosters.reading.phones import read_phones
from accounts.rosters.reading.text import plain, says_nothing, says_unknown, squeezed
from accounts.rosters.reading.words import (
    CHOICES,
    INCOME,
    NEED_CODES,
    POVERTY,
    POVERTY_FILE,
    SELF_CARE,
    illnesses_of,
    read_needs,
    relation_of,
)

LONGEST_TEXT, LONGEST_NAME, LONGEST_SHORT = 200, 60, 20
# Column → field of the dossier with a fixed choice of answers.
CHOICE_COLUMNS = {
    "self_care": "self_care",
    "lives_with": "lives_with",
    "marital": "marital",
    "insurance": "medical_insurance",
    "disability": "disability",
    "house_rating": "house_rating",
    "farm_work": "farm_work",
}
GRANDCHILDREN_MOST = 20


def extras_of(cells: Mapping[str, object]) -> dict[str, Any]:
    """``facts`` (field → value as its kind stores it), ``supporters``, ``visitor``, ``guardian``, ``address``."""
    supporters = [one for suffix in _suffixes(cells) if (one := _supporter(cells, suffix))]
    found: dict[str, Any] = {
        "facts": _facts(cells),
        "supporters": supporters,
        "visitor": _contact(cells, "visitor"),
        "guardian": _contact(cells, "guardian"),
        "address": "".join(_text(cells, code) for code in ("group", "address"))[:LONGEST_TEXT],
    }
    return {key: value for key, value in found.items() if value}


def _facts(cells: Mapping[str, object]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for column, code in CHOICE_COLUMNS.items():
        if (answer := CHOICES[code].get(squeezed(cells.get(column)).upper())) is not None:
            facts[code] = answer
    hardship = squeezed(cells.get("poverty"))
    if hardship in POVERTY:
        facts["poverty"] = POVERTY[hardship]
    if hardship in POVERTY_FILE:
        facts["poverty_file"] = True
    facts |= _health(cells)
    needs, strange = read_needs(cells.get("needs"))
    if "needs" in cells and not strange and plain(cells["needs"]):
        facts["needs"] = [code for word, code in NEED_CODES.items() if word in needs]
    if incomes := _incomes(squeezed(cells.get("income"))):
        facts["income"] = incomes
    count = re.fullmatch(r"\D*(\d{1,2})\D*", squeezed(cells.get("grandchildren")))  # 孙 2 人
    if count is not None and int(count[1]) <= GRANDCHILDREN_MOST:
        facts["grandchildren"] = int(count[1])
    for column, code, longest in (
        ("ethnicity", "ethnicity", LONGEST_SHORT),
        ("doctor", "family_doctor", LONGEST_NAME),
        ("difficulties", "difficulties", LONGEST_TEXT),
    ):
        if text := _text(cells, column)[:longest]:
            facts[code] = text
    return facts


def _health(cells: Mapping[str, object]) -> dict[str, Any]:
    """健康状况 is an open question: what it says is kept as it stands, illnesses and 失能 besides."""
    text = _text(cells, "health")[:LONGEST_TEXT]
    if not text:
        return {}
    facts: dict[str, Any] = {"health_note": text}
    if (illnesses := illnesses_of(text)) is not None:
        facts["illnesses"] = illnesses
    if squeezed(cells.get("self_care")) == "" and "失能" in text and text in SELF_CARE:
        facts["self_care"] = SELF_CARE[text]
    return facts


def _incomes(text: str) -> list[str]:
    words = [word for word in text.replace(",", "、").replace(";", "、").replace("/", "、").split("、") if word]
    codes = [INCOME.get(word) for word in words]
    return list(dict.fromkeys(code for code in codes if code)) if codes and all(codes) else []


def _suffixes(cells: Mapping[str, object]) -> list[str]:
    return list(dict.fromkeys(code.partition(":")[2] for code in cells if code.startswith("supporter_")))


def _supporter(cells: Mapping[str, object], suffix: str) -> dict[str, str]:
    """One supporter; none without a name. 外出时间 of a month or a year counts from its first day."""
    end = f":{suffix}" if suffix else ""
    name = _text(cells, f"supporter_name{end}")[:LONGEST_NAME]
    if not name:
        return {}
    since = next((date(one.year, one.month or 1, one.day or 1) for one in _since(cells, end)), None)
    relation = squeezed(cells.get(f"supporter_relation{end}"))
    phones = read_phones(cells.get(f"supporter_phone{end}"))
    return {
        "name": name,
        "relation": relation_of(relation),
        "place": _text(cells, f"supporter_place{end}")[:LONGEST_NAME],
        "since": since.isoformat() if since else "",
        "phone": phones.numbers[0] if phones.numbers and not phones.wrong else "",
    }


def _since(cells: Mapping[str, object], end: str) -> list[Any]:
    return readings(cells.get(f"supporter_since{end}"))


def _contact(cells: Mapping[str, object], who: str) -> dict[str, str]:
    name = _text(cells, f"{who}_name")[:LONGEST_NAME]
    phones = read_phones(cells.get(f"{who}_phone"))
    return {"name": name, "phone": phones.numbers[0] if phones.numbers and not phones.wrong else ""} if name else {}


def _text(cells: Mapping[str, object], code: str) -> str:
    cell = cells.get(code)
    return "" if says_nothing(cell) or says_unknown(cell) else plain(cell)
