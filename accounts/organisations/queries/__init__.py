"""Reads about organisations."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When

from accounts.organisations.enums import MemberRole, OrganisationKind, OrganisationStatus
from accounts.organisations.models import Member, Organisation
from accounts.regions.enums import Level
from accounts.regions.models import Region
from accounts.regions.queries import within

RANK = Case(*(When(role=role, then=Value(place)) for place, role in enumerate(MemberRole)), default=Value(9))


def current_members(organisation_id: UUID, *, on: date) -> QuerySet[Member]:
    """Members on a day, managers first, then dispatchers, then by name."""
    return (
        Member.objects.filter(current(on), organisation=organisation_id)
        .select_related("person__home", "person__volunteer")
        .order_by(RANK, "person__name")
    )


def is_member(organisation_id: UUID, person_id: UUID, *, on: date) -> bool:
    return Member.objects.filter(current(on), organisation=organisation_id, person=person_id).exists()


def current(on: date, prefix: str = "") -> Q:
    """Memberships that hold on the day; ``prefix`` is the way to them from other rows."""
    since, none, until = f"{prefix}since_on__lte", f"{prefix}until_on__isnull", f"{prefix}until_on__gt"
    return Q(**{since: on}) & (Q(**{none: True}) | Q(**{until: on}))


def organisations_by_id(ids: Iterable[UUID]) -> list[Organisation]:
    """These organisations by name, with their regions."""
    return list(Organisation.objects.filter(id__in=list(ids)).select_related("region").order_by("name"))


def organisations_within(codes: Iterable[str]) -> QuerySet[Organisation]:
    """Organisations at home in these region subtrees, by name."""
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(region__code__startswith=code)
    return Organisation.objects.filter(inside).order_by("name")


def villages_without_association(codes: Iterable[str]) -> list[Region]:
    """Villages in these subtrees where no elders' association or mutual-help group is at home, in the order of codes.

    One of the township is one for each of its villages. N34: 支持乡镇、村建立老年协会或其他老年人组织. Two queries.
    """
    kinds = (OrganisationKind.ELDERS_ASSOCIATION, OrganisationKind.MUTUAL_AID)
    homes = Organisation.objects.filter(kind__in=kinds, status=OrganisationStatus.VERIFIED)
    there = set(homes.values_list("region", flat=True))
    villages = within(codes).filter(level=Level.VILLAGE)
    return [one for one in villages if one.code not in there and one.township_code not in there]
