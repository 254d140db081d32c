"""An elder dies or leaves for good: what was to come is called off, before anybody rings at the door."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.elders.actions.leave_registry import leave_registry
from accounts.elders.models import Elder
from accounts.people.models import Person
from services.associations.actions.leave_association import end_for_elder as leave_associations
from services.meals.actions.end_meals import end_meals
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.actions.releasing import give_back
from services.orders.actions.seating import end_seats
from services.orders.enums import TO_COME
from services.orders.lifecycle import advance_order
from services.orders.models import Order
from services.standing.actions.end_for_elder import end_for_elder
from timebank.subsidies.actions.stop_for_elder import stop_for_elder


def say_farewell(*, by: Any, at: datetime, elder: Elder, on: date, reason: str, died: bool) -> int:
    """Take the elder out of the registry and call off every order that has not begun; return how many.

    What comes round for them ends: nothing more is ordered, nor is anybody told that it could not be. What programmes
    paid them stops with that day.

    What is being served or waits to be confirmed runs its course: somebody gave that time. The minutes in the passbook
    stay until they are handed on (``inherit_account``) or moved. Whoever had claimed an order hears only that it is
    called off. Raises what ``leave_registry`` raises.
    """
    with transaction.atomic():
        # The person, then what comes round, then the orders, then the elder, as everywhere.
        Person.objects.select_for_update().get(pk=elder.person_id)
        end_for_elder(by=by, at=at, elder=elder)
        waiting = list(
            Order.objects.filter(elder=elder, status__in=TO_COME).order_by("id").values_list("id", flat=True)
        )
        orders = [lock_order(order_id) for order_id in waiting]
        leave_registry(by=by, at=at, elder=elder, on=on, reason=reason, died=died)
        called_off = 0
        for order in orders:
            if order.status not in TO_COME:
                continue
            words = _("The elder is no longer looked after here.")
            advance_order(order, "cancel", closed_at=at, comment=words)
            end_seats(order, at=at, by=by)
            give_back(order, at=at)
            emit_order(order, "cancelled", at=at, by=by, words=words)
            called_off += 1
        end_meals(by=by, at=at, elder=elder)
        leave_associations(by=by, at=at, elder=elder, on=on, died=died)
        stop_for_elder(by=by, at=at, elder=elder, on=on, died=died)  # with what was just given back
    return called_off
