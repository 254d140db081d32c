"""Place the orders of the coming days. Idempotent: a day that has its order, or was left out, is never made again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.elders.enums import Consent
from accounts.refusals import NotFound, Refusal
from services.orders.actions.place_order import Line, place_order
from services.orders.models import Order
from services.standing.actions.events import tell
from services.standing.actions.lock import lock_row
from services.standing.enums import SETTLED, OccurrenceState
from services.standing.models import Occurrence, StandingOrder
from services.standing.queries.effects import days_due, horizon
from services.standing.queries.rows import with_everything

log = structlog.get_logger(__name__)
MOVED_LATE = timedelta(days=15)  # a last day may be moved so far by a holiday


@dataclass
class Made:
    """What came of it: days that got an order, and refusals by day."""

    placed: list[date] = field(default_factory=list)
    refused: dict[date, Refusal] = field(default_factory=dict)


def make_occurrences(*, at: datetime, standing_ids: Iterable[UUID] | None = None) -> Made:
    """Make every day due within the rule's days ahead, of all active standing orders or of these.

    Each day is a transaction of its own: its row and its order stand together or not at all. What is refused is kept
    with its code and tried again by the next run. One that fails otherwise does not hold up the others.
    """
    made = Made()
    today = timezone.localdate(at)
    active = StandingOrder.objects.filter(ended_at=None)
    if standing_ids is not None:
        active = active.filter(id__in=list(standing_ids))
    active = active.filter(Q(last_on=None) | Q(last_on__gte=today - MOVED_LATE))
    for standing in with_everything(active).order_by("id").iterator(chunk_size=200):
        try:
            for day in _to_make(standing, at):
                make_day(standing.id, standing.elder_id, day, at=at, made=made)
        except Exception:
            if standing_ids is not None:
                raise
            log.exception("standing.failed", standing=str(standing.id))
    return made


def _to_make(standing: StandingOrder, at: datetime) -> list[date]:
    due = days_due(standing.rhythm, standing.pauses.all(), standing.clock, at=at, until=horizon(standing, at))
    rows = standing.occurrences.filter(on__in=due, state__in=SETTLED)
    settled = set(rows.values_list("on", flat=True))
    return [day for day in due if day not in settled]


def make_day(standing_id: UUID, elder_id: UUID, day: date, *, at: datetime, made: Made) -> None:
    """Make one day, unless somebody else just did, paused it, or ended the whole."""
    with transaction.atomic():
        standing = lock_row(standing_id, elder_id)
        if standing.ended_at is not None or day not in _to_make(standing, at):
            return
        before = standing.occurrences.filter(on=day).first()
        try:
            with transaction.atomic():
                order = _place(standing, day, at)
        except Refusal as refusal:
            _write_refusal(standing, day, before, refusal, at)
            made.refused[day] = refusal
            return
        _write(standing, day, at, state=OccurrenceState.ORDERED, order=order)
        made.placed.append(day)


def _place(standing: StandingOrder, day: date, at: datetime) -> Order:
    if not standing.placed_by.is_active:
        raise NotFound  # whoever left the house orders nothing any more
    starts_at, ends_at = standing.span(day)
    return place_order(
        by=standing.placed_by,
        at=at,
        elder_id=standing.elder_id,
        lines=[Line(line.item_id, line.quantity) for line in standing.lines.all()],
        starts_at=starts_at,
        ends_at=ends_at,
        note=standing.note,
        consent=Consent(standing.consent),
    )


def _write(standing: StandingOrder, day: date, at: datetime, **values: object) -> Occurrence:
    values = {"order": None, "refusal": "", "settled_at": at, **values}
    row, _new = Occurrence.objects.update_or_create(standing=standing, on=day, defaults=values)
    return row


def _write_refusal(
    standing: StandingOrder, day: date, before: Occurrence | None, refusal: Refusal, at: datetime
) -> None:
    """Told once: not again for the same day, nor for each further day that the same thing stands in the way of."""
    code = refusal.code[:40]
    others = standing.occurrences.filter(state=OccurrenceState.REFUSED, refusal=code, on__gte=timezone.localdate(at))
    heard = others.exists() or (before is not None and before.state == OccurrenceState.REFUSED)
    _write(standing, day, at, state=OccurrenceState.REFUSED, refusal=code)
    if not heard:
        tell(standing, "refused", at=at, by=None, code=code, on=day.isoformat())
