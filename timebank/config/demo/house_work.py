"""What the organisation of the demo does at its desk: hours of last month approved and one asked about, and work that
the canteen next door would like to hand over.

Everything goes through the actions; the days stand relative to now.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction

from accounts.organisations.models import Organisation
from accounts.refusals import Refusal
from services.houses.actions.approve_hours import approve_hours
from services.houses.actions.offer_handover import offer_handover
from services.houses.actions.query_hours import query_hours
from services.houses.queries.hours import hours_to_approve
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.enums import OrderStatus
from services.orders.models import Order
from timebank.config.demo.houses import OTHERS
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Step

LEFT_TO_APPROVE = 1
ASKED = "这次做了这么久，是老人留着说话，还是忘了签退？"
WORDS = "那天大厨去培训，走不开，老人想早点吃上。能不能请你们跑一趟？"


def house_work(cast: Cast) -> Iterator[Step]:
    """The steps, each at its time."""
    at = cast.now - timedelta(minutes=20)
    return iter([Step(at, partial(_hours, cast, at)), Step(at, partial(_hand_over, cast, at))])


def _hours(cast: Cast, at: datetime) -> None:
    house, manager = cast.organisation, cast.users["manager"]
    assert house is not None
    found = [one for days in _months(cast.today) for one in hours_to_approve(house, *days, reader=manager.person_id)]
    found.sort(key=lambda one: str(one.seat.checked_in_at))
    if not found:
        return
    *others, asked = [one.seat.id for one in found if not one.approved]
    plain = [one.seat.id for one in found if one.plain and one.seat.id in others]
    approve_hours(by=manager, at=at, organisation_id=house.id, seat_ids=plain[:-LEFT_TO_APPROVE])
    query_hours(by=manager, at=at, seat_id=asked, reason=ASKED)


def _months(today: date) -> list[tuple[date, date]]:
    """First and last day of last month, and of this one until today."""
    first = today.replace(day=1)
    before = first - timedelta(days=1)
    return [(before.replace(day=1), before), (first, today)]


def _hand_over(cast: Cast, at: datetime) -> None:
    """The canteen has taken a task it cannot do and offers it."""
    _kind, name, _region, who, _summary = OTHERS[0]
    canteen, house = Organisation.objects.get(name=name), cast.organisation
    assert house is not None
    by = cast.users[who]
    rows = Order.objects.filter(status=OrderStatus.OPEN, starts_at__gt=at + timedelta(days=1), seats=1)
    for key in rows.order_by("-starts_at", "id").values_list("id", flat=True):
        try:
            with transaction.atomic():
                seat = claim_for_organisation(by=by, at=at, order_id=key, organisation_id=canteen.id)
                offer_handover(by=by, at=at, giver_id=canteen.id, taker_id=house.id, seat_ids=[seat.id], words=WORDS)
        except Refusal:
            continue  # the service list keeps this one for others
        return
