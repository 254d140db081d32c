"""Work a proposal out and write it into the draft."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.organisations.models import Organisation
from accounts.policies.dispatch_rules import EVEN
from accounts.policies.queries import rulebook
from accounts.refusals import NotFound
from services.dispatch.actions.drafting import Columns, lock_plan, record, wanted_of
from services.dispatch.asking import Question, answer_of, question_of, stays
from services.dispatch.board import Board
from services.dispatch.enums import ChangeKind, ProposalState
from services.dispatch.lifecycle import advance_proposal
from services.dispatch.models import DayPlan, Proposal
from services.dispatch.queries.day import board_of
from services.dispatch.routing.evening import evened
from services.dispatch.routing.problem import Why
from services.dispatch.routing.solver import SolverLied, checked, solve
from services.dispatch.ways import ways_of

FEW = 60
SECONDS_FOR_FEW, SECONDS = 2.0, 6.0  # of search; with all the rest below ten for 500 seats and 60 people


def work_out_proposal(*, at: datetime, proposal_id: UUID) -> Proposal:
    """Search, then write what was found as one change that can be undone; whoever went on planning meanwhile wins.

    The proposal tells how far it is. One that is not waiting is left as it is. Raises NotFound.
    """
    proposal = Proposal.objects.select_related("plan__organisation", "by").filter(id=proposal_id).first()
    if proposal is None:
        raise NotFound
    if proposal.state != ProposalState.QUEUED:
        return proposal
    advance_proposal(proposal, "start")
    try:
        return _written(proposal, *_searched(proposal, at=at), at=at)
    except SolverLied:
        return advance_proposal(proposal, "give_up", ended_at=at)
    except Exception:
        advance_proposal(proposal, "give_up", ended_at=at)  # the page stops waiting; the fault goes its way
        raise


def _written(
    proposal: Proposal,
    placed: dict[UUID, UUID],
    left: dict[UUID, Why],
    question: Question,
    by_road: bool,
    *,
    at: datetime,
) -> Proposal:
    with transaction.atomic():
        plan = lock_plan(proposal.plan.organisation_id, proposal.plan.day)
        board = board_of(plan.organisation_id, plan.day, at=at)
        sent, open_seats = _merged(board, question, placed, left, keep=proposal.keep)
        wanted: dict[UUID, Columns] = {
            key: wanted_of(board.seats[key], person, by=proposal.by, at=at, by_hand=False)
            for key, person in sent.items()
        }
        record(plan, ChangeKind.PROPOSE, wanted, by=proposal.by, at=at)
        return advance_proposal(
            proposal,
            "finish",
            percent=100,
            placed=sum(person is not None and person != question.was[key] for key, person in sent.items()),
            left={str(key): why for key, why in open_seats.items()},
            by_road=by_road,
            ended_at=at,
        )


def _searched(proposal: Proposal, *, at: datetime) -> tuple[dict[UUID, UUID], dict[UUID, Why], Question, bool]:
    plan: DayPlan = proposal.plan
    place: Organisation = plan.organisation
    board = board_of(plan.organisation_id, plan.day, at=at)
    book = rulebook(region_code=str(place.region_id), on=plan.day)
    ways = ways_of(board, book)
    question = question_of(board, ways, book, at=at, keep=proposal.keep)

    def tick(share: float) -> None:
        Proposal.objects.filter(id=proposal.id).update(percent=round(share * 95))

    seconds = SECONDS_FOR_FEW if len(question.free) <= FEW else SECONDS
    found = solve(question.problem, seconds=seconds, tick=tick)
    solution = checked(question.problem, evened(question.problem, found, percent=book[EVEN].value))
    placed, left = answer_of(question, solution)
    return placed, left, question, ways.travel.by_road


def _merged(
    board: Board, question: Question, placed: dict[UUID, UUID], left: dict[UUID, Why], *, keep: bool
) -> tuple[dict[UUID, Any], dict[UUID, Why]]:
    """Seat → whom the proposal sends, under the draft as it stands now, and the seats that stay open with their why.

    What was moved meanwhile stays as it was moved. Whoever was sent before to a seat that found nobody keeps it,
    where nothing speaks against it.
    """
    mine = {key: board.seats[key] for key in (*placed, *left) if key in board.seats}
    mine = {
        key: seat for key, seat in mine.items() if seat.person_id == question.was[key] and not stays(seat, keep=keep)
    }
    for seat in mine.values():
        board.send(seat, None)
    sent: dict[UUID, UUID | None] = {}
    for key, person_id in placed.items():
        if key in mine and person_id in board.members and not board.reasons(mine[key], person_id):
            board.send(mine[key], person_id)
            sent[key] = person_id
    still: dict[UUID, Why] = {}
    for key, seat in mine.items():
        if key in sent:
            continue
        named = seat.row.person_id
        if named is not None and not board.reasons(seat, named):
            board.send(seat, named)
            sent[key] = named
        else:
            sent[key] = None
            still[key] = left.get(key, Why.NO_TIME_LEFT)
    return sent, still
