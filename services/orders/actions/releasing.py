"""An order comes to nothing: what was set aside for it goes back."""

from datetime import datetime

from services.orders.models import Order
from timebank.ledger.actions.release_hold import release_hold
from timebank.purses.actions.release_sources import release_sources
from timebank.subsidies.actions.release_vouchers import release_vouchers


def give_back(order: Order, *, at: datetime) -> None:
    """Release what a locked order holds: own minutes, those of gifts and the pool, money of programmes.

    Inside a transaction only.
    """
    release_hold(reference_id=order.id, at=at)
    release_sources(order_id=order.id, at=at)
    release_vouchers(order_id=order.id, at=at)
