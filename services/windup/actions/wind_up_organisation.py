"""Close an organisation when nothing of it is open any more; its books go on, nothing is lost."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.organisations.models import Organisation
from accounts.refusals import NotFound, Refusal
from services.orders.actions.close_organisation import AlreadyClosed, close_organisation
from services.windup.queries.organisation import left_of


class StillOpen(Refusal):
    code = "organisation_still_open"
    sentence = _("Something of it is still open. Settle that first: %(count)s.")


def wind_up_organisation(
    *, by: Any, at: datetime, organisation_id: UUID, successor_id: UUID | None = None
) -> Organisation:
    """``close_organisation``, only when everything of ``left_of`` is settled: the row is locked for both looks.

    Raises StillOpen besides what that raises.
    """
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().filter(id=organisation_id).first()
        if organisation is None:
            raise NotFound
        demand(by, Permission.BOOKS_KEEP, region_code=organisation.region_id)
        if organisation.closed_at is not None:
            raise AlreadyClosed
        count = sum(one.count for one in left_of(organisation, on=timezone.localdate(at)))
        if count:
            raise StillOpen(count=count)
        return close_organisation(by=by, at=at, organisation_id=organisation_id, successor_id=successor_id)
