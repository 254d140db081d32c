"""What a mandate still lets its proxy order this month."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Sum
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.elders.enums import Power
from accounts.elders.models import Elder, Mandate
from accounts.elders.queries import is_oneself, mandate_of
from accounts.refusals import NotFound
from services.catalogue.models import ItemVersion
from services.orders.enums import OrderStatus
from services.orders.models import Order
from services.orders.spending import spent_elsewhere

GIVEN_BACK = (OrderStatus.CANCELLED, OrderStatus.EXPIRED, OrderStatus.VOIDED)  # these took nothing in the end


@dataclass(frozen=True)
class Allowance:
    """A mandate to order, and what the proxy has ordered by it for days of ``month`` (its first day), meals too."""

    mandate: Mandate
    month: date
    minutes_used: int = 0
    fen_used: int = 0

    def allows(self, version: ItemVersion) -> bool:
        return self.mandate.allows(version.item.code, version.item.category_id)

    @property
    def minutes_left(self) -> int | None:
        """None: no limit but the passbook."""
        most = self.mandate.minutes_per_month
        return None if most is None else max(0, most - self.minutes_used)

    @property
    def fen_left(self) -> int | None:
        most = self.mandate.fen_per_month
        return None if most is None else max(0, most - self.fen_used)


def allowance_of(
    user: Any, elder: Elder, *, on: date, month: date | None = None, for_update: bool = False
) -> Allowance | None:
    """By which mandate the user orders for the elder on a day; None for the elder and for the territory's people.

    ``for_update`` locks the mandate. What the same person ordered under an earlier mandate counts too: a new paper
    does not begin a new month. Raises NotFound for everybody who may not order.
    """
    if is_oneself(user, elder):
        return None
    if may(user, Permission.ORDER_FOR_ANYONE, region_code=elder.person.home_id):
        return None
    mandate = mandate_of(user, elder, on=on)
    if mandate is not None and for_update:
        # Read again once it is ours: taken back a moment ago, it is none.
        mandate = Mandate.objects.select_for_update().filter(id=mandate.id, revoked_at=None).first()
    if mandate is None or Power.ORDER not in mandate.powers:
        raise NotFound
    return _counted(mandate, elder, (month or on).replace(day=1))


def _counted(mandate: Mandate, elder: Elder, first: date) -> Allowance:
    if mandate.minutes_per_month is None and mandate.fen_per_month is None:
        return Allowance(mandate, first)
    orders = Order.objects.filter(
        elder=elder,
        placed_by__person=mandate.proxy_id,
        starts_at__gte=_midnight(first),
        starts_at__lt=_midnight(first + relativedelta(months=1)),
    ).exclude(status__in=GIVEN_BACK)
    used = orders.aggregate(minutes=Sum("planned_minutes"), fen=Sum("price_fen"))
    fen = (used["fen"] or 0) + spent_elsewhere(mandate.proxy_id, elder.id, first)
    return Allowance(mandate, first, used["minutes"] or 0, fen)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here
