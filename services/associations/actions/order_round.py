"""The elder's side orders what a round brings, so that the helper's time counts; and the association sends the helper.

The order comes round, is served, proven and confirmed like any other: there is one way into the ledger (ADR 41, 49).
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.queries import dispatchers_of
from accounts.elders.enums import Consent, Power
from accounts.elders.queries import elder_for
from accounts.people.models import User
from accounts.refusals import NotFound, Refusal
from services.associations.actions.end_round import tell_round
from services.associations.models import Round
from services.orders.actions.assign_member import assign_member
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.actions.place_order import Line
from services.orders.enums import SEATED, OrderStatus
from services.orders.models import Assignment, Order
from services.standing.actions.start_standing import start_standing
from services.standing.models import Occurrence
from services.standing.rhythm import Rhythm
from services.standing.wish import Wish


class RoundOver(Refusal):
    code = "round_over"
    sentence = _("These turns of looking in have ended.")


class OrderedAlready(Refusal):
    code = "round_ordered_already"
    sentence = _("It is ordered already.")


def order_round(*, by: Any, at: datetime, round_id: UUID, item_id: UUID, consent: Consent | str) -> Round:
    """Order ``item_id`` of the service list in the rhythm of the round, from today on, by who may order for the elder.

    The days near at hand are placed at once and the helper named for them. Raises NotFound, RoundOver, OrderedAlready,
    and what ``start_standing`` raises.
    """
    with transaction.atomic():
        rows = Round.objects.select_for_update(no_key=True, of=("self",))
        found = rows.select_related("elder__person", "organisation", "helper").filter(id=round_id).first()
        if found is None:
            raise NotFound
        today = timezone.localdate(at)
        elder_for(by, found.elder_id, power=Power.ORDER, on=today)
        if found.ended_at is not None or (found.last_on is not None and found.last_on < today):
            raise RoundOver
        if found.standing_id is not None:
            raise OrderedAlready
        wish = Wish(
            lines=(Line(item_id),),
            rhythm=Rhythm(max(found.first_on, today), found.last_on, found.rrule, found.lunar),
            clock=found.clock,
            minutes=found.minutes,
            note=found.organisation.name,
            consent=Consent(consent),
        )
        found.standing, _made = start_standing(by=by, at=at, elder_id=found.elder_id, wish=wish)
        found.save(update_fields=["standing"])
        tell_round(found, "round_ordered", at=at, by=by)
    send_helpers(at=at, round_ids=[found.id])
    return found


def send_helpers(*, at: datetime, round_ids: list[UUID] | None = None) -> int:
    """For every order that came of a round and that nobody has taken: the association takes it and names the helper.

    In the name of one who dispatches for it. What cannot be (the helper is no verified volunteer of theirs, or at work
    elsewhere) stays on the board for others, and the association's page says so. Idempotent; how many were sent.
    """
    rounds = Round.objects.filter(ended_at=None, standing__isnull=False)
    if round_ids is not None:
        rounds = rounds.filter(id__in=round_ids)
    sent = 0
    for one in rounds.order_by("id").iterator(chunk_size=200):
        waiting = Occurrence.objects.filter(
            standing=one.standing_id, order__status=OrderStatus.OPEN, order__starts_at__gt=at
        ).values_list("order", flat=True)
        orders = list(Order.objects.filter(id__in=waiting).order_by("starts_at"))
        sender = _sender(one) if orders else None
        if sender is not None:
            sent += sum(_send(one, order, sender, at) for order in orders)
    return sent


def _sender(one: Round) -> User | None:
    persons = dispatchers_of([one.organisation_id])
    return User.objects.filter(person__in=persons, is_active=True).select_related("person").order_by("id").first()


def _send(one: Round, order: Order, sender: User, at: datetime) -> bool:
    if Assignment.objects.filter(order=order, organisation=one.organisation_id, status__in=SEATED).exists():
        return False
    try:
        with transaction.atomic():
            seat = claim_for_organisation(by=sender, at=at, order_id=order.id, organisation_id=one.organisation_id)
            assign_member(by=sender, at=at, assignment_id=seat.id, person_id=one.helper_id)
    except Refusal:
        return False
    return True
