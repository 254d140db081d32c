"""Somebody was told by voice, or was not reached."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.messaging.enums import OPEN, Channel, Heard
from accounts.messaging.lifecycle import advance_delivery
from accounts.messaging.models import Delivery
from accounts.refusals import NotFound, Refusal


class ToldAlready(Refusal):
    code = "told_already"
    sentence = _("Somebody has told them already, or it is no longer true.")


def record_told(*, by: Any, at: datetime, delivery_id: UUID, outcome: Heard) -> Delivery:
    """Told: it is done. Not reached: it stays on the sheet, with one try more.

    Raises NotAllowed, NotFound (also outside the territory), ToldAlready.
    """
    demand(by, Permission.ORDER_FOR_ANYONE)
    with transaction.atomic():
        rows = Delivery.objects.select_for_update(of=("self",)).select_related("event")
        found = rows.filter(id=delivery_id, channel=Channel.CALL_SHEET).first()
        if found is None:
            raise NotFound
        demand(by, Permission.ORDER_FOR_ANYONE, region_code=found.region_code)
        if found.state not in OPEN:
            raise ToldAlready
        tries = {"attempts": found.attempts + 1, "outcome": outcome.value, "told_by": by}
        move = "send" if outcome == Heard.TOLD else "retry"
        if not advance_delivery(found, move, at=at, **tries):
            raise ToldAlready
        emit(
            "accounts.news.told" if outcome == Heard.TOLD else "accounts.news.not_reached",
            at=at,
            by=by,
            subject_kind=found.event.subject_kind,
            subject_id=found.event.subject_id,
            region_code=found.region_code,
            detail={"delivery": str(found.id), "event": found.event.name},
            deliver=False,
        )
    return found
