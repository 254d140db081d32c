"""Who serves in a whole county: volunteers in every village, organisations in every township. Invented."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import cycle, islice
from random import Random
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access.enums import Role
from accounts.access.models import Grant
from accounts.organisations.enums import MemberRole, OrganisationKind, OrganisationStatus
from accounts.organisations.models import Member, Organisation
from accounts.people.enums import CredentialKind, Gender, VolunteerStatus
from accounts.people.models import Credential, Person, User, Volunteer
from accounts.regions.enums import Level
from accounts.regions.models import Region
from timebank.config.demo.copying import copy_in
from timebank.config.demo.crowd import FAMILIES, GIVEN

VOLUNTEERS, ORGANISATIONS, MEMBERS = 5_000, 60, 10
YOUNGEST, OLDEST = 19, 72
TOWNSHIP = 9  # digits
NAMES = ("社工服务中心", "老年协会", "志愿服务队", "居家养老服务部")
KINDS = (
    OrganisationKind.SOCIAL_WORK,
    OrganisationKind.ELDERS_ASSOCIATION,
    OrganisationKind.VOLUNTEER_TEAM,
    OrganisationKind.HOME_CARE,
)
PREFIX = "county-"  # of user names: who is there already when it goes on
LOGIN = "!"  # no password opens it


@dataclass
class Hands:
    """Who can be sent: volunteers by village, members of organisations by township, and who orders in a village."""

    volunteers: dict[str, list[tuple[Person, User]]] = field(default_factory=dict)
    members: dict[str, list[tuple[Person, Organisation, User]]] = field(default_factory=dict)
    assistants: dict[str, User] = field(default_factory=dict)


def hire(*, now: datetime, seed: int, volunteers: int = VOLUNTEERS, organisations: int = ORGANISATIONS) -> Hands:
    """Everybody, made where they are missing; who can be sent."""
    employ(now=now, seed=seed, volunteers=volunteers, organisations=organisations)
    return _hands()


def employ(
    *, now: datetime, seed: int, volunteers: int, organisations: int, within: str = "", prefix: str = PREFIX
) -> bool:
    """Those who serve in a division, whose user names begin with ``prefix``; False when they are there already.

    In one transaction: interrupted, it leaves nobody.
    """
    if User.objects.filter(username__startswith=prefix).exists():
        return False
    villages = list(Region.objects.filter(level=Level.VILLAGE, code__startswith=within).order_by("code"))
    with transaction.atomic():
        _make(now, Random(seed), villages, volunteers, organisations, prefix)  # noqa: S311 - the same each time
    return True


def _make(now: datetime, rng: Random, villages: list[Region], volunteers: int, organisations: int, prefix: str) -> None:
    since = now - timedelta(days=400)
    people = [_person(rng, village, now) for village in islice(cycle(villages), volunteers)]
    copy_in(people)
    copy_in([Volunteer(person=one, status=VolunteerStatus.VERIFIED, verified_at=since) for one in people])
    copy_in([_health_card(one, now) for one in people if rng.random() < 0.3])
    copy_in([_social(one, now) for one in people[::40]])
    _logins(f"{prefix}volunteer", people, since, Role.VOLUNTEER)
    assistants = [_person(rng, village, now) for village in villages]
    copy_in(assistants)
    _logins(f"{prefix}assistant", assistants, since, Role.VILLAGE_ASSISTANT)
    townships = sorted({village.code[:TOWNSHIP] for village in villages})
    for number, township in enumerate(islice(cycle(townships), organisations)):
        made = _organisation(number, [one for one in villages if one.code.startswith(township)], rng, now, since)
        _logins(f"{prefix}manager{number}-", [made.manager], since, Role.ORGANISATION_MANAGER, made.organisation)


@dataclass(frozen=True)
class Founded:
    """An organisation and who runs it."""

    organisation: Organisation
    manager: Person


def _organisation(number: int, villages: list[Region], rng: Random, now: datetime, since: datetime) -> Founded:
    kind = number % len(KINDS)
    place = villages[number % len(villages)]
    made = Organisation.objects.create(
        kind=KINDS[kind],
        status=OrganisationStatus.VERIFIED,
        name=f"{place.name.removesuffix('村')}{NAMES[kind]}",
        region_id=place.code[:TOWNSHIP],
        phone=f"100{number:08d}",
        verified_at=since,
    )
    people = [_person(rng, village, now) for village in islice(cycle(villages), MEMBERS)]
    copy_in(people)
    copy_in([paper(one, now) for one in people for paper in (_health_card, _social)])
    day = timezone.localdate(since)
    copy_in(
        [
            Member(organisation=made, person=one, since_on=day, role=MemberRole.MEMBER if at else MemberRole.MANAGER)
            for at, one in enumerate(people)
        ]
    )
    copy_in([Volunteer(person=one, status=VolunteerStatus.VERIFIED, verified_at=since) for one in people])
    return Founded(made, people[0])


def _person(rng: Random, village: Region, now: datetime) -> Person:
    born = timezone.localdate(now) - timedelta(days=round(rng.uniform(YOUNGEST, OLDEST) * 365.25))
    return Person(
        name=rng.choice(FAMILIES) + rng.choice(GIVEN) + rng.choice(GIVEN),
        gender=rng.choice(Gender.values),
        birth_on=born,
        phone=f"100{rng.randrange(10**8):08d}",
        home=village,
        registered=village,
        address=f"{rng.randint(1, 12)} 组 {rng.randint(1, 99)} 号",
    )


def _logins(
    kind: str, people: list[Person], since: datetime, role: Role, organisation: Organisation | None = None
) -> None:
    users = [User(username=f"{kind}{n}", person=one, password=LOGIN) for n, one in enumerate(people)]
    copy_in(users)
    region = role == Role.VILLAGE_ASSISTANT
    copy_in(
        [
            Grant(
                user=user,
                role=role,
                since=since,
                region_id=user.person.home_id if region and user.person else None,
                organisation=organisation,
            )
            for user in users
        ]
    )


def _health_card(person: Person, now: datetime) -> Credential:
    return _paper(person, CredentialKind.HEALTH_CARD, timezone.localdate(now))


def _social(person: Person, now: datetime) -> Credential:
    return _paper(person, CredentialKind.SOCIAL_WORKER, timezone.localdate(now))


def _paper(person: Person, kind: CredentialKind, today: date) -> Credential:
    return Credential(
        person=person, kind=kind, valid_from=today - timedelta(days=400), valid_until=today + timedelta(days=300)
    )


def _hands() -> Hands:
    found = Hands()
    logins = (
        User.objects.filter(username__startswith=PREFIX).select_related("person__home").order_by("created_at", "id")
    )
    for user in logins:
        assert user.person is not None
        if user.username.startswith(f"{PREFIX}volunteer"):
            found.volunteers.setdefault(user.person.home_id, []).append((user.person, user))
        elif user.username.startswith(f"{PREFIX}assistant"):
            found.assistants[user.person.home_id] = user
    managers = {g.organisation_id: g.user for g in Grant.objects.filter(user__in=logins).select_related("user")}
    for member in _members(managers):
        township = member.organisation.region_id[:TOWNSHIP]
        user = managers[member.organisation_id]
        found.members.setdefault(township, []).append((member.person, member.organisation, user))
    return found


def _members(managers: dict[UUID | None, User]) -> Iterator[Member]:
    rows = Member.objects.filter(organisation__in=[key for key in managers if key], until_on=None)
    yield from rows.select_related("person__home", "organisation").order_by("organisation", "id")
