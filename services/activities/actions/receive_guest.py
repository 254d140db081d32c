"""An elder is there."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.models import Elder
from accounts.refusals import Invalid, Refusal
from services.activities.actions.running import lock_activity, tell_guest
from services.activities.enums import ActivityStatus, GuestProof, GuestStatus
from services.activities.lifecycle import advance_guest
from services.activities.models import Activity, Guest
from services.places.actions.receive_elder import NobodyByThat, SeveralByThat

LATE = timedelta(days=14)  # a paper list comes in after the day
COUNTY_DIGITS = 6


class NotThatDay(Refusal):
    code = "activity_not_that_day"
    sentence = _("Who came is written down on the day itself, or within two weeks after it.")


def receive_guest(
    *,
    by: Any,
    at: datetime,
    activity_id: UUID,
    card: str = "",
    name: str = "",
    elder_id: UUID | None = None,
    proof: GuestProof | str = GuestProof.SEEN,
) -> Guest:
    """Write down that an elder of the county came, by whoever runs it: by the card, or by the whole name (``elder_id``
    where several have it). Signed up or not; nobody who is there is turned away for a full list. Told twice it is
    written once.

    Raises NotFound, NotThatDay, NobodyByThat, SeveralByThat, ActivityChanged.
    """
    if proof not in GuestProof.values:
        raise Invalid(field="proof")
    with transaction.atomic():
        elder = _who(lock_activity(by, activity_id), card.strip(), name, elder_id)
    with transaction.atomic():
        Elder.objects.select_for_update(no_key=True).get(id=elder.id)
        activity = lock_activity(by, activity_id)
        demand_open_list(activity, at)
        proof = GuestProof.CARD if card.strip() else proof
        guest = activity.guests.filter(elder=elder).exclude(status=GuestStatus.CANCELLED).first()
        if guest is None:
            guest = Guest.objects.create(
                activity=activity,
                elder=elder,
                status=GuestStatus.CAME,
                closed_at=at,
                closed_by=by,
                proof=proof,
            )
        elif guest.status == GuestStatus.CAME:
            return guest
        else:
            guest.elder = elder
            advance_guest(guest, "come", closed_at=at, closed_by=by, proof=proof)
        tell_guest(guest, "came", at=at, by=by)
    return guest


def demand_open_list(activity: Activity, at: datetime) -> None:
    """Raises NotThatDay."""
    day = timezone.localdate(activity.starts_at)
    today = timezone.localdate(at)
    if activity.status == ActivityStatus.CANCELLED or not day <= today <= day + LATE:
        raise NotThatDay


def _who(activity: Activity, card: str, name: str, elder_id: UUID | None) -> Elder:
    rows = Elder.objects.filter(left_on=None, person__home__code__startswith=activity.region_id[:COUNTY_DIGITS])
    rows = rows.select_related("person__home").order_by("id")
    words = name.replace("\x00", "").strip()
    if card:
        found = list(rows.filter(card_token=card.rstrip("/").rsplit("/", 1)[-1])[:1])
    elif words:
        found = list(rows.filter(person__name=words, person__home__code__startswith=around(activity))[:10])
        if elder_id is not None:
            found = [one for one in found if one.id == elder_id]
    elif elder_id is not None:  # of the list in hand
        found = list(rows.filter(id=elder_id, activities__activity=activity).distinct())
    else:
        found = []
    if not found:
        raise NobodyByThat(field="card" if card else "name")
    if len(found) > 1:
        raise SeveralByThat(field="name")
    return found[0]


def around(activity: Activity) -> str:
    """Where one may be found by name alone: the township it is held in, or the county."""
    code: str = activity.region_id
    return code[:9] if len(code) > COUNTY_DIGITS else code
