"""One row of a roster: its cells read, compared with each other, and what is wrong with them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.people.enums import Gender
from accounts.people.id_numbers import BadIdNumber, IdNumber, parse_id_number
from accounts.rosters.reading.days import is_lunar, readings
from accounts.rosters.reading.extras import extras_of
from accounts.rosters.reading.faults import Fault
from accounts.rosters.reading.phones import read_phones
from accounts.rosters.reading.text import plain, says_nothing, says_unknown, shown, squeezed
from accounts.rosters.reading.villages import Place, Villages
from accounts.rosters.reading.words import FEMALE, MALE, read_needs, read_sex

OLD_FROM_YEARS = 60  # 《老年人权益保障法》第二条; the action that registers decides
NAME_LONGEST = 30
NAME = re.compile(r"^[\u3007\u3400-\u9fff\U00020000-\U0003ffff·]{2,}$|^[A-Za-z][A-Za-z .'·-]+$")
NOT_A_NAME = re.compile(r"^(?:合计|小计|总计|共计|填表|审核|备注|注[::]?|说明)")
DOTS = str.maketrans(dict.fromkeys("•・‧．•∙⋅。.●", "·"))
SAME_AS_ABOVE = frozenset({"同上", "〃", '"', "''", "″", "上同", "同"})
# In this order they are checked, told and coloured.
GATES = ("village", "name", "sex", "id_number", "birth_date", "phone", "supporter_phone", "visitor_phone", "needs")
PUBLIC = ("village_code", "name", "sex", "id_number", "birth_date", "phone", "supporter_phone", "needs")


@dataclass(frozen=True)
class Ground:
    """What rows are compared with: the villages, the day, and what a person decided about cells.

    ``mends``: field → cell as written (squeezed) → what to read instead.
    """

    villages: Villages
    today: date
    mends: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass
class Reading:
    """What a row says. ``values`` holds what could be read; ``written`` the cells with faults, as they stand."""

    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)


def read_row(cells: Mapping[str, object], ground: Ground, *, village: Place | None = None) -> Reading:
    """Read the cells (column code → value). ``village`` is whose sheet, or whose part of a sheet, the row stands in."""
    row = _Row(_mended(cells, ground.mends), ground)
    row.village(village)
    row.name()
    number = row.id_number()
    row.sex(number)
    row.birth(number)
    row.phones()
    row.needs()
    row.reading.values |= extras_of(row.cells)
    order = {name: place for place, name in enumerate(GATES)}
    row.reading.faults.sort(key=lambda fault: order.get(fault.field.partition(":")[0], len(order)))
    row.reading.written = {fault.field: shown(cells.get(fault.field)) for fault in row.reading.faults}
    return row.reading


def _mended(cells: Mapping[str, object], mends: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    found = dict(cells)
    for name, instead in mends.items():
        if name in found and (written := squeezed(found[name])) in instead:
            found[name] = instead[written]
    return found


class _Row:
    def __init__(self, cells: dict[str, object], ground: Ground) -> None:
        self.cells, self.ground, self.reading = cells, ground, Reading()

    def fault(self, name: str, code: str, remedy: str = "", /, **facts: Any) -> None:  # a fact may be called code
        self.reading.faults.append(Fault(name, code, facts, remedy))

    def village(self, standing: Place | None) -> None:
        text = self.cells.get("village")
        values = self.reading.values
        if says_nothing(text):
            if standing is None:
                self.fault("village", "village_missing")
                return
            values["village_code"] = standing.code
            return
        found = self.ground.villages.find(text, township=self.cells.get("township") or "")
        if found.place is not None:
            values["village_code"] = found.place.code
            values["village_part"] = found.part
        elif found.elsewhere:
            self.fault("village", "village_outside", place=found.elsewhere)
        elif len(found.near) == 1:
            self.fault("village", "village_near", found.near[0].name, near=found.near[0].name)
        elif found.near:
            self.fault("village", "village_many", near="、".join(place.name for place in found.near))
        else:
            self.fault("village", "village_unknown")

    def name(self) -> None:
        name = tidy_name(self.cells.get("name"))
        if says_nothing(name) or says_unknown(name):
            self.fault("name", "name_missing")
        elif not NAME.match(name) or NOT_A_NAME.match(name) or len(name) > NAME_LONGEST:
            self.fault("name", "name_strange")
        else:
            self.reading.values["name"] = name

    def id_number(self) -> IdNumber | None:
        cell = self.cells.get("id_number")
        if says_nothing(cell) or says_unknown(cell):
            self.fault("id_number", "id_missing")
            return None
        try:
            number = parse_id_number(cell)
        except BadIdNumber as error:
            self.fault("id_number", type(error).__name__, **error.facts)
            return None
        self.reading.values["id_number"] = number.number
        return number

    def sex(self, number: IdNumber | None) -> None:
        read = read_sex(self.cells.get("sex"))
        said = (MALE if number.gender is Gender.MALE else FEMALE) if number else ""
        if read is None:
            self.fault("sex", "sex_strange")
        elif read and said and read != said:
            self.fault("sex", "sex_is_man" if said == MALE else "sex_is_woman")
        elif read or said:
            self.reading.values["sex"] = read or said
        else:
            self.fault("sex", "sex_missing")

    def birth(self, number: IdNumber | None) -> None:
        cell = self.cells.get("birth_date")
        spelled = readings(cell)
        if spelled == [] and not says_nothing(cell) and not says_unknown(cell):
            self.fault("birth_date", "birth_strange", number.birth_on.isoformat() if number else "")
            return
        if number is None:
            return
        birth_on = number.birth_on
        if is_lunar(cell):
            if all(abs(one.year - birth_on.year) > 1 for one in spelled):
                self.fault("birth_date", "birth_lunar", birth=birth_on.isoformat())
                return
        elif spelled and not any(one.fits(birth_on) for one in spelled):
            self.fault("birth_date", "birth_conflict", birth=birth_on.isoformat())
            return
        today = self.ground.today
        if birth_on > today:
            self.fault("id_number", "not_born", birth=birth_on.isoformat())
        elif today.year - birth_on.year - ((today.month, today.day) < (birth_on.month, birth_on.day)) < OLD_FROM_YEARS:
            self.fault("birth_date", "too_young", birth=birth_on.isoformat())
        else:
            self.reading.values["birth_date"] = birth_on.isoformat()

    def phones(self) -> None:
        self.reading.values |= {"phone": "", "supporter_phone": ""}
        for code, cell in self.cells.items():
            if not code.partition(":")[0].endswith("phone"):
                continue
            found = read_phones(cell)
            if found.rounded:
                self.fault(code, "phone_rounded")
            elif found.wrong.isdigit():
                self.fault(code, "phone_strange", n=len(found.wrong))
            elif found.wrong:
                self.fault(code, "phone_letters")
            else:
                self.reading.values[code] = found.numbers[0] if found.numbers else ""
                if len(found.numbers) > 1:
                    self.reading.values[f"{code}_more"] = list(found.numbers[1:])

    def needs(self) -> None:
        needs, strange = read_needs(self.cells.get("needs"))
        if strange:
            self.fault("needs", "needs_strange", words="、".join(strange)[:80])
        else:
            self.reading.values["needs"] = needs


def tidy_name(cell: object) -> str:
    """Chinese names without spaces, the dot between parts of a name always the same one."""
    text = plain(cell)
    if re.search(r"[\u3400-\u9fff]", text):
        text = re.sub(r"\s+", "", text).translate(DOTS)
    return text
