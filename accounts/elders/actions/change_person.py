"""Correct what stands in the elder's own row: name, number, where they live."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.actions.checking import checked_person, place_of, village_of
from accounts.elders.actions.enter_elder import DuplicateElder, IdDisagrees
from accounts.elders.actions.keeping import keep_figures, lock_elder, tell, write_change
from accounts.elders.actions.register_elder import OLD_FROM_YEARS, NotAnElder
from accounts.elders.models import Elder
from accounts.people.actions.choose_dialect import NoSuchDialect
from accounts.people.enums import Dialect
from accounts.people.id_numbers import parse_id_number
from accounts.people.models import Person
from accounts.refusals import Invalid

TEXTS = ("name", "gender", "phone", "address")
MAY_CHANGE = frozenset({*TEXTS, "dialect", "birth_on", "id_number", "home_code", "registered_code"})


class NothingToChange(Invalid):
    code = "not_of_a_person"
    sentence = _("This cannot be changed here.")


def change_person(*, by: Any, at: datetime, elder: Elder, reason: str = "", **changes: Any) -> Elder:
    """Change any of ``MAY_CHANGE``; what is as it was is left out of the history. Returns the elder as it is now.

    Another home needs the permission over both villages. Raises NotAllowed, NotFound, ElderLeft, NotAnElder,
    DuplicateElder, IdDisagrees, BadIdNumber and the refusals of ``person_values``. ``by`` None is the house itself.
    """
    if not changes.keys() <= MAY_CHANGE:
        raise NothingToChange(field=next(iter(changes.keys() - MAY_CHANGE)))
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=elder.person_id)  # before the elder, as everywhere
        locked = lock_elder(by=by, elder_id=elder.id)
        wanted = _wanted(by, changes)
        if wanted.get("id_number") and person.birth_on is None and "birth_on" not in wanted:
            wanted["birth_on"] = parse_id_number(wanted["id_number"]).birth_on
        changed = {name: now for name, now in wanted.items() if getattr(person, name) != now}
        was = {name: getattr(person, name) for name in changed}
        for name, now in changed.items():
            setattr(person, name, now)
        _demand_sense(person, changed, at)
        if changed:
            try:
                with transaction.atomic():
                    person.save()
            except IntegrityError as error:
                raise DuplicateElder(field="id_number") from error
            for name, now in changed.items():
                write_change(
                    by=by,
                    at=at,
                    elder=locked,
                    about="PERSON",
                    about_id=person.id,
                    field=name,
                    was=was[name],
                    became=now,
                    reason=reason,
                )
            locked.person = person
            keep_figures(locked, at)
            tell("elder.person_changed", by=by, at=at, elder=locked, fields=sorted(changed))
    elder.person, elder.complete_percent = person, locked.complete_percent
    return elder


def _wanted(by: Any, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Attribute → value as it may be stored."""
    wanted = checked_person({name: changes[name] for name in TEXTS if name in changes})
    if "dialect" in changes:
        if changes["dialect"] and changes["dialect"] not in Dialect.values:
            raise NoSuchDialect(field="dialect")
        wanted["dialect"] = changes["dialect"]
    if "birth_on" in changes:
        wanted["birth_on"] = changes["birth_on"]
    if "id_number" in changes:
        text = changes["id_number"]
        wanted["id_number"] = parse_id_number(text).number if text else ""
    if "home_code" in changes:
        home = village_of(changes["home_code"])
        if by is not None:
            demand(by, Permission.ELDER_REGISTER, region_code=home.code)
        wanted["home_id"] = home.code
    if "registered_code" in changes:
        code = changes["registered_code"]
        wanted["registered_id"] = place_of(code).code if code else None
    return wanted


def _demand_sense(person: Person, changed: Mapping[str, Any], at: datetime) -> None:
    """The number, the birthday and the gender tell the same story, and it is that of an old person."""
    if person.id_number and changed.keys() & {"id_number", "birth_on", "gender"}:
        said = parse_id_number(person.id_number)
        if person.birth_on != said.birth_on:
            raise IdDisagrees(field="birth_on", says=said.birth_on.isoformat())
        if person.gender != said.gender:
            raise IdDisagrees(field="gender", says=said.gender.label)
    age = person.age_on(timezone.localdate(at))
    if age is not None and age < OLD_FROM_YEARS:
        raise NotAnElder(field="birth_on")
