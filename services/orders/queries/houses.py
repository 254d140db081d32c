"""Which kinds of organisation the service list wants for an order."""

from django.db.models import Exists, OuterRef
from django.db.models.expressions import Combinable

from services.orders.models import Order, OrderLine


def fits_house(kind: str) -> Combinable:
    """Orders that an organisation of this kind may take: no line is kept for other kinds."""
    kept = OrderLine.objects.filter(order=OuterRef("pk"), version__houses__len__gt=0)
    return ~Exists(kept.exclude(version__houses__contains=[kind]))


def for_house(order: Order, kind: str) -> bool:
    """True when an organisation of this kind may take the order."""
    return Order.objects.filter(fits_house(kind), id=order.id).exists()
