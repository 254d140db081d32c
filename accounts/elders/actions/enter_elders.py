"""Enter many elders at once, each with what is known of them: a roster of thousands takes minutes, not hours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.actions.checking import checked_person, village_of
from accounts.elders.actions.enter_elder import DuplicateElder, newcomer
from accounts.elders.actions.keeping import change_of
from accounts.elders.actions.record_facts import checked_value
from accounts.elders.actions.register_elder import demand_age
from accounts.elders.actions.report_whereabouts import checked_stay
from accounts.elders.enums import Channel, GuardianKind, Source, VisitorKind, Where
from accounts.elders.models import Change, Elder, Fact, Guardian, Supporter, VisitContact, Whereabouts
from accounts.elders.queries.completeness import completeness_of
from accounts.journal.actions.emit_many import emit_many
from accounts.journal.models import Event
from accounts.people.enums import Gender, Relation
from accounts.people.models import Person
from accounts.refusals import Invalid


@dataclass(frozen=True)
class Supports:
    """A supporter of a newcomer; ``where`` None: nobody said where they are."""

    name: str
    relation: Relation | str
    phone: str = ""
    where: Where | None = None
    place: str = ""
    since: date | None = None


@dataclass(frozen=True)
class Named:
    """Somebody with a telephone: who visits first, or who looks after the elder."""

    name: str
    phone: str = ""


@dataclass(frozen=True)
class Newcomer:
    """An elder nobody knows yet, as ``enter_elder``, ``record_facts`` and the actions of the family take them."""

    name: str
    gender: Gender | str
    birth_on: date | None
    home_code: str
    id_number: str = ""
    phone: str = ""
    address: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    supporters: Sequence[Supports] = ()
    visitor: Named | None = None
    guardian: Named | None = None


def enter_elders(*, by: Any, at: datetime, newcomers: Sequence[Newcomer], source: Source) -> list[Elder]:
    """Write what the actions for one elder would write one after the other, in about fifteen statements.

    All or none. Everything said is of the day of ``at``. Raises NotAllowed, NotFound, and for what is wrong with any
    of them the refusals of those actions; DuplicateElder when one is known already. ``by`` None is the house itself.
    """
    for code in {one.home_code for one in newcomers}:
        if by is not None:
            demand(by, Permission.ELDER_REGISTER)
        home = village_of(code)
        if by is not None:
            demand(by, Permission.ELDER_REGISTER, region_code=home.code)
    sheets = [_Sheet(by, at, one, source) for one in newcomers]
    with transaction.atomic():
        try:
            with transaction.atomic():
                Person.objects.bulk_create(sheet.person for sheet in sheets)
        except IntegrityError as error:
            raise DuplicateElder(field="id_number") from error
        elders = Elder.objects.bulk_create(sheet.elder for sheet in sheets)
        for model in (Fact, Supporter, Whereabouts, VisitContact, Guardian, Change):
            rows: list[Any] = [row for sheet in sheets for row in sheet.rows if type(row) is model]
            model._default_manager.bulk_create(rows)
        emit_many(events=[event for sheet in sheets for event in sheet.events])
        _keep_figures(elders, at)
    return elders


def _keep_figures(elders: Iterable[Elder], at: datetime) -> None:
    found = completeness_of(elders, on=timezone.localdate(at))
    for elder in elders:
        elder.complete_percent = found[elder.id].percent
    Elder.objects.bulk_update(elders, ["complete_percent"])


class _Sheet:
    """The rows of one newcomer, checked, not saved yet."""

    def __init__(self, by: Any, at: datetime, said: Newcomer, source: Source) -> None:
        self.by, self.at, self.today = by, at, timezone.localdate(at)
        self.rows: list[Any] = []
        self.events: list[Event] = []
        values = newcomer(
            name=said.name,
            gender=said.gender,
            birth_on=said.birth_on,
            id_number=said.id_number,
            phone=said.phone,
            address=said.address,
        )
        self.person = Person(**values, home_id=said.home_code)
        demand_age(self.person, at)
        self.elder = Elder(person=self.person, registered_at=at, registered_by=by)
        self._tell("registered")
        self._facts(said.facts, source)
        for one in said.supporters:
            self._supporter(one)
        if said.visitor is not None:
            self._visitor(said.visitor)
        if said.guardian is not None:
            self._guardian(said.guardian)

    def _facts(self, facts: Mapping[str, Any], source: Source) -> None:
        texts = {code: text for code in facts if (text := checked_value(code, facts[code]))}
        for code, text in texts.items():
            fact = Fact(elder=self.elder, field=code, value=text, source=source, as_of=self.today)
            fact.recorded_at, fact.recorded_by = self.at, self.by
            self.rows.append(fact)
        self.elder.lives_alone = texts.get("lives_with") == '"ALONE"'
        if facts:
            self.elder.checked_on = self.today
        if texts:
            self._tell("facts_recorded", fields=list(texts), source=source, as_of=str(self.today))

    def _supporter(self, said: Supports) -> None:
        if said.relation not in Relation.values:
            raise Invalid(field="relation")
        values = checked_person({"name": said.name, "phone": said.phone})
        supporter = Supporter(elder=self.elder, relation=said.relation, added_at=self.at, added_by=self.by, **values)
        self.rows.append(supporter)
        self._changed("SUPPORTER", supporter, "added")
        self._tell("supporter_added", supporter=str(supporter.id), relation=said.relation)
        if said.where is None:
            return
        since = said.since or self.today
        report = Whereabouts(
            supporter=supporter,
            where=said.where,
            place=checked_stay(said.where, said.place, since, self.at),
            since=since,
            channel=Channel.IMPORT,
            reported_at=self.at,
            reported_by=self.by,
            confirmed_at=self.at,
            confirmed_by=self.by,
        )
        self.rows.append(report)
        self._tell(
            "whereabouts_reported",
            supporter=str(supporter.id),
            where=said.where,
            channel=Channel.IMPORT,
            waits=False,
        )

    def _visitor(self, said: Named) -> None:
        values = checked_person({"name": said.name, "phone": said.phone})
        contact = VisitContact(elder=self.elder, kind=VisitorKind.OTHER, lead=True, since=self.today, **values)
        self.rows.append(contact)
        self._changed("VISITOR", contact, "lead")
        self._tell("visitor_named", contact=str(contact.id), kind=VisitorKind.OTHER, lead=True)

    def _guardian(self, said: Named) -> None:
        values = checked_person({"name": said.name, "phone": said.phone})
        guardian = Guardian(elder=self.elder, kind=GuardianKind.FAMILY, since=self.today, **values)
        self.rows.append(guardian)
        self._changed("GUARDIAN", guardian, "named")
        self._tell("guardian_named", guardian=str(guardian.id), kind=GuardianKind.FAMILY)

    def _changed(self, about: str, row: Any, what: str) -> None:
        change = change_of(
            by=self.by, at=self.at, elder=self.elder, about=about, about_id=row.id, field=what, became=row.name
        )
        self.rows.append(change)

    def _tell(self, name: str, **detail: Any) -> None:
        event = Event(
            name=f"accounts.elder.{name}",
            at=self.at,
            by=self.by,
            subject_kind="elder",
            subject_id=self.elder.id,
            region_code=self.person.home_id,
            detail=detail,
        )
        self.events.append(event)
