"""Begin the signed statements of everybody in a county who has a book."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.regions.models import Region
from services.windup.models import StatementRun
from timebank.ledger.queries.holders import holders_books

TASK = "services.windup.make_statements"


def begin_statements(*, by: Any, at: datetime, region: Region) -> StatementRun:
    """Queue them; while some are being made, those. Raises NotAllowed, NotFound."""
    demand(by, Permission.COUNTY_EXPORT)
    demand(by, Permission.COUNTY_EXPORT, region_code=region.code)
    try:
        with transaction.atomic():
            run = StatementRun.objects.create(
                region=region, asked_by=by, asked_at=at, holders=holders_books(region.code).count()
            )
            emit(
                "services.county.statements_begun",
                at=at,
                by=by,
                subject_kind="statement_run",
                subject_id=run.id,
                region_code=region.code,
                deliver=False,
            )
            app.configure_task(name=TASK).defer(run_id=str(run.id))
    except IntegrityError:
        return StatementRun.objects.get(region=region, done_at=None)
    return run
