"""An organisation offers work that it took to another one."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.organisations.actions.keeping import demand_standing
from accounts.organisations.models import Organisation
from accounts.organisations.queries.finding import serves
from accounts.refusals import Invalid, NotFound, Refusal
from services.houses.actions.telling import tell_elder, tell_house
from services.houses.models import Handover, HandoverSeat
from services.orders.actions.claim_for_organisation import OutsideAreas, WrongHouse
from services.orders.enums import AssignmentStatus
from services.orders.models import Assignment
from services.orders.queries.houses import for_house

LONGEST = 300
MOST = 200


class NothingToHandOver(Invalid):
    code = "nothing_to_hand_over"
    sentence = _("Choose what is to be handed over: at most 200 orders that have not begun.")


class OfferedAlready(Refusal):
    code = "offered_already"
    sentence = _("One of these is offered to an organisation already.")


def offer_handover(
    *, by: Any, at: datetime, giver_id: UUID, taker_id: UUID, seat_ids: Collection[UUID], words: str = ""
) -> Handover:
    """Offer seats that have not begun; they stay where they are until the other one says yes.

    Both organisations and the elders' side are told. Raises NotAllowed, NotFound, NothingToHandOver, OfferedAlready,
    NotStanding, OutsideAreas when the other does not serve one of the places, WrongHouse when it may not do it.
    """
    demand(by, Permission.ORGANISATION_RUN, organisation_id=giver_id)
    wanted = set(seat_ids)
    if not wanted or len(wanted) > MOST or giver_id == taker_id:
        raise NothingToHandOver(field="seats")
    with transaction.atomic():
        houses = {one.id: one for one in Organisation.objects.filter(id__in=[giver_id, taker_id])}
        if taker_id not in houses:
            raise NotFound(field="taker")
        giver, taker = houses[giver_id], houses[taker_id]
        demand_standing(taker)
        rows = Assignment.objects.select_related("order__elder__person", "order__category")
        seats = list(
            rows.filter(
                id__in=wanted, organisation=giver, status=AssignmentStatus.CLAIMED, order__starts_at__gt=at
            ).order_by("order__starts_at")
        )
        if len(seats) != len(wanted):
            raise NothingToHandOver(field="seats")
        if not all(serves(taker, code) for code in {seat.order.village_code for seat in seats}):
            raise OutsideAreas(field="taker")
        if not all(for_house(seat.order, taker.kind) for seat in seats):
            raise WrongHouse(field="taker")
        handover = Handover.objects.create(
            giver=giver, taker=taker, words=words.replace("\x00", "").strip()[:LONGEST], offered_by=by, offered_at=at
        )
        try:
            with transaction.atomic():
                HandoverSeat.objects.bulk_create(HandoverSeat(handover=handover, assignment=seat) for seat in seats)
        except IntegrityError as error:
            if "handoverseat_offered_to_one" not in str(error):
                raise
            raise OfferedAlready(field="seats") from error
        tell_house(handover, taker, "offered", at=at, by=by, seats=len(seats))
        for seat in seats:
            tell_elder(handover, seat, "handover_offered", at=at, by=by)
    return handover
