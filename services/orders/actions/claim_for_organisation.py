"""An organisation takes a seat; it names the member later."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.organisations.actions.keeping import demand_standing
from accounts.organisations.models import Organisation
from accounts.organisations.queries.finding import serves
from accounts.refusals import Refusal
from services.orders.actions.lock import lock_order
from services.orders.actions.seating import OrderNotOpen, seat
from services.orders.enums import SEATED, OrderStatus
from services.orders.models import Assignment
from services.orders.queries.houses import for_house


class OutsideAreas(Refusal):
    code = "outside_areas"
    sentence = _("This elder lives outside the places your organisation serves.")


class WrongHouse(Refusal):
    code = "wrong_house"
    sentence = _("The service list keeps this for another kind of organisation.")


def claim_for_organisation(
    *, by: Any, at: datetime, order_id: UUID, organisation_id: UUID, held: int | None = None
) -> Assignment:
    """Take a seat of an open order for the organisation the actor manages.

    ``held`` is how many seats of the order the organisation had when the form was drawn: a form sent twice gets the
    seat it took the first time. Raises NotAllowed, NotFound, OrderNotOpen, NotStanding, OutsideAreas, WrongHouse.
    """
    demand(by, Permission.ORDER_DISPATCH, organisation_id=organisation_id)
    with transaction.atomic():
        order = lock_order(order_id)
        if held is not None:
            seats = Assignment.objects.filter(order=order, organisation=organisation_id, status__in=SEATED)
            taken = list(seats.order_by("claimed_at"))
            if len(taken) > held:
                return taken[-1]
        if order.status != OrderStatus.OPEN or order.ends_at <= at:
            raise OrderNotOpen
        organisation = Organisation.objects.get(id=organisation_id)
        demand_standing(organisation)
        if not serves(organisation, order.village_code):
            raise OutsideAreas
        if not for_house(order, organisation.kind):
            raise WrongHouse
        return seat(order, by=by, at=at, person_id=None, organisation_id=organisation_id)
