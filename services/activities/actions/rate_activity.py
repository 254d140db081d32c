"""What an elder who was there says of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.enums import Power
from accounts.elders.queries import elder_for
from accounts.refusals import Invalid, Refusal
from services.activities.actions.running import LONGEST_WORDS, cleaned, lock_guest, tell_guest
from services.activities.enums import GuestStatus
from services.activities.models import Guest
from services.activities.queries.calendar import runs


class NotThere(Refusal):
    code = "guest_not_there"
    sentence = _("Only whoever was there says how it was.")


def rate_activity(*, by: Any, at: datetime, guest_id: UUID, liked: int, words: str = "") -> Guest:
    """1 to 5, by the elder's side (power ORDER) or asked by whoever runs it; the latest word counts.

    Raises NotFound, Invalid, NotThere.
    """
    if not 1 <= liked <= 5:
        raise Invalid(field="liked")
    with transaction.atomic():
        guest = lock_guest(guest_id)
        if by is not None and not runs(by, guest.activity):
            elder_for(by, guest.elder_id, power=Power.ORDER, on=timezone.localdate(at))
        if guest.status != GuestStatus.CAME:
            raise NotThere
        guest.liked, guest.words = liked, cleaned(words, LONGEST_WORDS)
        guest.save(update_fields=["liked", "words"])
        tell_guest(guest, "rated", at=at, by=by)
    return guest
