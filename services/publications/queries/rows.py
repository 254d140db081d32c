"""Fetching publications: what a reader may read, what an office may write."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import territories
from accounts.refusals import NotFound
from services.publications.enums import Audience, State
from services.publications.models import Hotline, Publication, Reader

LENGTHS = (2, 4, 6, 9, 12)
COUNTY_DIGITS = 6


def above(code: str) -> list[str]:
    """The place and those above it."""
    return [code[:length] for length in LENGTHS if len(code) >= length]


def written_in(user: Any) -> QuerySet[Publication]:
    """What the login may write, change and count the readers of: of its places and of those below."""
    inside = Q(pk__in=[])
    for code in territories(user, Permission.NOTICE_WRITE):
        inside |= Q(region__code__startswith=code)
    return Publication.objects.filter(inside).select_related("region", "written_by__person")


def publication_for(user: Any, publication_id: UUID) -> Publication:
    """One the login may write. Raises NotFound."""
    found = written_in(user).filter(id=publication_id).first()
    if found is None:
        raise NotFound
    return found


def shown(region_code: str, *, on: date, kinds: tuple[str, ...] = ()) -> QuerySet[Publication]:
    """What everybody may read at a place today: of it, above and below it, the newest first."""
    there = Q(region__in=above(region_code)) | Q(region__code__startswith=region_code)
    rows = Publication.objects.filter(there, Q(until=None) | Q(until__gte=on), state=State.PUBLISHED)
    rows = rows.exclude(audience=Audience.STAFF)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return rows.select_related("region").order_by("-published_at", "-id")


def readable(user: Any, publication_id: UUID) -> Publication:
    """One that the reader may read: published for everybody, or sent to them, or theirs to write. Raises NotFound."""
    rows = Publication.objects.select_related("region").filter(id=publication_id)
    found = rows.first()
    if found is None:
        raise NotFound
    if found.state != State.DRAFT and found.audience != Audience.STAFF:
        return found
    if user is not None and user.is_authenticated:
        if found.state != State.DRAFT and Reader.objects.filter(publication=found, user=user).exists():
            return found
        if written_in(user).filter(id=found.id).exists():
            return found
    raise NotFound


def reader_of(user: Any, publication: Publication) -> Reader | None:
    """The reader's own row, where it was sent to them."""
    if user is None or not user.is_authenticated:
        return None
    return Reader.objects.filter(publication=publication, user=user).first()


def hotline_of(region_code: str) -> Hotline | None:
    """The rights hotline of the county a place lies in."""
    return Hotline.objects.filter(region=region_code[:COUNTY_DIGITS], replaced_at=None).first()
