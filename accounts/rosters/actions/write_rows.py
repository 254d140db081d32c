"""Put the accepted rows of a roster into the registry, through the same actions as everything else."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.add_supporter import add_supporter
from accounts.elders.actions.change_person import change_person
from accounts.elders.actions.change_supporter import change_supporter
from accounts.elders.actions.enter_elder import enter_elder
from accounts.elders.actions.enter_elders import Named, Newcomer, Supports, enter_elders
from accounts.elders.actions.name_guardian import name_guardian
from accounts.elders.actions.name_visit_contact import name_visit_contact
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.actions.report_whereabouts import EARLIEST, report_whereabouts
from accounts.elders.enums import Channel, GuardianKind, Source, VisitorKind, Where
from accounts.elders.models import Elder, Supporter
from accounts.people.enums import Gender
from accounts.people.models import Person
from accounts.refusals import Refusal
from accounts.regions.models import Region
from accounts.rosters.checking import Checked, index_of
from accounts.rosters.enums import Effect, Verdict
from accounts.rosters.known import Known, known_of
from accounts.rosters.reading.words import MALE

AT_HOME = ("在家", "家中", "家里", "本村", "同住", "一起住")
COUNTY_CODE = 6
TOGETHER = 300  # rows written at once: enough to spare the round trips, few enough for memory


class RowRefused(Refusal):
    code = "roster_row_refused"
    sentence = _("Row %(row)s: %(why)s Nothing was written.")


def write_rows(*, by: Any, at: datetime, rows: Iterable[Checked], region: Region) -> Iterator[Checked]:
    """Write the accepted ones and pass every row on; all in the caller's transaction.

    New elders are entered, known ones brought up to date: what the sheet leaves empty stays as it was. Raises
    RowRefused with the row at fault, so that the transaction ends and nothing is written.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("write_rows() outside a transaction: half a roster could stay behind")
    county = Region.objects.filter(code=region.code[:COUNTY_CODE]).values_list("name", flat=True).first() or ""
    waiting = iter(rows)
    while together := list(islice(waiting, TOGETHER)):
        _Writer(by, at, county, [row for row in together if row.verdict is Verdict.ACCEPT]).write()
        yield from together


class _Writer:
    """A few hundred accepted rows: what is known of them is read once, whoever is new is entered in one go."""

    def __init__(self, by: Any, at: datetime, county: str, rows: list[Checked]) -> None:
        self.by, self.at, self.county = by, at, county
        self.today = timezone.localdate(at)
        self.rows = rows
        self.known = known_of([row.elder for row in rows if row.elder is not None])

    def write(self) -> None:
        indexes = {index_of(row.values["id_number"]) for row in self.rows if row.effect is Effect.NEW}
        there = set(Person.objects.filter(id_index__in=indexes).values_list("id_index", flat=True))
        fresh = []
        for row in self.rows:
            if row.effect is Effect.NEW and index_of(row.values["id_number"]) not in there:
                fresh.append(row)
                continue
            with _of(row):
                self._bring_up(row)
        self._enter(fresh)

    def _enter(self, rows: list[Checked]) -> None:
        """All at once; when one of them cannot be entered, one by one, to say which."""
        newcomers = []
        for row in rows:
            with _of(row):
                newcomers.append(self._newcomer(row.values))
        try:
            enter_elders(by=self.by, at=self.at, newcomers=newcomers, source=Source.IMPORT)
        except Refusal:
            for row, newcomer in zip(rows, newcomers, strict=True):
                with _of(row):
                    enter_elders(by=self.by, at=self.at, newcomers=[newcomer], source=Source.IMPORT)

    def _newcomer(self, values: Mapping[str, Any]) -> Newcomer:
        visitor, guardian = values.get("visitor"), values.get("guardian")
        return Newcomer(
            **_card(values),
            phone=values["phone"],
            address=_address(values),
            facts=values.get("facts") or {},
            supporters=[self._supports(said) for said in values.get("supporters", ())],
            visitor=Named(visitor["name"], visitor["phone"]) if visitor else None,
            guardian=Named(guardian["name"], guardian["phone"]) if guardian else None,
        )

    def _supports(self, said: Mapping[str, str]) -> Supports:
        place = said["place"]
        where = self._where(place) if place else None
        return Supports(said["name"], said["relation"], said["phone"], where, place, self._since(said))

    def _since(self, said: Mapping[str, str]) -> date:
        since = min(date.fromisoformat(said["since"]), self.today) if said["since"] else self.today
        return max(since, EARLIEST)

    def _where(self, place: str) -> Where:
        if any(word in place for word in AT_HOME):
            return Where.TOGETHER
        inside = "本县" in place or "县内" in place or (self.county and self.county.rstrip("县市区") in place)
        return Where.COUNTY if inside else Where.AWAY

    def _bring_up(self, row: Checked) -> None:
        """Somebody known: as an elder, or as a volunteer of that age who becomes one now."""
        values = row.values
        known = self.known[row.elder] if row.elder is not None else Known(self._entered(values))
        if row.elder is not None:
            self._change(known.elder, values)
        self._record(known, values.get("facts") or {})
        for said in values.get("supporters", ()):
            self._support(known.elder, said, known.supporters.get(said["name"]))
        self._visitor(known, values.get("visitor"))
        self._guardian(known, values.get("guardian"))

    def _entered(self, values: Mapping[str, Any]) -> Elder:
        return enter_elder(by=self.by, at=self.at, **_card(values), phone=values["phone"], address=_address(values))

    def _change(self, elder: Elder, values: Mapping[str, Any]) -> None:
        wanted: dict[str, Any] = _card(values)
        wanted |= {name: text for name, text in (("phone", values["phone"]), ("address", _address(values))) if text}
        now = {name: getattr(elder.person, "home_id" if name == "home_code" else name) for name in wanted}
        if wanted != now:
            change_person(by=self.by, at=self.at, elder=elder, **wanted)

    def _record(self, known: Known, facts: Mapping[str, Any]) -> None:
        """What is new, or was seen later than before; reading the same sheet again on a day tells nothing."""
        news = {code: said for code, said in facts.items() if not known.holds(code, said, self.today)}
        if news:
            record_facts(by=self.by, at=self.at, elder=known.elder, values=news, source=Source.IMPORT, as_of=self.today)

    def _support(self, elder: Elder, said: Mapping[str, str], known: Supporter | None) -> None:
        last = None
        if known is None:
            supporter = add_supporter(
                by=self.by,
                at=self.at,
                elder=elder,
                name=said["name"],
                relation=said["relation"],
                phone=said["phone"],
            )
        else:
            last = next((one for one in known.whereabouts.all() if one.confirmed_at), None)
            changes: dict[str, Any] = {}
            if said["phone"] and said["phone"] != known.phone:
                changes["phone"] = said["phone"]
            supporter = change_supporter(by=self.by, at=self.at, supporter=known, **changes) if changes else known
        if not said["place"]:
            return
        since = self._since(said)
        if last is not None and last.place == said["place"] and (not said["since"] or since == last.since):
            return
        report_whereabouts(
            by=self.by,
            at=self.at,
            supporter=supporter,
            where=self._where(said["place"]),
            place=said["place"],
            since=since,
            channel=Channel.IMPORT,
        )

    def _visitor(self, known: Known, said: Mapping[str, str] | None) -> None:
        if not said or known.lead == said["name"]:
            return
        name_visit_contact(
            by=self.by,
            at=self.at,
            elder=known.elder,
            name=said["name"],
            phone=said["phone"],
            kind=VisitorKind.OTHER,
            lead=True,
            since=self.today,
        )

    def _guardian(self, known: Known, said: Mapping[str, str] | None) -> None:
        if not said or known.guardian == said["name"]:
            return
        name_guardian(
            by=self.by,
            at=self.at,
            elder=known.elder,
            kind=GuardianKind.FAMILY,
            name=said["name"],
            phone=said["phone"],
            since=self.today,
        )


@contextmanager
def _of(row: Checked) -> Iterator[None]:
    """What is refused inside is refused with the number of the row."""
    try:
        yield
    except Refusal as refusal:
        raise RowRefused(row=row.row, why=str(refusal)) from refusal


def _card(values: Mapping[str, Any]) -> dict[str, Any]:
    """What stands on the ID card, and the village."""
    return {
        "name": values["name"],
        "gender": Gender.MALE if values["sex"] == MALE else Gender.FEMALE,
        "birth_on": date.fromisoformat(values["birth_date"]),
        "home_code": values["village_code"],
        "id_number": values["id_number"],
    }


def _address(values: Mapping[str, Any]) -> str:
    return str(values.get("address") or values.get("village_part") or "")
