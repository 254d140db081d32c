"""Put the accepted rows of a roster into the registry, through the same actions as everything else."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.add_supporter import add_supporter
from accounts.elders.actions.change_person import change_person
from accounts.elders.actions.change_supporter import change_supporter
from accounts.elders.actions.enter_elder import enter_elder
from accounts.elders.actions.name_guardian import name_guardian
from accounts.elders.actions.name_visit_contact import name_visit_contact
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.actions.report_whereabouts import EARLIEST, report_whereabouts
from accounts.elders.enums import Channel, GuardianKind, Source, VisitorKind, Where
from accounts.elders.models import Elder, Supporter
from accounts.elders.queries.family import guardian_of, standing_supporters, visit_contacts_of
from accounts.people.enums import Gender
from accounts.refusals import Refusal
from accounts.regions.models import Region
from accounts.rosters.checking import Checked
from accounts.rosters.enums import Effect, Verdict
from accounts.rosters.reading.words import MALE

AT_HOME = ("在家", "家中", "家里", "本村", "同住", "一起住")
COUNTY_CODE = 6


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
    writer = _Writer(by, at, county)
    for row in rows:
        if row.verdict is Verdict.ACCEPT:
            try:
                writer.write(row)
            except Refusal as refusal:
                raise RowRefused(row=row.row, why=str(refusal)) from refusal
        yield row


class _Writer:
    def __init__(self, by: Any, at: datetime, county: str) -> None:
        self.by, self.at, self.county = by, at, county
        self.today = timezone.localdate(at)

    def write(self, row: Checked) -> None:
        values = row.values
        elder = self._entered(values) if row.effect is Effect.NEW else self._changed(row)
        if facts := values.get("facts"):
            self._record(elder, facts)
        known = {one.name: one for one in standing_supporters(elder)} if row.effect is Effect.UPDATE else {}
        for supporter in values.get("supporters", ()):
            self._support(elder, supporter, known.get(supporter["name"]))
        self._visitor(elder, values.get("visitor"))
        self._guardian(elder, values.get("guardian"))

    def _entered(self, values: Mapping[str, Any]) -> Elder:
        return enter_elder(
            by=self.by,
            at=self.at,
            name=values["name"],
            gender=_gender(values),
            birth_on=date.fromisoformat(values["birth_date"]),
            home_code=values["village_code"],
            id_number=values["id_number"],
            phone=values["phone"],
            address=_address(values),
        )

    def _changed(self, row: Checked) -> Elder:
        assert row.elder is not None  # an update is of somebody
        elder = Elder.objects.select_related("person__home").get(pk=row.elder)
        values = row.values
        changes: dict[str, Any] = {
            "name": values["name"],
            "gender": _gender(values),
            "birth_on": date.fromisoformat(values["birth_date"]),
            "home_code": values["village_code"],
            "id_number": values["id_number"],
        }
        changes |= {name: text for name, text in (("phone", values["phone"]), ("address", _address(values))) if text}
        return change_person(by=self.by, at=self.at, elder=elder, **changes)

    def _record(self, elder: Elder, facts: Mapping[str, Any]) -> None:
        record_facts(by=self.by, at=self.at, elder=elder, values=facts, source=Source.IMPORT, as_of=self.today)

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
        since = min(date.fromisoformat(said["since"]), self.today) if said["since"] else None
        if last is not None and last.place == said["place"] and since in (None, last.since):
            return
        report_whereabouts(
            by=self.by,
            at=self.at,
            supporter=supporter,
            where=self._where(said["place"]),
            place=said["place"],
            since=max(since or self.today, EARLIEST),
            channel=Channel.IMPORT,
        )

    def _where(self, place: str) -> Where:
        if any(word in place for word in AT_HOME):
            return Where.TOGETHER
        inside = "本县" in place or "县内" in place or (self.county and self.county.rstrip("县市区") in place)
        return Where.COUNTY if inside else Where.AWAY

    def _visitor(self, elder: Elder, said: Mapping[str, str] | None) -> None:
        if not said or any(one.name == said["name"] and one.lead for one in visit_contacts_of(elder)):
            return
        name_visit_contact(
            by=self.by,
            at=self.at,
            elder=elder,
            name=said["name"],
            phone=said["phone"],
            kind=VisitorKind.OTHER,
            lead=True,
            since=self.today,
        )

    def _guardian(self, elder: Elder, said: Mapping[str, str] | None) -> None:
        if not said:
            return
        now = guardian_of(elder)
        if now is None or now.name != said["name"]:
            name_guardian(
                by=self.by,
                at=self.at,
                elder=elder,
                kind=GuardianKind.FAMILY,
                name=said["name"],
                phone=said["phone"],
                since=self.today,
            )


def _gender(values: Mapping[str, Any]) -> Gender:
    return Gender.MALE if values["sex"] == MALE else Gender.FEMALE


def _address(values: Mapping[str, Any]) -> str:
    return str(values.get("address") or values.get("village_part") or "")
