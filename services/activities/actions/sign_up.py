"""An elder will come to an activity."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.keeping import ElderLeft
from accounts.elders.enums import Consent, Power
from accounts.elders.models import Elder
from accounts.elders.queries import elder_for
from accounts.refusals import NotFound, Refusal
from services.activities.actions.running import tell_guest
from services.activities.enums import EXPECTED, TO_COME, GuestStatus
from services.activities.models import Activity, Guest


class AllSeatsTaken(Refusal):
    code = "activity_full"
    sentence = _("All seats are taken. Ask again a day before: somebody may have called off.")


class SignUpOver(Refusal):
    code = "sign_up_over"
    sentence = _("It is over, or was called off. Look at what is on next.")


def sign_up(
    *, by: Any, at: datetime, activity_id: UUID, elder_id: UUID, consent: Consent | str = Consent.IN_PERSON
) -> Guest:
    """Keep a seat for the elder, by the elder's side (power ORDER) or on the telephone; again finds the first.

    Raises NotFound (also for another county), ElderLeft, SignUpOver, AllSeatsTaken.
    """
    with transaction.atomic():
        elder = elder_for(by, elder_id, power=Power.ORDER, on=timezone.localdate(at))
        if Elder.objects.select_for_update(no_key=True).get(id=elder.id).left_on is not None:
            raise ElderLeft
        activity = Activity.objects.select_for_update(no_key=True).filter(id=activity_id).first()
        if activity is None or activity.region_id[:6] != elder.person.home_id[:6]:
            raise NotFound
        before = activity.guests.filter(elder=elder).exclude(status=GuestStatus.CANCELLED).first()
        if before is not None:
            return before
        if activity.status not in TO_COME or activity.ends_at <= at:
            raise SignUpOver
        demand_seat(activity)
        try:
            with transaction.atomic():
                guest = Guest.objects.create(
                    activity=activity,
                    elder=elder,
                    status=GuestStatus.SIGNED,
                    consent=consent,
                    signed_at=at,
                    signed_by=by,
                )
        except IntegrityError as error:
            if "guest_once" not in str(error):
                raise
            return activity.guests.exclude(status=GuestStatus.CANCELLED).get(elder=elder)
        tell_guest(guest, "signed_up", at=at, by=by)
    return guest


def demand_seat(activity: Activity) -> None:
    """Raises AllSeatsTaken. The activity is locked."""
    if activity.seats is not None and activity.guests.filter(status__in=EXPECTED).count() >= activity.seats:
        raise AllSeatsTaken
