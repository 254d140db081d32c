"""A whole county at work: fifty thousand elders, five thousand volunteers, sixty organisations, a year behind them."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from accounts.elders.models import Elder
from accounts.refusals import Refusal
from services.catalogue.models import ItemVersion
from services.catalogue.queries import menu
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.actions.claim_order import claim_order
from services.orders.actions.place_order import Line, place_order
from services.orders.models import Order
from timebank.config.demo.county_people import TOWNSHIP, Hands, hire
from timebank.config.demo.county_year import HOURS, Year
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint

AHEAD_DAYS, A_VILLAGE_A_DAY = 3, 3
CLAIMED, SENT = 0.4, 0.3


def work(*, now: datetime, seed: int, say: Callable[[str], None]) -> int:
    """Everybody who serves, the year's orders, and those of the next days; returns how many orders came.

    Again: adds what is missing. The past is written in bulk, what is still to come through the actions.
    """
    say("Volunteers and organisations of the county …")
    hands = hire(now=now, seed=seed)
    county = sorted(hands.assistants)[0][:6]
    items = list(menu(region_code=county, on=timezone.localdate(now)))
    say("A year of orders …")
    year = Year(now=now, seed=seed, hands=hands, items=items)
    came = year.write(say)
    if came:
        say("Orders of the next days …")
        came += _ahead(year, Random(seed), now)  # noqa: S311 - the same county each time, no secrets
        say("Sealing the books of the year …")
        seal_checkpoint(at=now)  # what no seal counted yet is summed for each visitor: meant for a day, not for a year
    return came


def _ahead(year: Year, rng: Random, now: datetime) -> int:
    count = 0
    for order in _placed(year, rng, now):
        count += 1
        choice = rng.random()
        if choice < CLAIMED + SENT:
            _taken(order, year.hands, rng, now, by_organisation=choice < SENT)
    return count


def _placed(year: Year, rng: Random, now: datetime) -> Iterator[Order]:
    for village in year.villages:
        elders = rng.sample(year.elders[village], min(AHEAD_DAYS * A_VILLAGE_A_DAY, len(year.elders[village])))
        for number, elder in enumerate(elders):
            yield _one(elder, rng.choice(year.items), year.hands, rng, now, days=1 + number % AHEAD_DAYS)


def _one(elder: Elder, version: ItemVersion, hands: Hands, rng: Random, now: datetime, *, days: int) -> Order:
    day = timezone.localtime(now) + timedelta(days=days)
    starts_at = day.replace(hour=rng.choice(HOURS), minute=rng.choice((0, 15, 30, 45)), second=0, microsecond=0)
    return place_order(
        by=hands.assistants[str(elder.person.home_id)],
        at=now,
        elder_id=elder.id,
        lines=[Line(version.item_id)],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=-(-version.typical_minutes // 15) * 15),
    )


def _taken(order: Order, hands: Hands, rng: Random, now: datetime, *, by_organisation: bool) -> None:
    """Somebody takes it, if they may and can; else it stays open, as in life."""
    members = hands.members.get(order.village_code[:TOWNSHIP], [])
    try:
        if by_organisation and members:
            _person, body, manager = rng.choice(members)
            claim_for_organisation(by=manager, at=now, order_id=order.id, organisation_id=body.id)
        else:
            _person, user = rng.choice(hands.volunteers[order.village_code])
            claim_order(by=user, at=now, order_id=order.id)
    except Refusal:
        return
