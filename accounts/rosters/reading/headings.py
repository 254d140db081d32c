"""Finding the line of headings in a sheet, in one row or two, and what each column is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.rosters.reading.columns import NAMES, OUR_NOTES, PHONES, Whose, meaning_of, plain_heading

LOOK_AT_ROWS = 40  # titles and instructions above are never longer
LEAST = 3  # columns known, the name among them
ANCHORS = frozenset({"id_number", "birth_date", "village", "sex", "phone"})


@dataclass(frozen=True)
class Recognised:
    """One column of the sheet: its heading as written, and the code of what it holds; a guess when by position.

    A second supporter's columns end in ``:2``.
    """

    column: int
    heading: str
    code: str
    guess: bool = False


@dataclass(frozen=True)
class Heading:
    """The headings of a sheet: the last row they take, and the columns under them."""

    row: int
    columns: tuple[Recognised, ...]

    @property
    def by_code(self) -> dict[str, int]:
        return {one.code: one.column for one in self.columns if one.code}

    def mapped(self, chosen: Mapping[int, str]) -> "Heading":
        """With the codes that a person chose for some columns; what had that code before loses it."""
        taken = {code for code in chosen.values() if code}
        columns = tuple(
            Recognised(one.column, one.heading, chosen[one.column])
            if one.column in chosen
            else Recognised(one.column, one.heading, "" if one.code in taken else one.code, one.guess)
            for one in self.columns
        )
        return Heading(self.row, columns)


def find_heading(rows: Sequence[tuple[int, Sequence[object]]]) -> Heading | None:
    """The heading among the first rows ``(number, values)`` of a sheet; None when there is none."""
    best: tuple[tuple[int, int], Heading] | None = None
    for position, (number, values) in enumerate(rows[:LOOK_AT_ROWS]):
        for above in (None, rows[position - 1][1]) if position else (None,):
            columns = _recognise(values, above)
            codes = {one.code for one in columns if one.code}
            score = len(codes), -sum(one.guess for one in columns)
            if "name" in codes and len(codes) >= LEAST and codes & ANCHORS and (best is None or score > best[0]):
                best = score, Heading(number, columns)
    return best[1] if best else None


def _recognise(values: Sequence[object], above: Sequence[object] | None) -> tuple[Recognised, ...]:
    found: list[tuple[int, str, str, bool]] = []
    group: object = None
    width = max(len(values), len(above) if above else 0)
    for column in range(width):
        text = values[column] if column < len(values) else None
        over = above[column] if above and column < len(above) else None
        group = over if over is not None else group
        if (text is None and over is None) or text == OUR_NOTES:
            continue
        if text is None:
            code, said = meaning_of(str(over))
            found.append((column, str(over), code, said))
            continue
        code, said = meaning_of(str(text), str(group) if above and group is not None and group != text else "")
        heading = f"{over} {text}" if over is not None and over != text else str(text)
        found.append((column, heading, code, said))
    return _assign(found)


def _assign(found: list[tuple[int, str, str, bool]]) -> tuple[Recognised, ...]:
    """Give every column its own code: the same heading twice is told apart by the person named before it."""
    vague = [column for column, _heading, code, said in found if code == "phone" and not said]
    names = [column for column, _heading, code, said in found if code == "name" and not said]
    known = {code for _column, _heading, code, _said in found}
    taken: dict[str, int] = {}
    speaking = Whose.ELDER
    columns = []
    for column, heading, read, said in found:
        code, guess = read, False
        if code == "name" and not said and len(names) > 1 and column != names[0] and "supporter_name" not in known:
            code, guess = "supporter_name", True
        if code == "phone" and not said and len(vague) > 1 and PHONES[speaking] not in taken:
            code, guess = PHONES[speaking], speaking is not Whose.ELDER
        speaking = next((whose for whose, name in NAMES.items() if name == code), speaking)
        if code:
            taken[code] = taken.get(code, 0) + 1
            if taken[code] > 1:
                code = f"{code}:{taken[code]}" if code.startswith("supporter_") else ""
        columns.append(Recognised(column, tidy_heading(heading), code, guess))
    return tuple(columns)


def tidy_heading(text: str) -> str:
    """As people read it: line breaks and runs of spaces become one space."""
    return re.sub(r"\s+", " ", text.replace("_x000D_", "")).strip()[:60]


def repeats(heading: Heading, values: Sequence[object]) -> bool:
    """Whether a row is the line of headings once more, as on every printed page."""
    name = next((one for one in heading.columns if one.code == "name"), None)
    if name is None or not _same(name, values):
        return False
    return sum(_same(one, values) for one in heading.columns) >= LEAST


def _same(one: Recognised, values: Sequence[object]) -> bool:
    return one.column < len(values) and plain_heading(values[one.column] or "") == plain_heading(one.heading)
