"""Who can be named by hand."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.access.enums import Role
from accounts.access.models import Grant
from accounts.access.queries import standing
from accounts.elders.models import Elder
from accounts.elders.queries.search import search_elders
from accounts.people.enums import VolunteerStatus
from accounts.people.models import Person
from accounts.people.queries import find_people

MOST = 20
FILIAL = Exists(Grant.objects.filter(standing(), user__person=OuterRef("id"), role=Role.FILIAL_CARER))


def carers_called(codes: Iterable[str], text: str) -> QuerySet[Person]:
    """People of these places who volunteer or work as filial carers, by part of their name."""
    rows = find_people(codes, text=text).filter(died_on=None)
    return rows.filter(Q(volunteer__status=VolunteerStatus.VERIFIED) | Q(FILIAL))[:MOST]


def families_called(codes: Iterable[str], text: str) -> list[Elder]:
    """Elders of these places whose family might be meant, found as everywhere, with those who support them."""
    found = search_elders(list(codes), text, limit=MOST)
    ids = [elder.id for elder in found]
    rows = Elder.objects.filter(id__in=ids, supporters__ended_on=None, supporters__isnull=False).distinct()
    return list(rows.select_related("person__home").prefetch_related("supporters").order_by("person__home", "id"))


def serves(person: Person) -> bool:
    """Whether somebody volunteers, or holds the role of a filial care worker, today."""
    rows = Person.objects.filter(id=person.id)
    return rows.filter(Q(volunteer__status=VolunteerStatus.VERIFIED) | Q(FILIAL)).exists()
