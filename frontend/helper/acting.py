"""For whom the reader acts, and what the elder allows."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.access.actions.reveal_person import reveal_person
from accounts.elders.enums import Power
from accounts.elders.models import Elder, Mandate
from accounts.elders.queries import elder_for, is_oneself, mandate_of, powers_for
from services.orders.models import Order
from services.orders.queries.allowance import Allowance, allowance_of
from services.orders.queries.rows import order_for


@dataclass(frozen=True)
class Acting:
    """An elder, and by what right the reader stands there. Without a mandate it is the territory's."""

    elder: Elder
    mandate: Mandate | None
    powers: frozenset[Power]
    today: date
    allowance: Allowance | None = None  # what a mandate still lets order this month; None: no limits but the passbook

    @cached_property
    def may_order(self) -> bool:
        return Power.ORDER in self.powers

    @cached_property
    def may_confirm(self) -> bool:
        return Power.CONFIRM in self.powers

    @property
    def age(self) -> int | None:
        """Full years today."""
        return self.elder.person.age_on(self.today)


def acting_for(user: Any, elder_id: UUID, *, power: Power = Power.VIEW) -> Acting:
    """The elder for whom the reader may use the power today; raises NotFound for everybody else.

    Whoever comes by the territory and not by the elder's own word leaves a trace of having looked.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    elder = elder_for(user, elder_id, power=power, on=today)
    mandate = mandate_of(user, elder, on=today)
    if mandate is None and not is_oneself(user, elder):
        reveal_person(by=user, at=now, person=elder.person, purpose="ordering", reference=f"elder:{elder.id}")
    held = powers_for(user, elder, on=today)
    return Acting(elder, mandate, held, today, _allowance(user, elder, held, today))


def _allowance(user: Any, elder: Elder, held: frozenset[Power], today: date) -> Allowance | None:
    return allowance_of(user, elder, on=today) if Power.ORDER in held else None


def order_of_elder(user: Any, order_id: UUID, *, power: Power = Power.VIEW) -> tuple[Order, Acting]:
    """The order with the elder it is for, for the elder's side only.

    Who serves it may open the order elsewhere, but this side of it shows the code to be said at the door.
    """
    order = order_for(user, order_id)
    return order, acting_for(user, order.elder_id, power=power)
