"""Minutes of a volunteer who brings a meal: an order at the elder's door, like any other. There is no second way into
the ledger (ADR 34).
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.organisations.enums import PAID_KINDS
from accounts.organisations.queries import is_member
from accounts.people.models import User
from accounts.policies.meal_rules import MEAL_CARRYING
from accounts.policies.occurred import Occurred
from accounts.policies.queries import applied
from accounts.refusals import Refusal
from services.catalogue.queries import offered
from services.meals.actions.keeping import lock_meal
from services.meals.enums import MealStatus, Proof
from services.meals.models import DeliveryRound, Meal
from services.meals.queries.money import DELIVERY
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.actions.place_order import Line, place_order
from services.orders.actions.releasing import give_back
from services.orders.actions.seating import end_seats
from services.orders.enums import TO_COME, AssignmentStatus, EvidenceKind
from services.orders.lifecycle import advance_order
from services.orders.models import Assignment

METHODS = {Proof.CARD: EvidenceKind.CARD, Proof.CODE: EvidenceKind.CODE, Proof.SEEN: EvidenceKind.NONE}


def arrange_deliveries(row: DeliveryRound, *, at: datetime) -> int:
    """Place and take the order of every door of a published round whose carrier earns minutes; return how many.

    Each door by itself: where the passbook is empty, or the carrier may not serve this elder, the meal is brought
    without minutes. In a transaction of its own for each, outside any lock of the menu.
    """
    carrier = User.objects.filter(person=row.carrier_id, is_active=True).select_related("person").first()
    if carrier is None or carrier.person_id is None or _is_paid(row, carrier):
        return 0
    made = 0
    waiting = row.meals.filter(status=MealStatus.BOOKED, order=None).order_by("stop", "id")
    for meal_id in list(waiting.values_list("id", flat=True)):
        try:
            with transaction.atomic():
                made += _arrange(lock_meal(meal_id), carrier, at)
        except Refusal:  # too few minutes, kin, another task at that time: the meal comes all the same
            continue
    return made


def finish_delivery(meal: Meal, *, by: Any, at: datetime, done: Occurred, code: str = "") -> None:
    """Whoever brought a locked meal was at the door: from the door before to this one. Nothing for anybody else."""
    seat = Assignment.objects.filter(order=meal.order_id, status=AssignmentStatus.CLAIMED).first()
    if meal.order_id is None or seat is None or by is None or seat.person_id != by.person_id:
        return
    method = METHODS[Proof(meal.proof)] if meal.proof else EvidenceKind.NONE
    came = max(_left_before(meal, done.at), seat.claimed_at, done.at - _window(meal))
    try:
        with transaction.atomic():
            check_in(by=by, at=at, assignment_id=seat.id, method=method, code=code, occurred=Occurred(came))
            check_out(by=by, at=at, assignment_id=seat.id, occurred=Occurred(done.at))
    except Refusal:  # at work elsewhere: the meal was brought, the minutes belong to the other service
        return


def call_off_delivery(meal: Meal, *, by: Any, at: datetime) -> None:
    """Nobody goes to this door: a locked meal was called off, or goes with another carrier. What has begun stays."""
    if meal.order_id is None:
        return
    order = lock_order(meal.order_id)
    if order.status not in TO_COME:
        return
    words = _("The meal was called off, or somebody else brings it.")
    advance_order(order, "cancel", closed_at=at, comment=words)
    end_seats(order, at=at, by=by)
    give_back(order, at=at)
    emit_order(order, "cancelled", at=at, by=by, words=words)
    Meal.objects.filter(id=meal.id).update(order=None)
    meal.order = None


def _arrange(meal: Meal, carrier: User, at: datetime) -> int:
    window = _window(meal)
    item = next(iter(offered([DELIVERY], region_code=meal.elder.person.home_id, on=meal.on)), None)
    if not window or item is None or meal.status != MealStatus.BOOKED or meal.order_id is not None:
        return 0
    starts_at = max(at, meal.menu.starts_at) + window * ((meal.stop or 1) - 1)
    order = place_order(
        by=meal.booked_by,
        at=at,
        elder_id=meal.elder_id,
        lines=[Line(item.item_id)],
        starts_at=starts_at,
        ends_at=starts_at + window,
        consent=meal.consent,  # type: ignore[arg-type]
        elder_on_line=True,  # they agreed when the meal was ordered
    )
    claim_order(by=carrier, at=at, order_id=order.id)
    meal.order = order
    meal.save(update_fields=["order"])
    return 1


def _window(meal: Meal) -> timedelta:
    return timedelta(minutes=applied(MEAL_CARRYING, region_code=meal.elder.person.home_id, on=meal.on).value)


def _left_before(meal: Meal, until: datetime) -> datetime:
    """When the carrier left the door before, or took the round."""
    if meal.round is None or meal.round.published_at is None:
        return until
    rows = Meal.objects.filter(round=meal.round, closed_at__lt=until).exclude(id=meal.id)
    before = rows.order_by("-closed_at").values_list("closed_at", flat=True).first()
    return max(before or meal.round.published_at, meal.round.published_at)


def _is_paid(row: DeliveryRound, carrier: User) -> bool:
    operator = row.menu.canteen.operator
    assert carrier.person_id is not None
    return (
        operator is not None
        and operator.kind in PAID_KINDS
        and is_member(operator.id, carrier.person_id, on=row.menu.on)
    )
