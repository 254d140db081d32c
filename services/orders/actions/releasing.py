"""An order comes to nothing: what was set aside for it goes back."""

from datetime import datetime

from services.orders.models import Order
from timebank.ledger.actions.release_hold import release_hold
from timebank.subsidies.actions.release_vouchers import release_vouchers


def give_back(order: Order, *, at: datetime) -> None:
    """Release the minutes and the money of programmes that a locked order holds. Inside a transaction only."""
    release_hold(reference_id=order.id, at=at)
    release_vouchers(order_id=order.id, at=at)
