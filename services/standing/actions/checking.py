"""Whether a wish can be a standing order at all; asked before anything is written."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.models import Elder
from accounts.refusals import Invalid
from services.catalogue.queries import versions_of
from services.orders.actions.place_order import (
    FURTHEST,
    LONGEST,
    MAX_LINES,
    MAX_QUANTITY,
    BadQuantity,
    BadTime,
    ItemNotOffered,
    NothingOrdered,
)
from services.standing.models import StandingLine, StandingOrder
from services.standing.rhythm import check_rhythm
from services.standing.wish import Wish

NOTE = 300


class BadFirstDay(Invalid):
    code = "standing_first_day"
    sentence = _("The first day must be today or within the next three months.")


class NoteTooLong(Invalid):
    code = "standing_note_too_long"
    sentence = _("Please keep the note within 300 characters.")


def check_wish(wish: Wish, elder: Elder, *, at: datetime, since: Any = None) -> None:
    """Raise NothingOrdered, BadQuantity, ItemNotOffered, BadTime, BadFirstDay, NoteTooLong, BadRhythm, NoDays.

    ``since``: a first day that stands already and may lie in the past.
    """
    ids = {line.item_id for line in wish.lines}
    if not wish.lines:
        raise NothingOrdered(field="lines")
    if len(wish.lines) > MAX_LINES or len(ids) != len(wish.lines):
        raise BadQuantity(field="lines")
    if any(not 1 <= line.quantity <= MAX_QUANTITY for line in wish.lines):
        raise BadQuantity(field="lines")
    if not timedelta() < timedelta(minutes=wish.minutes) <= LONGEST:
        raise BadTime(field="minutes")
    if len(wish.note.strip()) > NOTE:
        raise NoteTooLong(field="note")
    today, first = timezone.localdate(at), wish.rhythm.first_on
    if first != since and not today <= first <= today + FURTHEST:
        raise BadFirstDay(field="first_on")
    if len(versions_of(ids, region_code=elder.person.home_id, on=max(first, today))) != len(ids):
        raise ItemNotOffered(field="lines")
    check_rhythm(wish.rhythm)


def fill(standing: StandingOrder, wish: Wish, *, by: Any) -> None:
    """Write the wish into the row and its lines."""
    rhythm = wish.rhythm
    standing.placed_by, standing.consent = by, wish.consent
    standing.rrule, standing.lunar, standing.on_holiday = rhythm.rrule, rhythm.lunar, rhythm.on_holiday
    standing.first_on, standing.last_on = rhythm.first_on, rhythm.last_on
    standing.clock, standing.minutes, standing.note = wish.clock, wish.minutes, wish.note.strip()
    standing.save()
    standing.lines.all().delete()
    rows = [StandingLine(standing=standing, item_id=line.item_id, quantity=line.quantity) for line in wish.lines]
    StandingLine.objects.bulk_create(rows)
