"""A whole workbook against the rules, against itself and against the registry: one verdict a row."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from accounts.elders.models import Elder
from accounts.people.models import Person
from accounts.people.queries import mask_name
from accounts.regions.models import Region
from accounts.rosters.enums import Effect, Verdict
from accounts.rosters.reading.faults import Fault
from accounts.rosters.reading.lines import Layout, Line, lines_of
from accounts.rosters.reading.rows import PUBLIC, Ground, Reading, read_row
from accounts.rosters.reading.villages import VILLAGE_CODE, Place, Villages
from accounts.rosters.workbook.book import Book

BATCH = 500
COUNTY = 6


@dataclass
class Checked:
    """What became of a row. ``of`` is the row it repeats, ``elder`` whom an accepted one brings up to date."""

    sheet: str
    row: int
    verdict: Verdict
    faults: list[Fault] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    of: int | None = None
    effect: Effect | None = None
    elder: UUID | None = None
    why: str = ""

    def answer(self) -> dict[str, Any]:
        """As ``import_registry --json`` and the API put it."""
        accepted = self.verdict is Verdict.ACCEPT
        found: dict[str, Any] = {
            "row": self.row,
            "verdict": self.verdict.value,
            "fields": list(dict.fromkeys(fault.field for fault in self.faults))
            if self.verdict is Verdict.REJECT
            else [],
            "values": {name: self.values[name] for name in PUBLIC} if accepted else {},
            "sheet": self.sheet,
        }
        if self.of is not None:
            found["of"] = self.of
        if self.faults:
            found["problems"] = [fault.sentence for fault in self.faults]
        return found


@dataclass(frozen=True)
class Decided:
    """What a person decided on the preview. ``mends``: see ``Ground``; ``keeps``: number's index → sheet, row."""

    mends: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    keeps: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    renamed: frozenset[str] = frozenset()  # indexes of ID numbers whose other name in the registry is the same person


def villages_of(region: Region) -> Villages:
    """The villages of a region, those around it in the county, and the names above."""
    county = Region.objects.filter(code__startswith=region.code[:COUNTY])
    names = dict(county.values_list("code", "name"))
    inside: list[Place] = []
    outside: list[Place] = []
    for code, name in sorted(names.items()):
        if len(code) == VILLAGE_CODE:
            place = Place(code, name, names.get(code[:9], ""))
            (inside if code.startswith(region.code) else outside).append(place)
    above = [code for code in (region.code[:n] for n in (2, 4, 6, 9)) if code]
    return Villages(inside, outside, list(Region.objects.filter(code__in=above).values_list("name", flat=True)))


def check_book(
    book: Book,
    layout: Layout,
    *,
    region: Region,
    today: date,
    decided: Decided | None = None,
    tick: Callable[[int], None] | None = None,
) -> Iterator[Checked]:
    """Every row that counts, in the order of the sheets. ``tick`` is told how many have been looked at."""
    decided = decided or Decided()
    villages = villages_of(region)
    ground = Ground(villages, today, decided.mends)
    originals: dict[str, tuple[str, int]] = dict(decided.keeps)
    done = 0
    waiting = lines_of(book, layout, villages)
    while lines := list(islice(waiting, BATCH)):
        checked = [_first_look(line, ground) for line in lines]
        _find_in_registry(checked, region, decided)
        for one in checked:
            _find_in_book(one, originals)
            yield one
        done += len(checked)
        if tick is not None:
            tick(done)


def _first_look(line: Line, ground: Ground) -> Checked:
    if line.skipped:
        return Checked(line.sheet.name, line.number, Verdict.IGNORE, why=line.skipped)
    reading: Reading = read_row(line.cells, ground, village=line.village)
    return Checked(
        line.sheet.name,
        line.number,
        Verdict.REJECT if reading.faults else Verdict.ACCEPT,
        reading.faults,
        reading.values,
        reading.written,
        effect=None if reading.faults else Effect.NEW,
    )


def index_of(number: str) -> str:
    """How an ID number is found without being read."""
    blind: Any = Person._meta.get_field("id_index")
    return str(blind.index_of(number))


def _find_in_book(one: Checked, originals: dict[str, tuple[str, int]]) -> None:
    """The first row with a number that can go in is the original, unless a person chose another one."""
    if one.verdict is not Verdict.ACCEPT:
        return
    here = (one.sheet, one.row)
    original = originals.setdefault(index_of(one.values["id_number"]), here)
    if original != here:
        one.verdict, one.of, one.effect = Verdict.DUPLICATE, original[1], None
        one.faults = [Fault("id_number", "same_id", {"row": original[1]})]


def _find_in_registry(rows: Iterable[Checked], region: Region, decided: Decided) -> None:
    """Who is there already: by the number, else by name, birthday and village when no number is known of them."""
    waiting = {index_of(one.values["id_number"]): one for one in rows if one.verdict is Verdict.ACCEPT}
    known = Person.objects.filter(id_index__in=waiting).select_related("elder")
    by_number = {person.id_index: person for person in known.defer("phone", "address", "id_number")}
    unnumbered = _without_number([one for index, one in waiting.items() if index not in by_number])
    for one in rows:
        if one.verdict is not Verdict.ACCEPT:
            continue
        index = index_of(one.values["id_number"])
        person = by_number.get(index)
        if person is not None:
            _compare(one, person, region, same_person=index in decided.renamed)
        elif (elder := unnumbered.get(_key(one.values))) is not None:
            one.effect, one.elder = Effect.UPDATE, elder


def _compare(one: Checked, person: Person, region: Region, *, same_person: bool) -> None:
    elder: Elder | None = getattr(person, "elder", None)
    trouble: Fault | None = None
    if not person.home_id.startswith(region.code):
        trouble = Fault("id_number", "elsewhere")
    elif elder is not None and (elder.left_on is not None or person.died_on is not None):
        trouble = Fault("id_number", "has_left")
    elif person.name != one.values["name"] and (not same_person or elder is None):
        trouble = Fault("name", "other_name", {"name": mask_name(person.name)})
    elif elder is None and person.home_id != one.values["village_code"]:
        trouble = Fault("id_number", "elsewhere")
    if trouble is not None:
        one.verdict, one.faults, one.effect = Verdict.DUPLICATE, [trouble], None
    elif elder is not None:
        one.effect, one.elder = Effect.UPDATE, elder.id


def _key(values: Mapping[str, Any]) -> tuple[str, str, str]:
    return values["name"], values["birth_date"], values["village_code"]


def _without_number(rows: list[Checked]) -> dict[tuple[str, str, str], UUID]:
    """Elders known by name, birthday and village alone; two of the same are nobody's."""
    if not rows:
        return {}
    found = Elder.objects.filter(
        left_on=None,
        person__id_index="",
        person__name__in={one.values["name"] for one in rows},
        person__home__in={one.values["village_code"] for one in rows},
        person__birth_on__in={one.values["birth_date"] for one in rows},
    ).values_list("id", "person__name", "person__birth_on", "person__home")
    by_key: dict[tuple[str, str, str], list[UUID]] = {}
    for elder_id, name, birth_on, home in found:
        by_key.setdefault((name, str(birth_on), home), []).append(elder_id)
    return {key: ids[0] for key, ids in by_key.items() if len(ids) == 1}
