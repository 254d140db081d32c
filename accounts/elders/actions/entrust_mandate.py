"""Write down a mandate for somebody known by name and telephone number."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.actions.checking import NotAPhone, checked_person
from accounts.elders.actions.give_mandate import give_mandate
from accounts.elders.models import Elder, Mandate
from accounts.people.models import Person
from accounts.people.phones import national_digits
from accounts.refusals import Refusal


class PhoneOfAnother(Refusal):
    """Says nothing of who it is: a number typed at random must not tell a name."""

    code = "phone_of_another"
    sentence = _("We know this number under another name. Compare the name, or ask for the right number.")


def entrust_mandate(*, by: Any, at: datetime, elder: Elder, name: str, phone: str, **terms: Any) -> Mandate:
    """Find the person by number and name, or enter them as living where the elder lives; then ``give_mandate``.

    ``terms`` go to it. Raises PhoneOfAnother, NotAPhone, NoName and everything ``give_mandate`` refuses.
    """
    values = checked_person({"name": name, "phone": phone})
    if not values["phone"]:
        raise NotAPhone(field="phone")
    if by is not None:
        demand(by, Permission.ELDER_REGISTER, region_code=elder.person.home_id)
    with transaction.atomic():
        known = persons_with(values["phone"])
        proxy = next((one for one in known if one.name == values["name"]), None)
        if proxy is None and known:
            raise PhoneOfAnother(field="name")
        proxy = proxy or Person.objects.create(**values, home_id=elder.person.home_id)
        return give_mandate(by=by, at=at, elder=elder, proxy=proxy, **terms)


def persons_with(phone: str) -> list[Person]:
    """Everybody whose number this is, the first entered first."""
    index = Person._meta.get_field("phone_index").index_of(national_digits(phone))
    return list(Person.objects.filter(phone_index=index, died_on=None).order_by("id"))
