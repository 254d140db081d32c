"""Whether a proxy's order stays within what the elder allowed; asked while it is being placed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.elders.models import Elder
from accounts.refusals import Refusal
from services.catalogue.models import ItemVersion
from services.orders.queries.allowance import allowance_of
from services.orders.queries.quote import quote


class Counted(Protocol):
    """So many of something."""

    @property
    def quantity(self) -> int: ...


class ServiceNotAllowed(Refusal):
    code = "mandate_service"
    sentence = _("The mandate does not cover %(what)s. The elder can widen it: a word to the village is enough.")


class OrderTooLarge(Refusal):
    code = "mandate_minutes_per_order"
    sentence = _("The mandate allows %(most)s for one order, this one takes %(takes)s.")


class MonthUsedUp(Refusal):
    code = "mandate_minutes_per_month"
    sentence = _("The mandate allows %(most)s a month. For that month %(left)s are left, this takes %(takes)s.")


class MoneyUsedUp(Refusal):
    code = "mandate_money_per_month"
    sentence = _("The mandate allows %(most)s yuan a month. For that month %(left)s are left, this takes %(takes)s.")


def demand_within_mandate(
    by: Any, elder: Elder, chosen: Sequence[tuple[Counted, ItemVersion]], starts_at: datetime, at: datetime
) -> None:
    """Raise ServiceNotAllowed, OrderTooLarge, MonthUsedUp, MoneyUsedUp beyond a mandate's limits, NotFound without one.

    The mandate is locked until the order stands: one taken back meanwhile is NotFound, and two orders at once count
    one after the other. A month is that of the day the order is for, here (Asia/Shanghai).
    """
    allowance = allowance_of(by, elder, on=timezone.localdate(at), month=timezone.localdate(starts_at), for_update=True)
    if allowance is None:
        return
    for _line, version in chosen:
        if not allowance.allows(version):
            raise ServiceNotAllowed(field="lines", what=version.name)
    costs = quote([(version, line.quantity) for line, version in chosen])
    mandate = allowance.mandate
    if mandate.minutes_per_order is not None and costs.minutes > mandate.minutes_per_order:
        raise OrderTooLarge(field="lines", most=time(mandate.minutes_per_order), takes=time(costs.minutes))
    if allowance.minutes_left is not None and costs.minutes > allowance.minutes_left:
        raise MonthUsedUp(
            field="lines",
            most=time(mandate.minutes_per_month or 0),
            left=time(allowance.minutes_left),
            takes=time(costs.minutes),
        )
    if allowance.fen_left is not None and costs.fen > allowance.fen_left:
        raise MoneyUsedUp(
            field="lines",
            most=yuan(mandate.fen_per_month or 0),
            left=yuan(allowance.fen_left),
            takes=yuan(costs.fen),
        )


def time(minutes: int) -> str:
    """``95`` minutes; whole hours as hours."""
    hours, rest = divmod(minutes, 60)
    if hours and not rest:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


def yuan(fen: int) -> str:
    """``12`` or ``12.50``."""
    return f"{fen // 100}" if fen % 100 == 0 else f"{fen / 100:.2f}"
