"""Freeze what a township is measured by at the end of a year; until it is signed it may be frozen anew."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound, Refusal
from accounts.regions.enums import Level
from accounts.regions.models import Region
from services.supervision.actions.bulletins import NothingFrozen
from services.supervision.models import YearFigures
from services.supervision.queries.years import indicators


class YearSigned(Refusal):
    code = "year_signed"
    sentence = _("These figures are signed and stay.")


def freeze_year(*, by: Any, at: datetime, region_code: str, year: int) -> YearFigures:
    """From readings, tasks and inspections of that year. Raises NotAllowed, NotFound, NothingFrozen, YearSigned."""
    demand(by, Permission.SUPERVISE, region_code=region_code)
    with transaction.atomic():
        region = Region.objects.select_for_update(no_key=True).filter(code=region_code, level=Level.TOWNSHIP).first()
        if region is None:
            raise NotFound
        rows = indicators(region_code, year)
        if rows is None:
            raise NothingFrozen(field="year")
        found = YearFigures.objects.filter(region=region, year=year).first()
        if found is None:
            return YearFigures.objects.create(region=region, year=year, rows=rows, frozen_at=at, frozen_by=by)
        if found.signed_at is not None:
            raise YearSigned
        found.rows, found.frozen_at, found.frozen_by = rows, at, by
        found.save(update_fields=["rows", "frozen_at", "frozen_by"])
    return found
