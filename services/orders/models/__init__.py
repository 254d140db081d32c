from services.orders.models.assignment import Assignment, Evidence, ServiceRecord
from services.orders.models.order import Order, OrderLine

__all__ = ["Assignment", "Evidence", "Order", "OrderLine", "ServiceRecord"]
