"""The carrier gets the round."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.journal.actions.emit import emit
from accounts.refusals import Refusal
from services.meals.actions.delivering import arrange_deliveries
from services.meals.actions.keeping import lock_round
from services.meals.models import DeliveryRound


class NoCarrier(Refusal):
    code = "no_carrier"
    sentence = _("Name somebody who carries this round first.")


def publish_round(*, by: Any, at: datetime, round_id: UUID) -> DeliveryRound:
    """From now on the carrier sees it, with names and addresses; a volunteer gets an order for each door, where the
    rules give minutes for it. Again: nothing more. Raises NotAllowed, NotFound, NoCarrier.
    """
    with transaction.atomic():
        found = lock_round(by, round_id)
        if found.carrier_id is None:
            raise NoCarrier(field="carrier")
        if found.published_at is None:
            found.published_at, found.published_by = at, by
            found.save(update_fields=["published_at", "published_by"])
            emit(
                "services.meals_round.published",
                at=at,
                by=by,
                subject_kind="meals_round",
                subject_id=found.id,
                region_code=found.menu.canteen.region_id,
                detail={"carrier": str(found.carrier_id)},
            )
    arrange_deliveries(found, at=at)  # after the commit: each door locks its elder first
    return found
