"""Write down who is of the family of whom, by the ID card: heirs, and those to whom minutes may be given."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.actions.enter_elder import NumberOfSomebodyElse, newcomer
from accounts.journal.actions.emit import emit
from accounts.people.enums import Relation
from accounts.people.id_numbers import BadIdNumber
from accounts.people.models import Kinship, Person
from accounts.refusals import Invalid


class KinOfOneself(Invalid):
    code = "kin_of_oneself"
    sentence = _("This is the ID number of the same person.")


def record_kin(
    *, by: Any, at: datetime, person: Person, name: str, relation: Relation | str, id_number: str, phone: str = ""
) -> Kinship:
    """``name`` is a ``relation`` of ``person``; the ID number makes them one person here, whatever else they are.

    Somebody nobody knows yet is made: their book is kept where the person's is, so that village stands as their home.
    Recorded before, the record is returned. Raises NotAllowed, NotFound, KinOfOneself, NumberOfSomebodyElse when the
    number bears another name here, BadIdNumber, Invalid and the refusals of ``person_values``.
    """
    demand(by, Permission.BOOKS_KEEP)
    demand(by, Permission.BOOKS_KEEP, region_code=person.home_id)
    if relation not in Relation.values:
        raise Invalid(field="relation")
    if not id_number.strip():
        raise BadIdNumber(field="id_number")
    values = newcomer(name=name, gender="", birth_on=None, id_number=id_number, phone=phone, address="")
    with transaction.atomic():
        relative = _known(values["id_number"]) or _made(values, person.home_id)
        if relative.id == person.id:
            raise KinOfOneself(field="id_number")
        if relative.name != values["name"]:
            raise NumberOfSomebodyElse(field="id_number")
        kinship, new = Kinship.objects.get_or_create(
            person=person, relative=relative, defaults={"relation": Relation(relation)}
        )
        if new:
            emit(
                "accounts.kin.recorded",
                at=at,
                by=by,
                subject_kind="person",
                subject_id=person.id,
                region_code=person.home_id,
                detail={"relative": str(relative.id), "relation": relation},
                deliver=False,
            )
    return kinship


def _known(id_number: str) -> Person | None:
    index: Any = Person._meta.get_field("id_index")
    return Person.objects.filter(id_index=index.index_of(id_number)).first()


def _made(values: dict[str, Any], home_id: str) -> Person:
    try:
        with transaction.atomic():
            return Person.objects.create(**values, home_id=home_id)
    except IntegrityError:  # the same number at the same moment
        found = _known(values["id_number"])
        if found is None:
            raise
        return found
