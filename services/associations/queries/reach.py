"""Which associations a reader may open, and which of their members: their own, or those of the reader's villages."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import managed_organisations, may, territories
from accounts.organisations.enums import OrganisationStatus
from accounts.organisations.models import Organisation
from accounts.refusals import NotAllowed, NotFound
from services.associations.enums import OF_ELDERS

KEEPS = Permission.ELDER_REGISTER  # the village keeps who belongs, as it keeps the registry


@dataclass(frozen=True)
class Seen:
    """One association as a reader sees it. ``codes``: subtrees whose elders are shown; empty: all. ``runs``: it is
    theirs; ``keeps_till``: they keep its fees, which the village does not.
    """

    organisation: Organisation
    codes: tuple[str, ...] = ()
    runs: bool = False
    keeps_till: bool = False

    @property
    def home(self) -> str:
        """The subtree its members live in."""
        return str(self.organisation.region_id)

    @property
    def reach(self) -> tuple[str, ...]:
        """Subtrees whose elders the reader may take in."""
        return self.codes or (self.home,)

    def shows(self, home: str) -> bool:
        """Whether elders living there are shown."""
        return home.startswith(self.reach) if self.codes else True


def association_seen(user: Any, organisation_id: UUID) -> Seen:
    """One that the reader runs, or that is at home in, above or below their territory.

    Raises NotAllowed without either permission, NotFound.
    """
    if not may(user, Permission.ORDER_DISPATCH) and not may(user, KEEPS):
        raise NotAllowed
    found = Organisation.objects.select_related("region").filter(id=organisation_id, kind__in=OF_ELDERS).first()
    if found is None:
        raise NotFound
    if may(user, Permission.ORDER_DISPATCH, organisation_id=found.id):
        till = may(user, Permission.ORGANISATION_RUN, organisation_id=found.id)
        return Seen(found, runs=True, keeps_till=till)
    codes = territories(user, KEEPS)
    if any(found.region_id.startswith(code) for code in codes):
        return Seen(found)
    below = tuple(code for code in codes if code.startswith(found.region_id))
    if not below:
        raise NotFound
    return Seen(found, codes=below)


def associations_of(user: Any) -> QuerySet[Organisation]:
    """Those that stand and that the reader may open, by place and name. Raises NotAllowed."""
    if not may(user, Permission.ORDER_DISPATCH) and not may(user, KEEPS):
        raise NotAllowed
    there = Q(id__in=managed_organisations(user))
    for code in territories(user, KEEPS):
        above = [code[:length] for length in (6, 9) if length < len(code)]
        there |= Q(region__code__startswith=code) | Q(region__in=above)
    standing = Organisation.objects.filter(there, kind__in=OF_ELDERS, status=OrganisationStatus.VERIFIED)
    return standing.select_related("region").order_by("region", "name", "id")


def associations_for(home: str) -> QuerySet[Organisation]:
    """Those that an elder living there may join: of the village, the township or the county."""
    above = [home[:length] for length in (6, 9, 12)]
    standing = Organisation.objects.filter(region__in=above, kind__in=OF_ELDERS, status=OrganisationStatus.VERIFIED)
    return standing.select_related("region").order_by("-region", "name")
