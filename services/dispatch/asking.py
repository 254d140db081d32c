"""A draft put to the solver as a problem, and its answer put into the draft. Asks the database nothing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from accounts.policies.dispatch_rules import BREAK, DAY_BEGINS, DAY_ENDS
from accounts.policies.queries import Rulebook
from services.dispatch.board import Board, Seat
from services.dispatch.routing.problem import Problem, Rest, Solution, Stop, Vehicle, Why
from services.dispatch.routing.solver import alone
from services.dispatch.ways import Ways

HOUR = 3600
NOON = (11 * HOUR, 14 * HOUR)  # between these a break begins
SHORTEST_DAY = 6 * HOUR  # of those who are due a break
WAY_THERE = HOUR  # before the day begins and after it ends one is on the way
DETOUR_M = 5_000  # somebody known may travel so much further before a stranger goes


@dataclass
class Question:
    """``free``: seats to be placed, by id; ``kept`` stay where they are; ``out``: seats nobody is asked for, and why.

    ``was`` is whom the draft sent to each free seat when it was asked.
    """

    problem: Problem
    free: dict[UUID, Seat]
    kept: list[Seat]
    was: dict[UUID, UUID | None]
    out: dict[UUID, Why] = field(default_factory=dict)


def stays(seat: Seat, *, keep: bool) -> bool:
    """True for what the computer leaves alone: begun, pinned, and (``keep``) whatever a person decided."""
    if not seat.movable or seat.pinned:
        return True
    return keep and seat.person_id is not None and not seat.idea


def question_of(board: Board, ways: Ways, book: Rulebook, *, at: datetime, keep: bool = True) -> Question:
    """The day as a problem. Takes every free seat from whoever the draft sends, so the board is changed by this."""
    was = {seat.id: seat.person_id for seat in board.seats.values()}
    kept = [seat for seat in board.seats.values() if stays(seat, keep=keep) and seat.person_id is not None]
    free, out = {}, {}
    begins, ends = book[DAY_BEGINS].value * HOUR, book[DAY_ENDS].value * HOUR
    for seat in board.seats.values():
        if stays(seat, keep=keep) or seat.order.starts_at <= at:
            continue
        board.send(seat, None)
        if begins <= _second(board, seat.order.starts_at) and _second(board, seat.order.ends_at) <= ends:
            free[seat.id] = seat
        else:
            out[seat.id] = Why.NOT_IN_HOURS
    days = {key: _day_of(board, key, begins, ends) for key in sorted(board.members)}
    rest = book[BREAK].value * 60
    vehicles = [_vehicle(board, ways, key, *day, rest, at) for key, day in days.items() if day[0] < day[1]]
    stops = {seat.id: _free_stop(board, ways, seat) for seat in free.values()}
    pinned, vehicles = _kept_stops(board, ways, kept, vehicles)
    problem = Problem((*stops.values(), *pinned), tuple(vehicles), ways.travel.metres, ways.travel.seconds, DETOUR_M)
    return Question(problem, free, kept, was, out)


def _second(board: Board, moment: datetime) -> int:
    """Seconds since the day began; more than 24 hours on the day after."""
    midnight = timezone.make_aware(datetime.combine(board.day, datetime.min.time()))
    return int((moment - midnight) / timedelta(seconds=1))


def _day_of(board: Board, person_id: UUID, begins: int, ends: int) -> tuple[int, int]:
    """The part of the day in which somebody can be sent, by the hours they gave; it may be empty."""
    rota = board.candidates[person_id].rota
    if rota is None or not rota.hours:
        return begins, ends
    span = rota.on(board.day)
    if span is None:
        return begins, begins
    first, last = (one.hour * HOUR + one.minute * 60 + one.second for one in span)
    return max(begins, first), min(ends, last)


def _vehicle(board: Board, ways: Ways, person_id: UUID, begins: int, ends: int, rest: int, at: datetime) -> Vehicle:
    earliest = max(begins - WAY_THERE, min(_second(board, at), ends))
    rests: tuple[Rest, ...] = ()
    if rest and ends - max(begins, earliest) >= SHORTEST_DAY and earliest < NOON[0]:
        rests = (Rest(NOON[0], NOON[1] - rest, rest),)
    return Vehicle(str(person_id), ways.row[person_id], earliest, ends + WAY_THERE, rests=rests)


def _stop(board: Board, ways: Ways, seat: Seat) -> Stop:
    starts, ends = (_second(board, moment) for moment in seat.span)
    return Stop(str(seat.id), ways.row[seat.order.id], starts, starts, ends - starts)


def _free_stop(board: Board, ways: Ways, seat: Seat) -> Stop:
    plain = _stop(board, ways, seat)
    barred = {key for key in board.members if not _could(board, ways, seat, key)}
    elder = seat.order.elder_id
    # A pair that was made to last comes before whoever has been there by chance.
    known = (board.pairs.get(elder, set()) & board.members) - barred or set(board.known.get(elder, {})) & board.members
    return Stop(
        plain.key,
        plain.place,
        plain.earliest,
        plain.latest,
        plain.service,
        barred=frozenset(map(str, barred)),
        known=frozenset(map(str, known)),
    )


def _could(board: Board, ways: Ways, seat: Seat, person_id: UUID) -> bool:
    """True when nothing speaks against it and they can be there between what they have already."""
    if board.reasons(seat, person_id):
        return False
    for other in board.of(person_id):
        first, second = (other, seat) if other.order.starts_at <= seat.order.starts_at else (seat, other)
        if ways.late(first, second):
            return False
    return True


def _kept_stops(
    board: Board, ways: Ways, kept: list[Seat], vehicles: list[Vehicle]
) -> tuple[list[Stop], list[Vehicle]]:
    """What stays as stops of those who have it, as far as it can be kept in time; a break gives way to it.

    What is left out of the problem still bars whatever collides with it.
    """
    stops, found, keys = [], [], {seat.id for seat in kept}
    for vehicle in vehicles:
        mine: list[Stop] = []
        seats = [seat for seat in board.of(UUID(vehicle.key)) if seat.id in keys]
        problem = Problem((), (), ways.travel.metres, ways.travel.seconds)
        without = Vehicle(vehicle.key, vehicle.start, vehicle.earliest, vehicle.latest)
        for seat in seats:
            plain = _stop(board, ways, seat)
            one = Stop(plain.key, plain.place, plain.earliest, plain.latest, plain.service, pinned=vehicle.key)
            if alone(problem, without, [*mine, one]):
                mine.append(one)
        stops += mine
        found.append(vehicle if alone(problem, vehicle, mine) else without)
    return stops, found


def answer_of(question: Question, solution: Solution) -> tuple[dict[UUID, UUID], dict[UUID, Why]]:
    """Seat → person for the free seats that found one, the earliest first, and why the others did not."""
    placed = {
        UUID(visit.stop): UUID(route.vehicle)
        for route in solution.routes
        for visit in route.visits
        if visit.stop is not None and UUID(visit.stop) in question.free
    }
    order = sorted(placed, key=lambda key: question.free[key].order.starts_at)
    left = {UUID(key): why for key, why in solution.left.items() if UUID(key) in question.free}
    return {key: placed[key] for key in order}, {**question.out, **left}
