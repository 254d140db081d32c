"""Proposals that take longer than a page."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from services.dispatch.actions.propose_plan import TASK
from services.dispatch.actions.work_out_proposal import work_out_proposal


@app.task(name=TASK, pass_context=False)
def propose(proposal_id: str) -> None:
    """Work out the day of a large organisation."""
    work_out_proposal(at=timezone.now(), proposal_id=UUID(proposal_id))
