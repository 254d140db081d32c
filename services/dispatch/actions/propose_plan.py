"""Ask the computer to propose a day."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from accounts.access.enums import Permission
from accounts.access.queries import demand
from services.dispatch.actions.drafting import lock_plan
from services.dispatch.actions.work_out_proposal import work_out_proposal
from services.dispatch.asking import stays
from services.dispatch.enums import BUSY
from services.dispatch.lifecycle import advance_proposal
from services.dispatch.models import Proposal
from services.dispatch.queries.day import board_of

TASK = "services.dispatch.propose"
AT_ONCE = 60  # so few seats are worked out within the request
GIVEN_UP_AFTER = timedelta(minutes=2)  # whoever worked on it is gone


def propose_plan(*, by: Any, at: datetime, organisation_id: UUID, day: date, keep: bool = True) -> Proposal:
    """Have routes proposed for whatever the draft leaves open: a small day at once, a large one by a job.

    Pinned, begun and (``keep``) what a person decided or named stays as it is. Asked again while it works: the same
    proposal. Raises NotAllowed.
    """
    demand(by, Permission.ORDER_DISPATCH, organisation_id=organisation_id)
    with transaction.atomic():
        plan = lock_plan(organisation_id, day)
        running = plan.proposals.filter(state__in=BUSY).first()
        if running is not None and running.asked_at > at - GIVEN_UP_AFTER:
            return running
        if running is not None:
            advance_proposal(running, "give_up", ended_at=at)
        proposal = Proposal.objects.create(plan=plan, by=by, asked_at=at, keep=keep)
        seats = board_of(organisation_id, day, at=at).seats.values()
        small = sum(not stays(seat, keep=keep) for seat in seats) <= AT_ONCE
        if not small:
            app.configure_task(name=TASK).defer(proposal_id=str(proposal.id))
    return work_out_proposal(at=at, proposal_id=proposal.id) if small else proposal
