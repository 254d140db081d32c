"""How a proposal goes from one state to the next; ``docs/lifecycle.md`` is drawn from this table."""

from typing import Any

from services.dispatch.enums import ProposalState as S
from services.dispatch.models import Proposal
from services.orders.lifecycle import Move, StateChanged


def _move(*sources: str, to: str) -> Move:
    return Move(frozenset(sources), to)


PROPOSAL_MOVES: dict[str, Move] = {
    "start": _move(S.QUEUED, to=S.RUNNING),
    "finish": _move(S.RUNNING, to=S.DONE),
    "give_up": _move(S.QUEUED, S.RUNNING, to=S.FAILED),
}


def advance_proposal(proposal: Proposal, move: str, **changes: Any) -> Proposal:
    """Move the proposal along the table by compare-and-set, writing ``changes`` with it; else StateChanged."""
    step = PROPOSAL_MOVES[move]
    moved = Proposal.objects.filter(id=proposal.id, state__in=step.sources).update(state=step.target, **changes)
    if moved != 1:
        proposal.refresh_from_db(fields=["state"])
        raise StateChanged(status=proposal.get_state_display())
    for field, value in {"state": step.target, **changes}.items():
        setattr(proposal, field, value)
    return proposal
