"""Everybody in the demo: elders, the ten logins, volunteers, an organisation and its members."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.utils import timezone
from pypinyin import lazy_pinyin

from accounts.access.actions.give_role import give_role
from accounts.access.enums import Role
from accounts.elders.actions.give_mandate import Limits, give_mandate
from accounts.elders.actions.register_elder import register_elder
from accounts.elders.enums import Consent, Power
from accounts.elders.models import CareNote, Elder
from accounts.organisations.enums import MemberRole, OrganisationStatus
from accounts.organisations.models import Member, Organisation
from accounts.people.enums import CredentialKind, Gender, Relation, VolunteerStatus
from accounts.people.id_numbers import check_character
from accounts.people.models import Credential, Kinship, Person, User, Volunteer
from accounts.regions.models import Region
from timebank.config.demo.places import shifted

CAST = tomllib.loads((Path(__file__).parent / "cast.toml").read_text(encoding="utf-8"))
LOGINS: list[dict[str, Any]] = CAST["login"]
BUREAUS: list[dict[str, Any]] = CAST["bureau"]
REGISTERED_DAYS_AGO = 400
MANDATE_DAYS = 365 * 2
HOUSE_REACH_KM = 0.6  # houses lie this far from the middle of their village
DAYS_A_YEAR = 365.2425


@dataclass
class Cast:
    """Who is who, by name (logins also by user name)."""

    now: datetime
    rng: Random
    password: str  # hashed once for all: hashing is slow on purpose
    elders: dict[str, Elder] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    members: set[str] = field(default_factory=set)
    organisation: Organisation | None = None
    phones: int = 0

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def since(self) -> datetime:
        return self.now - timedelta(days=REGISTERED_DAYS_AGO)


def gather(now: datetime, rng: Random, password: str) -> Cast:
    """Create everybody and return them."""
    cast = Cast(now, rng, password)
    for sheet in CAST["elder"]:
        _add_elder(cast, sheet)
    for sheet in LOGINS:
        _add_login(cast, sheet)
    for sheet in CAST["neighbour"]:
        user = _add_user(cast, sheet)
        _add_volunteer(cast, user)
    _add_organisation(cast)
    return cast


def _add_person(cast: Cast, sheet: dict[str, Any]) -> Person:
    home = Region.objects.get(code=sheet["village"])
    cast.phones += 1
    days = int(sheet["age"] * DAYS_A_YEAR) + cast.rng.randint(3, 360)
    person = Person(
        name=sheet["name"],
        gender=sheet["gender"],
        birth_on=cast.today - timedelta(days=days),
        phone=f"138000000{cast.phones:02d}",
        home=home,
        address=sheet.get("address", ""),
    )
    if home.latitude is not None and home.longitude is not None:
        distance_km, angle = cast.rng.uniform(0.05, HOUSE_REACH_KM), cast.rng.uniform(0, 6.28)
        person.latitude, person.longitude = shifted((home.latitude, home.longitude), distance_km, angle)
    person.save()
    for kind, days_left in sheet.get("papers", {}).items():
        Credential.objects.create(
            person=person,
            kind=CredentialKind(kind),
            valid_from=cast.since.date(),
            valid_until=cast.today + timedelta(days=days_left),
        )
    return person


def _add_elder(cast: Cast, sheet: dict[str, Any]) -> None:
    person = _add_person(cast, sheet)
    person.id_number, person.registered_id = _number_of(person), person.home_id
    person.save()
    elder = register_elder(by=None, at=cast.since, person=person, lives_alone=sheet.get("alone", False))
    elder.spoken_code = f"{cast.rng.randrange(10_000):04d}"  # from the seed, so that a demo can be told in advance
    elder.save(update_fields=["spoken_code"])
    for text in sheet.get("notes", []):
        CareNote.objects.create(elder=elder, text=text, written_at=cast.now - timedelta(days=20))
    cast.elders[person.name] = elder


def _number_of(person: Person) -> str:
    """A valid ID number that nobody has: the serial numbers from 996 on were kept for those over a hundred."""
    assert person.birth_on is not None
    serial = "998" if person.gender == Gender.FEMALE else "999"
    digits = f"350425{person.birth_on:%Y%m%d}{serial}"
    return digits + check_character(digits)


def _add_user(cast: Cast, sheet: dict[str, Any], *, username: str = "") -> User:
    person = _add_person(cast, sheet)
    username = username or "".join(lazy_pinyin(person.name))
    user = User.objects.create_user(username, None, person=person)
    cast.users[username] = cast.users[person.name] = user
    return user


def _add_login(cast: Cast, sheet: dict[str, Any]) -> None:
    user = _add_user(cast, sheet, username=sheet["username"])
    user.email, user.phone = f"{user.username}@example.org", f"+86{_person(user).phone}"
    user.phone_verified, user.password = True, cast.password
    user.save(update_fields=["email", "phone", "phone_index", "phone_verified", "password"])
    role = Role(sheet["role"])
    if role == Role.VOLUNTEER:
        _add_volunteer(cast, user)
    elif role != Role.ORGANISATION_MANAGER:  # the organisation comes later and brings its own
        region = Region.objects.get(code=sheet["region"]) if "region" in sheet else None
        give_role(by=None, at=cast.since, user=user, role=role, region=region)
    for name in sheet.get("proxy_of", []):
        give_mandate(
            by=None,
            at=cast.since,
            elder=cast.elders[name],
            proxy=_person(user),
            powers=[Power.VIEW, Power.ORDER, Power.CONFIRM],
            starts_on=cast.since.date(),
            ends_on=cast.since.date() + timedelta(days=MANDATE_DAYS),
            consent=Consent(sheet["consent"]),
            limits=Limits(**sheet.get("limits", {}).get(name, {})),
        )
    for name, relation in sheet.get("kin_of", {}).items():
        Kinship.objects.create(person=cast.elders[name].person, relative=_person(user), relation=Relation(relation))


def _add_volunteer(cast: Cast, user: User) -> None:
    Volunteer.objects.create(
        person=_person(user), status=VolunteerStatus.VERIFIED, verified_at=cast.since, radius_m=5000
    )
    give_role(by=None, at=cast.since, user=user, role=Role.VOLUNTEER)


def _add_organisation(cast: Cast) -> None:
    sheet = CAST["organisation"]
    organisation = Organisation.objects.create(
        kind=sheet["kind"],
        status=OrganisationStatus.VERIFIED,
        name=sheet["name"],
        region=Region.objects.get(code=sheet["region"]),
        phone=sheet["phone"],
        verified_at=cast.since,
    )
    manager = cast.users["manager"]
    give_role(by=None, at=cast.since, user=manager, role=Role.ORGANISATION_MANAGER, organisation=organisation)
    _add_member(cast, organisation, manager, MemberRole.MANAGER)
    for person_sheet in CAST["member"]:
        user = _add_user(cast, person_sheet)
        _add_member(cast, organisation, user, MemberRole.MEMBER)
        cast.members.add(_person(user).name)
    cast.organisation = organisation


def _add_member(cast: Cast, organisation: Organisation, user: User, role: MemberRole) -> None:
    Member.objects.create(organisation=organisation, person=_person(user), role=role, since_on=cast.since.date())


def _person(user: User) -> Person:
    assert user.person is not None
    return user.person
