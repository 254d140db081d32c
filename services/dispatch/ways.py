"""The ways of a day: between the homes of those who are sent and the doors they go to, and who comes too late."""

from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from accounts.people.models import Person
from accounts.people.queries import place_of
from accounts.policies.dispatch_rules import DETOUR_FACTOR, SPEED
from accounts.policies.queries import Rulebook
from services.dispatch.board import Board, Seat
from services.dispatch.travel import Spot, Travel, travel
from services.orders.models import Order


@dataclass(frozen=True)
class Ways:
    """``row`` of the matrices, by person or order id."""

    travel: Travel
    row: dict[UUID, int]

    def metres(self, start: UUID, end: UUID) -> int:
        return int(self.travel.metres[self.row[start], self.row[end]])

    def seconds(self, start: UUID, end: UUID) -> int:
        return int(self.travel.seconds[self.row[start], self.row[end]])

    def late(self, before: Seat, after: Seat) -> int:
        """Minutes by which somebody comes too late who goes from one to the other; 0 in time."""
        gap = (after.order.starts_at - before.order.ends_at).total_seconds()
        return max(0, -int((gap - self.seconds(before.order.id, after.order.id)) // 60))


def ways_of(board: Board, book: Rulebook) -> Ways:
    """Every way of the day, by the rules of the organisation's place. Asks a road map where one is configured."""
    orders = {seat.order.id: seat.order for seat in board.seats.values()}
    spots = [_home(person) for person in board.people.values()] + [_door(order) for order in orders.values()]
    row = {key: number for number, key in enumerate([*board.people, *orders])}
    made = travel(spots, detour_percent=book[DETOUR_FACTOR].value, speed=book[SPEED].value)
    return Ways(made, row)


def _home(person: Person) -> Spot:
    return Spot(*place_of(person), village=str(person.home_id))


def _door(order: Order) -> Spot:
    """Where the elder lives; the middle of the village where the house is not known."""
    if order.latitude is not None:
        return Spot(order.latitude, order.longitude, order.village_code)
    home = order.elder.person.home
    return Spot(home.latitude, home.longitude, order.village_code)


def lateness(board: Board, ways: Ways) -> dict[UUID, int]:
    """Seat → minutes by which whoever is to go comes too late from the one before; nothing for those in time."""
    found = {}
    for person_id in board.people:
        for before, after in pairwise(board.of(person_id)):
            late = ways.late(before, after)
            if late:
                found[after.id] = late
    return found


def reach(board: Board, ways: Ways, seat: Seat, person_id: UUID) -> tuple[int, int]:
    """Metres to the seat from where the person is before it, and minutes they are late there or at the next one."""
    others = [one for one in board.of(person_id) if one.id != seat.id]
    before = [one for one in others if one.order.ends_at <= seat.order.starts_at]
    after = [one for one in others if one.order.starts_at >= seat.order.ends_at]
    metres = ways.metres(before[-1].order.id if before else person_id, seat.order.id)
    late = ways.late(before[-1], seat) if before else 0
    return metres, max(late, ways.late(seat, after[0]) if after else 0)
