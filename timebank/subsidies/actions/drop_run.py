"""Do away with a month that was drawn up and not posted."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from timebank.subsidies.actions.events import tell
from timebank.subsidies.actions.propose_run import lock_run
from timebank.subsidies.lifecycle import advance_run
from timebank.subsidies.models import Run


def drop_run(*, by: Any, at: datetime, run_id: UUID, words: str = "") -> Run:
    """Drop it: it pays nobody, and the month can be drawn again. Raises NotAllowed, NotFound, RunChanged."""
    demand(by, Permission.SUBSIDY_RUN)
    with transaction.atomic():
        run = lock_run(run_id)
        demand(by, Permission.SUBSIDY_RUN, region_code=run.programme.region_id)
        advance_run(run, "drop", words=words.strip()[:200])
        run.rows.all().delete()
        tell("run.dropped", at=at, by=by, subject_id=run.id, region_code=run.programme.region_id)
    return run
