"""Show an ID number, a phone or an address to somebody who says why."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.actions.looking import count_looks
from accounts.access.enums import REVEALED_WITH, Purpose, Shown
from accounts.access.models import Reveal
from accounts.access.queries import demand
from accounts.people.models import Person
from accounts.refusals import Invalid, NotFound


class SayWhy(Invalid):
    code = "say_why"
    sentence = _("Say why you need it.")
    status = 422


def reveal(*, by: Any, at: datetime, person_id: UUID, shown: Shown, purpose: str, words: str = "") -> str:
    """Journal why ``by`` is shown one value of a person, then return it; empty when there is none. No row, no reveal.

    ``shown`` is one of ``REVEALED_WITH``, ``purpose`` one of ``Purpose``; OTHER needs words. Everybody has so many an
    hour (``count_looks``). Raises NotAllowed, NotFound (also outside the territory), SayWhy, LookedTooOften.
    """
    if purpose not in Purpose.values:
        raise SayWhy(field="purpose")
    words = words.strip()[: Reveal._meta.get_field("words").max_length]
    if purpose == Purpose.OTHER and not words:
        raise SayWhy(field="words")
    with transaction.atomic():
        demand(by, REVEALED_WITH[shown])
        person = Person.objects.filter(id=person_id).first()
        if person is None:
            raise NotFound
        demand(by, REVEALED_WITH[shown], region_code=person.home_id)
        count_looks(by=by, at=at)
        Reveal.objects.create(
            by=by, person=person, shown=shown, purpose=purpose, words=words, reference=f"person:{person.id}", at=at
        )
        return _value(person, shown)


def _value(person: Person, shown: Shown) -> str:
    values = {Shown.ID_NUMBER: person.id_number, Shown.PHONE: person.phone, Shown.ADDRESS: person.address}
    return values[shown]
