"""Sign the figures of a year: a second person, and then they stay."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound
from services.supervision.actions.bulletins import AnotherPasses
from services.supervision.actions.freeze_year import YearSigned
from services.supervision.models import YearFigures


def sign_year(*, by: Any, at: datetime, figures_id: UUID) -> YearFigures:
    """Raises NotAllowed, NotFound, AnotherPasses, YearSigned."""
    demand(by, Permission.SUPERVISION_DECIDE)
    with transaction.atomic():
        found = YearFigures.objects.select_for_update().filter(id=figures_id).first()
        if found is None:
            raise NotFound
        demand(by, Permission.SUPERVISION_DECIDE, region_code=found.region_id)
        if found.signed_at is not None:
            raise YearSigned
        if found.frozen_by_id == by.id:
            raise AnotherPasses
        found.signed_at, found.signed_by = at, by
        found.save(update_fields=["signed_at", "signed_by"])
    return found
