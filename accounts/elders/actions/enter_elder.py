"""Enter an elder with what stands on the ID card."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.elders.actions.checking import NoSuchPlace, checked_person, place_of, village_of
from accounts.elders.actions.keeping import keep_figures
from accounts.elders.actions.register_elder import register_elder
from accounts.elders.models import Elder
from accounts.people.enums import Gender
from accounts.people.id_numbers import parse_id_number
from accounts.people.models import Person
from accounts.refusals import Invalid, Refusal


class DuplicateElder(Refusal):
    """Facts: ``elder`` (id) and ``name``, ``village``, when the one who asks may see that elder; else empty."""

    code = "duplicate_elder"
    sentence = _("An elder with this ID number is in the registry already.")


class IdDisagrees(Invalid):
    code = "id_number_disagrees"
    sentence = _("The ID number says otherwise: %(says)s.")


class NumberOfSomebodyElse(Refusal):
    """The number is that of a login's owner, a volunteer say, of another name or another place."""

    code = "number_of_somebody_else"
    sentence = _("Somebody else is known here with this ID number. Compare the card, or ask the county.")


def enter_elder(
    *,
    by: Any,
    at: datetime,
    name: str,
    gender: Gender | str,
    birth_on: date | None,
    home_code: str,
    registered_code: str = "",
    id_number: str = "",
    phone: str = "",
    address: str = "",
) -> Elder:
    """Make the person and enter them; somebody known here already (a volunteer) stays one person.

    With an ID number, an empty ``birth_on`` or ``gender`` is read from it. Raises NotAllowed, NotFound, NotAnElder,
    DuplicateElder, IdDisagrees, NumberOfSomebodyElse, BadIdNumber, NoSuchPlace and the refusals of ``person_values``.
    ``by`` None is the house itself.
    """
    values = newcomer(name=name, gender=gender, birth_on=birth_on, id_number=id_number, phone=phone, address=address)
    with transaction.atomic():
        if by is not None:
            demand(by, Permission.ELDER_REGISTER)
        home = village_of(home_code)
        if by is not None:
            demand(by, Permission.ELDER_REGISTER, region_code=home.code)
        registered = place_of(registered_code) if registered_code else None
        fresh = Person(**values, home=home, registered=registered)
        person = _known(by, fresh) if fresh.id_number else None
        if person is None:
            person = fresh
            try:
                with transaction.atomic():
                    person.save()
            except IntegrityError as error:  # the same number entered at the same moment
                raise DuplicateElder(field="id_number") from error
        elder = register_elder(by=by, at=at, person=person)
        keep_figures(elder, at)
    return elder


def newcomer(
    *, name: str, gender: Gender | str, birth_on: date | None, id_number: str, phone: str, address: str
) -> dict[str, Any]:
    """What may stand in the person's row. Raises IdDisagrees, BadIdNumber and the refusals of ``person_values``."""
    values = checked_person({"name": name, "phone": phone, "address": address, "gender": gender or None})
    if id_number:
        said = parse_id_number(id_number)
        id_number = said.number
        birth_on, values["gender"] = birth_on or said.birth_on, values["gender"] or said.gender
        if birth_on != said.birth_on:
            raise IdDisagrees(field="birth_on", says=said.birth_on.isoformat())
        if values["gender"] != said.gender:
            raise IdDisagrees(field="gender", says=said.gender.label)
    elif not values["gender"]:
        raise Invalid(field="gender")
    return {**values, "birth_on": birth_on, "id_number": id_number}


def _known(by: Any, fresh: Person) -> Person | None:
    """The person who bears the number already, with gaps filled from what was entered."""
    index: Any = Person._meta.get_field("id_index")
    known = (
        Person.objects.select_for_update(of=("self",))
        .select_related("elder", "home")
        .filter(id_index=index.index_of(fresh.id_number))
        .first()
    )
    if known is None:
        return None
    seen = by is None or may(by, Permission.ELDER_REGISTER, region_code=known.home_id)
    if hasattr(known, "elder"):
        facts = {"elder": known.elder.id, "name": known.name, "village": known.home.name} if seen else {}
        raise DuplicateElder(field="id_number", **facts)
    if not seen or known.name != fresh.name or known.home_id != fresh.home_id:
        raise NumberOfSomebodyElse(field="id_number")
    for name in ("birth_on", "phone", "address", "registered"):
        if not getattr(known, name):
            setattr(known, name, getattr(fresh, name))
    known.save()
    return known


__all__ = ["DuplicateElder", "IdDisagrees", "NoSuchPlace", "NumberOfSomebodyElse", "enter_elder"]
