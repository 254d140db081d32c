"""Organisations as the public, civil affairs and people who apply look for them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.organisations.enums import JoinStatus, OrganisationStatus
from accounts.organisations.models import JoinRequest, Member, Organisation, Paper
from accounts.organisations.queries import current
from accounts.refusals import NotFound


def verified_organisations(region_code: str) -> QuerySet[Organisation]:
    """Those that are verified and at home in the county of the place, by name; with places and hours."""
    return (
        Organisation.objects.filter(status=OrganisationStatus.VERIFIED, region__code__startswith=region_code[:6])
        .select_related("region")
        .prefetch_related("areas", "hours")
        .order_by("name", "id")
    )


def verified_organisation(organisation_id: UUID) -> Organisation:
    """One of them. Raises NotFound."""
    found = (
        Organisation.objects.filter(id=organisation_id, status=OrganisationStatus.VERIFIED)
        .select_related("region")
        .prefetch_related("areas", "hours")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def serves(organisation: Organisation, region_code: str) -> bool:
    """True when the place lies in the areas that it has named, or when it has named none."""
    codes = list(organisation.areas.values_list("code", flat=True))
    return not codes or region_code.startswith(tuple(codes))


def organisations_judged_by(user: Any) -> QuerySet[Organisation]:
    """Those in the territory of an official, whoever waits first. Raises NotAllowed."""
    demand(user, Permission.ORGANISATION_VERIFY)
    inside = Q(pk__in=[])
    for code in territories(user, Permission.ORGANISATION_VERIFY):
        inside |= Q(region__code__startswith=code)
    return Organisation.objects.filter(inside).select_related("region", "applied_by__person")


def organisation_judged_by(user: Any, organisation_id: UUID) -> Organisation:
    """One of them, with its places and papers. Raises NotAllowed, NotFound."""
    found = (
        organisations_judged_by(user)
        .filter(id=organisation_id)
        .select_related("decided_by__person")
        .prefetch_related("areas", "hours")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def applications_of(user: Any) -> list[Organisation]:
    """What one has applied for, the newest first."""
    rows = Organisation.objects.filter(applied_by=user.id).select_related("region")
    return list(rows.order_by("-created_at", "-id"))


def memberships_of(person_id: UUID, *, on: date) -> list[Member]:
    """Where somebody belongs on a day, by name of the organisation; with hours."""
    rows = Member.objects.filter(current(on), person=person_id).select_related("organisation__region", "team")
    return list(rows.prefetch_related("hours").order_by("organisation__name"))


def join_requests_of(organisation_id: UUID) -> list[JoinRequest]:
    """Those who wait for an answer, the longest first."""
    rows = JoinRequest.objects.filter(organisation=organisation_id, status=JoinStatus.WAITING)
    return list(rows.select_related("person__home", "person__volunteer").order_by("asked_at"))


def own_join_requests(person_id: UUID) -> list[JoinRequest]:
    """What somebody asked, the newest first."""
    rows = JoinRequest.objects.filter(person=person_id).select_related("organisation")
    return list(rows.order_by("-asked_at")[:10])


def papers_of(organisation_id: UUID) -> list[Paper]:
    """Papers that stand, whole organisation before single people, the first to run out first."""
    rows = Paper.objects.filter(organisation=organisation_id, replaced_at=None).select_related("person")
    return sorted(rows, key=lambda one: (one.person_id is not None, one.valid_until or date.max, one.kind))


def members_counted(organisation_ids: Collection[UUID], *, on: date) -> dict[UUID, int]:
    """Organisation → how many belong to it. One query."""
    rows = Member.objects.filter(current(on), organisation__in=list(organisation_ids))
    return dict(rows.values_list("organisation_id").annotate(Count("id")).order_by("organisation_id"))


def teams_of(members: Iterable[Member]) -> dict[UUID | None, list[Member]]:
    """Team → its members; None: those without one."""
    found: defaultdict[UUID | None, list[Member]] = defaultdict(list)
    for member in members:
        found[member.team_id].append(member)
    return dict(found)
