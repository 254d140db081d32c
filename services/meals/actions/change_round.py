"""Who carries a round, and what it is called."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, Refusal
from services.meals.actions.delivering import call_off_delivery
from services.meals.actions.keeping import lock_round
from services.meals.models import DeliveryRound
from services.meals.queries.rounds import carriers_for

LONGEST_NAME = 20


class NotACarrier(Refusal):
    code = "not_a_carrier"
    sentence = _("Choose somebody of the canteen, or a verified volunteer of the township.")


class RoundNamed(Refusal):
    code = "round_named"
    sentence = _("There is a round of this name already.")


def change_round(*, by: Any, at: datetime, round_id: UUID, carrier_id: UUID | None, name: str = "") -> DeliveryRound:
    """Name the carrier, and the round anew if a ``name`` is given. Raises NotAllowed, NotFound, NotACarrier,
    RoundNamed.
    """
    called = name.replace("\x00", "").strip()
    if len(called) > LONGEST_NAME:
        raise Invalid(field="name")
    with transaction.atomic():
        found = lock_round(by, round_id)
        if carrier_id is not None and carrier_id not in {one.id for one in carriers_for(found.menu.canteen, at=at)}:
            raise NotACarrier(field="carrier")
        if called and found.menu.rounds.filter(name=called).exclude(id=found.id).exists():
            raise RoundNamed(field="name")
        if carrier_id is None:
            found.published_at, found.published_by = None, None
        if carrier_id != found.carrier_id:
            for meal in found.meals.exclude(order=None).select_related("order"):
                call_off_delivery(meal, by=by, at=at)
        found.carrier_id, found.name = carrier_id, called or found.name
        found.save(update_fields=["carrier", "name", "published_at", "published_by"])
    return found
