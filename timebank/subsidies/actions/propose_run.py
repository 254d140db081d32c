"""The preview is right: ask a second person to post it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound, Refusal
from timebank.subsidies.actions.draw_run import count
from timebank.subsidies.actions.events import tell
from timebank.subsidies.enums import RunStatus
from timebank.subsidies.lifecycle import advance_run
from timebank.subsidies.models import Run


class NothingToPay(Refusal):
    code = "nothing_to_pay"
    sentence = _("There is nobody to pay in this month.")


def propose_run(*, by: Any, at: datetime, run_id: UUID) -> Run:
    """Propose a drawn month. Raises NotAllowed, NotFound, NothingToPay, RunChanged."""
    demand(by, Permission.SUBSIDY_RUN)
    with transaction.atomic():
        run = lock_run(run_id)
        demand(by, Permission.SUBSIDY_RUN, region_code=run.programme.region_id)
        if run.status == RunStatus.DRAFT:
            count(run)
            if not run.people:
                raise NothingToPay
        advance_run(run, "propose", proposed_at=at, proposed_by=by, decided_at=None, decided_by=None, words="")
        tell(
            "run.proposed",
            at=at,
            by=by,
            subject_id=run.id,
            region_code=run.programme.region_id,
            people=run.people,
            fen=run.fen,
        )
    return run


def lock_run(run_id: UUID) -> Run:
    """The run, locked, with its programme. Raises NotFound. Inside a transaction only."""
    run = (
        Run.objects.select_for_update(of=("self",), no_key=True)
        .select_related("programme__budget", "programme__region")
        .filter(id=run_id)
        .first()
    )
    if run is None:
        raise NotFound
    return run
