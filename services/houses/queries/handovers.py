"""Hand-overs as both organisations and the elder's side look at them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.organisations.models import ContractPrice, Organisation
from accounts.organisations.queries.contracts import contract_prices
from accounts.organisations.queries.finding import verified_organisations
from accounts.refusals import NotFound
from services.houses.enums import HandoverStatus
from services.houses.models import Handover, HandoverSeat
from services.orders.enums import AssignmentStatus
from services.orders.models import Assignment


def handovers_of(organisation_ids: Collection[UUID]) -> QuerySet[Handover]:
    """What these organisations offered or were offered, the newest first, with the seats."""
    seats = HandoverSeat.objects.select_related(
        "assignment__order__elder__person__home", "assignment__order__category", "assignment__person"
    ).prefetch_related("assignment__order__lines__version")
    return (
        Handover.objects.filter(Q(giver__in=organisation_ids) | Q(taker__in=organisation_ids))
        .select_related("giver", "taker")
        .prefetch_related(Prefetch("seats", seats.order_by("assignment__order__starts_at")))
        .order_by("-id")
    )


def handover_of(organisation_ids: Collection[UUID], handover_id: UUID) -> Handover:
    """One of them. Raises NotFound."""
    found = handovers_of(organisation_ids).filter(id=handover_id).first()
    if found is None:
        raise NotFound
    return found


def seats_to_offer(organisation: Organisation, *, since: datetime, person_id: UUID | None = None) -> list[Assignment]:
    """Seats of the organisation that have not begun and are not offered to anybody, the earliest first."""
    rows = Assignment.objects.filter(
        organisation=organisation, status=AssignmentStatus.CLAIMED, order__starts_at__gt=since
    ).exclude(handovers__open=True)
    if person_id is not None:
        rows = rows.filter(person=person_id)
    return list(
        rows.select_related("order__elder__person__home", "order__category", "person")
        .prefetch_related("order__lines__version")
        .order_by("order__starts_at", "id")
    )


def takers_for(organisation: Organisation) -> list[Organisation]:
    """Verified organisations of the county beside this one."""
    return [one for one in verified_organisations(str(organisation.region_id)) if one.id != organisation.id]


def prices_under(organisation_id: UUID, seats: Collection[Assignment]) -> dict[UUID, list[ContractPrice | None]]:
    """Seat → the price of each of its lines under the contracts of an organisation; None: none buys it. One query."""
    keys = {
        seat.id: [
            (organisation_id, line.version.item.code, seat.order.village_code, timezone.localdate(seat.order.starts_at))
            for line in seat.order.lines.all()
        ]
        for seat in seats
    }
    prices = contract_prices([key for some in keys.values() for key in some])
    return {seat: [prices[key] for key in some] for seat, some in keys.items()}


def open_to_objection(order_id: UUID, *, at: datetime) -> list[HandoverSeat]:
    """Seats of the order that are offered to another organisation, or went over, and have not begun."""
    rows = HandoverSeat.objects.filter(
        assignment__order=order_id,
        assignment__status=AssignmentStatus.CLAIMED,
        assignment__order__starts_at__gt=at,
        objected_at=None,
    ).filter(Q(handover__status=HandoverStatus.OFFERED) | Q(moved_at__isnull=False))
    return list(rows.select_related("handover__giver", "handover__taker").order_by("-id"))


def waiting_for(organisation_ids: Collection[UUID]) -> int:
    """How many offers of others wait for an answer of these organisations."""
    return Handover.objects.filter(taker__in=organisation_ids, status=HandoverStatus.OFFERED).count()
