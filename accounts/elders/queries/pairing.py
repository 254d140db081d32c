"""Who looks in on whom: the unpaired, and how many each visitor has."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.access.enums import TABLE, Permission
from accounts.access.models import Grant
from accounts.access.queries import standing
from accounts.elders.enums import VisitorKind
from accounts.elders.models import Elder, VisitContact
from accounts.organisations.enums import OrganisationKind
from accounts.organisations.models import Organisation
from accounts.people.enums import VolunteerStatus
from accounts.people.models import Person

MOST_CANDIDATES = 200


@dataclass
class Visitor:
    """Somebody who visits: ``led`` elders they answer for, ``helped`` they visit besides; some are but a name.

    ``key`` is the person's id, or the id of one of the pairs that bear the bare name.
    """

    name: str
    person_id: UUID | None
    key: UUID
    has_login: bool
    place: str = ""  # of a bare name
    kinds: set[str] = field(default_factory=set)
    led: int = 0
    helped: int = 0

    @property
    def kinds_text(self) -> list[str]:
        return [str(kind.label) for kind in VisitorKind if kind.value in self.kinds]


def _here(codes: Iterable[str], way: str = "") -> Q:
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(**{f"{way}person__home__code__startswith": code})
    return inside


def standing_pairs_of() -> QuerySet[VisitContact]:
    """Pairs that stand, with elders who are in the registry."""
    return VisitContact.objects.filter(until=None, elder__left_on=None)


def unpaired(codes: Iterable[str]) -> QuerySet[Elder]:
    """Elders of these region subtrees for whom nobody comes first, those at the highest risk first."""
    led = VisitContact.objects.filter(elder=OuterRef("id"), until=None, lead=True)
    elders = Elder.objects.filter(_here(codes), ~Exists(led), left_on=None).select_related("person__home")
    return elders.order_by("person__home", "id")


def load_of(codes: Iterable[str]) -> list[Visitor]:
    """Every visitor of these region subtrees with how many they have, the most first. One query.

    Who is known as a person is one visitor wherever they go; a bare name counts once in each village.
    """
    found: dict[object, Visitor] = {}
    rows = standing_pairs_of().filter(_here(codes, "elder__")).defer("phone")
    rows = rows.select_related("person__user", "elder__person__home").order_by("name", "id")
    for row in rows:
        key: object = row.person_id or (row.name, row.elder.person.home_id)
        login = getattr(row.person, "user", None) if row.person is not None else None
        place = "" if row.person_id is not None else row.elder.person.home.name
        one = found.setdefault(
            key, Visitor(row.name, row.person_id, row.person_id or row.id, login is not None and login.is_active, place)
        )
        one.kinds.add(row.kind)
        if row.lead:
            one.led += 1
        else:
            one.helped += 1
    return sorted(found.values(), key=lambda one: (-one.led, -one.helped, one.name))


def pairs_of_person(person_id: UUID) -> QuerySet[VisitContact]:
    """The standing pairs of somebody, led ones first."""
    return standing_pairs_of().filter(person=person_id).select_related("elder__person__home").order_by("-lead", "id")


def pairs_of_name(contact_id: UUID) -> QuerySet[VisitContact]:
    """The standing pairs in the same village with the same bare name as this one; none when it names a person."""
    one = standing_pairs_of().filter(id=contact_id, person=None).select_related("elder__person").first()
    if one is None:
        return VisitContact.objects.none()
    same = standing_pairs_of().filter(person=None, name=one.name, elder__person__home=one.elder.person.home_id)
    return same.select_related("elder__person__home").order_by("-lead", "id")


def candidates(village_code: str) -> list[Person]:
    """Whom a village may name: those with a role of visits there, its volunteers, and who visits there already."""
    above = [village_code[:length] for length in (9, 12)]
    roles = [role for role, held in TABLE.items() if Permission.VISIT in held]
    staff = Grant.objects.filter(standing(), region__in=above, role__in=roles, user__is_active=True)
    named = standing_pairs_of().filter(elder__person__home=village_code, person__isnull=False)
    who = (
        Q(id__in=staff.values("user__person"))
        | Q(id__in=named.values("person"))
        | Q(volunteer__status=VolunteerStatus.VERIFIED, home=village_code)
    )
    return list(Person.objects.filter(who, died_on=None).order_by("pinyin", "id")[:MOST_CANDIDATES])


def helpers_among_elders(village_code: str) -> list[Person]:
    """Elders of the village who may help others (互助结对): not at high risk themselves."""
    able = Elder.objects.filter(person__home=village_code, left_on=None).exclude(tier="HIGH")
    return list(Person.objects.filter(id__in=able.values("person")).order_by("pinyin", "id")[:MOST_CANDIDATES])


def associations(village_code: str) -> list[Organisation]:
    """Elders' associations and groups that may set pairs in the village."""
    above = [village_code[:length] for length in (6, 9, 12)]
    kinds = (OrganisationKind.ELDERS_ASSOCIATION, OrganisationKind.VOLUNTEER_TEAM)
    return list(Organisation.objects.filter(region__in=above, kind__in=kinds).order_by("name"))
