"""An organisation with a day ahead of it: Lian sends, Yu and Su go."""

from datetime import datetime, timedelta
from types import SimpleNamespace

from django.utils import timezone

from services.dispatch.models import DayPlan
from services.dispatch.queries.day import board_of
from services.orders.actions.claim_for_organisation import claim_for_organisation
from tests import personas

AHEAD = timedelta(days=1)


def nine(at: datetime) -> datetime:
    """Tomorrow at nine."""
    return timezone.localtime(at + AHEAD).replace(hour=9, minute=0, second=0, microsecond=0)


def ground(at: datetime) -> SimpleNamespace:
    lian, yu, su = (personas.user(name) for name in ("连晓雯", "余丽钦", "苏桂香"))
    house = personas.organisation(lian, yu, su)
    return SimpleNamespace(at=at, lian=lian, yu=yu, su=su, house=house, day=nine(at).date())


def seat(here: SimpleNamespace, hours: float = 0, *, elder=None, of=None, village: str = personas.VILLAGE):
    """A seat of the organisation, ``hours`` after nine, with nobody named."""
    elder = elder or personas.elder(village=village)
    by = personas.proxy(elder)
    start = nine(here.at) + timedelta(hours=hours)
    order = personas.order(by, elder, of=of, at=here.at, hours=(start - here.at).total_seconds() / 3600)
    return claim_for_organisation(by=here.lian, at=here.at, order_id=order.id, organisation_id=here.house.id)


def board(here: SimpleNamespace):
    return board_of(here.house.id, here.day, at=here.at)


def plan(here: SimpleNamespace) -> DayPlan:
    return DayPlan.objects.get(organisation=here.house, day=here.day)


def drafted(here: SimpleNamespace) -> dict:
    """Seat id → every column of its placement."""
    rows = plan(here).placements.values("seat_id", "person_id", "instead_of_id", "pinned", "by_hand", "by_id", "at")
    return {row["seat_id"]: row for row in rows}
