"""Hand out a login to somebody whom one knows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.actions.give_role import give_role
from accounts.access.enums import Permission, Role
from accounts.access.queries import demand
from accounts.elders.actions.checking import NotAPhone, place_of, village_of
from accounts.elders.actions.enter_elder import newcomer
from accounts.elders.queries import standing_mandates
from accounts.journal.actions.emit import emit
from accounts.logins.keeping import UsernameTaken, checked_username, start_password
from accounts.people.enums import Gender
from accounts.people.models import Person, User
from accounts.people.phones import national_digits
from accounts.refusals import Refusal


class SignsInAlready(Refusal):
    code = "signs_in_already"
    sentence = _("%(who)s has a login already. Give them a new password instead.")


class PhoneOfSomebodyElse(Refusal):
    code = "phone_of_somebody_else"
    sentence = _("Somebody else is known here with this phone number. Look at name and number once more.")


@dataclass(frozen=True)
class Newcomer:
    """Who gets a login. ``home_code``: the village they live in."""

    name: str
    gender: Gender | str
    phone: str
    home_code: str
    birth_on: date | None = None
    address: str = ""


@dataclass(frozen=True)
class HandedOut:
    """The login and the password to begin with: said once, kept nowhere."""

    user: User
    password: str


def open_login(*, by: Any, at: datetime, who: Newcomer, username: str = "") -> HandedOut:
    """Make the login; who is known by this phone and name stays one person, a helper with a mandate is one at once.

    By whoever hands out logins in that village; ``by`` None is the house, for any place. Raises NotAllowed, NotFound,
    NoSuchPlace, NotAPhone, SignsInAlready, PhoneOfSomebodyElse, BadUsername, UsernameTaken and what ``newcomer``
    refuses. ADR 9.
    """
    if by is not None:
        demand(by, Permission.LOGIN_GIVE)
    home = place_of(who.home_code, name="home_code") if by is None else village_of(who.home_code)
    if by is not None:
        demand(by, Permission.LOGIN_GIVE, region_code=home.code)
    values = newcomer(
        name=who.name,
        gender=who.gender,
        birth_on=who.birth_on,
        id_number="",
        phone=who.phone,
        address=who.address,
    )
    if not values["phone"]:
        raise NotAPhone(field="phone")
    password = start_password()
    with transaction.atomic():
        person = _known(values, home.code) or Person.objects.create(**values, home=home)
        name = checked_username(username, person.name)
        try:
            with transaction.atomic():
                user = User.objects.create_user(
                    name, password, person=person, phone=_mobile(values["phone"]), must_choose_password=True
                )
        except IntegrityError as error:
            raise (PhoneOfSomebodyElse(field="phone") if "phone" in str(error) else UsernameTaken()) from error
        if standing_mandates(on=timezone.localdate(at)).filter(proxy=person).exists():
            give_role(by=None, at=at, user=user, role=Role.PROXY)
        emit(
            "accounts.login.opened",
            at=at,
            by=by,
            subject_kind="user",
            subject_id=user.id,
            region_code=person.home_id,
            deliver=False,
        )
    return HandedOut(user, password)


def _known(values: dict[str, Any], home_code: str) -> Person | None:
    """The person with this number: of this name and village, or the number is somebody else's."""
    index: Any = Person._meta.get_field("phone_index")
    rows = Person.objects.select_for_update(of=("self",)).filter(phone_index=index.index_of(values["phone"]))
    same = [one for one in rows.order_by("id") if (one.name, one.home_id) == (values["name"], home_code)]
    if not same:
        return None  # the number of a household, or of a daughter whom the dossier names
    person = same[0]
    if User.objects.filter(person=person).exists():
        raise SignsInAlready(field="name", who=person.name)
    return person


def _mobile(phone: str) -> str | None:
    """Chinese mobile numbers sign in too; E.164. The number of a house belongs to nobody alone."""
    digits = national_digits(phone)
    return f"+86{digits}" if len(digits) == 11 and digits.startswith("1") else None
