"""To whom something goes, and who has seen it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from accounts.access.enums import Role
from accounts.access.models import Grant
from accounts.access.queries import standing
from accounts.elders.models import Elder
from accounts.elders.queries import standing_mandates
from accounts.journal.models import Event, Notice
from accounts.people.models import User
from accounts.regions.enums import Level
from accounts.regions.models import Region
from services.publications.enums import Audience, State
from services.publications.models import Posting, Publication, Reader

STAFF = (
    Role.VILLAGE_WORKER,
    Role.VILLAGE_ASSISTANT,
    Role.COORDINATOR,
    Role.FILIAL_CARER,
    Role.SUPERVISOR,
    Role.TOWNSHIP_OFFICIAL,
    Role.COUNTY_OFFICIAL,
    Role.OPERATOR,
)


@dataclass(frozen=True)
class Seen:
    """One place of the table: ``sent`` to so many, of whom ``delivered``, ``opened``, ``answered``; ``posted`` on the
    boards of so many of its ``villages``.
    """

    code: str
    name: str
    sent: int
    delivered: int
    opened: int
    answered: int
    posted: int
    villages: int


def addressees(publication: Publication, *, on: date) -> dict[UUID, str]:
    """Login → place as whose reader, of everybody it is for. At most five queries, however many they are."""
    code, found = publication.region_id, dict[UUID, str]()
    wanted = publication.audience
    everybody = wanted == Audience.EVERYBODY
    if everybody or wanted == Audience.FAMILIES:
        found |= _families(code, on)
    if everybody or wanted == Audience.VOLUNTEERS:
        holders = _grants(role=Role.VOLUNTEER, user__person__home__code__startswith=code)
        found |= dict(holders.values_list("user_id", "user__person__home"))
    if everybody or wanted == Audience.STAFF:
        found |= dict(_grants(role__in=STAFF, region__code__startswith=code).values_list("user_id", "region_id"))
    if everybody:
        heads = _grants(role=Role.ORGANISATION_MANAGER, organisation__region__code__startswith=code)
        found |= dict(heads.values_list("user_id", "organisation__region_id"))
    return found


def _families(code: str, on: date) -> dict[UUID, str]:
    """Elders who sign in, and whoever holds a mandate of an elder living there."""
    mandates = standing_mandates(on=on).filter(elder__left_on=None, elder__person__home__code__startswith=code)
    homes = dict(mandates.values_list("proxy_id", "elder__person__home"))
    homes |= dict(
        Elder.objects.filter(left_on=None, person__home__code__startswith=code).values_list("person_id", "person__home")
    )
    users = User.objects.filter(is_active=True, person__in=homes).values_list("id", "person_id")
    return {user: homes[person] for user, person in users if person is not None}


def _grants(**where: Any) -> Any:
    return Grant.objects.filter(standing(), user__is_active=True, **where).order_by("user_id")


def unread(publication: Publication) -> Any:
    """Readers who have not done what is asked: opened it, or said that they read it."""
    rows = Reader.objects.filter(publication=publication, user__is_active=True)
    return rows.filter(answered_at=None) if publication.asks_answer else rows.filter(opened_at=None)


def seen_by_place(publication: Publication, *, below: str = "", digits: int = 12) -> list[Seen]:
    """The table of who has seen the edition that holds, by village, or by township with ``digits`` 9; an office stands
    in its own line. Villages that should hang it up count with nobody, too. Four queries."""
    told = Notice.objects.filter(
        recipient=OuterRef("user"), event__in=Event.objects.filter(subject_id=publication.id).values("sequence")
    )
    rows = Reader.objects.filter(publication=publication, place__startswith=below).annotate(told=Exists(told))
    counted = (
        rows.order_by("place")
        .values_list("place")
        .annotate(
            n_sent=Count("id"),
            n_delivered=Count("id", filter=Q(told=True)),
            n_opened=Count("id", filter=Q(opened_at__isnull=False)),
            n_answered=Count("id", filter=Q(answered_at__isnull=False)),
        )
    )
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 6)
    for place, *numbers in counted:
        line = found[place[:digits]]
        line[:4] = [a + b for a, b in zip(line, numbers, strict=False)]
    holding = Posting.objects.filter(publication=publication, number=publication.number, region__code__startswith=below)
    for code in holding.values_list("region_id", flat=True):
        found[code[:digits]][4] += 1
    if publication.on_board and publication.state == State.PUBLISHED:
        inside = Region.objects.filter(level=Level.VILLAGE, code__startswith=max(below, publication.region_id, key=len))
        for code in inside.values_list("code", flat=True):
            found[code[:digits]][5] += 1
    names = _names(found)
    return [Seen(code, names.get(code, code), *numbers) for code, numbers in sorted(found.items())]


def _names(codes: Iterable[str]) -> dict[str, str]:
    return dict(Region.objects.filter(code__in=list(codes)).values_list("code", "name"))


def publication_audience(event: Event) -> list[User]:
    """Everybody it was sent to, but who did it; of a reminder those who have not done what is asked."""
    step = event.name.rpartition(".")[2]
    publication = Publication.objects.filter(id=event.subject_id).first()
    if publication is None or step not in ("published", "revised", "reminded"):
        return []
    rows = unread(publication) if step == "reminded" else Reader.objects.filter(publication=publication)
    users = User.objects.filter(id__in=rows.values("user"), is_active=True).order_by("id")
    return [user for user in users if user.id != event.by_id]
