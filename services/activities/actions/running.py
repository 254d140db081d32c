"""What the actions on activities share: whose it is, locking, telling."""

from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.elders.models import Elder
from accounts.journal.actions.emit import emit
from accounts.refusals import NotFound
from services.activities.models import Activity, Guest
from services.activities.queries.calendar import runs

LONGEST_TITLE, LONGEST_WORDS, LONGEST_WHERE, LONGEST_ORGANISER, MOST_SEATS = 60, 400, 120, 60, 2000
TOLD = ("called_off", "moved")  # the elder's side hears of these


def lock_activity(by: Any, activity_id: UUID) -> Activity:
    """One that the actor runs, locked; ``by`` None is the house. Raises NotFound."""
    rows = Activity.objects.select_for_update(no_key=True, of=("self",)).select_related("region", "place", "organiser")
    found = rows.filter(id=activity_id).first()
    if found is None or (by is not None and not runs(by, found)):
        raise NotFound
    return found


def lock_guest(guest_id: UUID) -> Guest:
    """The elder, then the guest, locked; with activity. Raises NotFound."""
    elder_id = Guest.objects.filter(id=guest_id).values_list("elder", flat=True).first()
    if elder_id is None:
        raise NotFound
    Elder.objects.select_for_update(no_key=True).get(id=elder_id)
    rows = Guest.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("activity__region", "elder__person__home").get(id=guest_id)


def tell(activity: Activity, happened: str, *, at: datetime, by: Any, words: str = "") -> None:
    """Emit ``services.activity.<happened>``."""
    emit(
        f"services.activity.{happened}",
        at=at,
        by=by,
        subject_kind="activity",
        subject_id=activity.id,
        region_code=activity.region_id,
        public={"activity": str(activity.id), "status": activity.status},
        words=words,
        deliver=happened in TOLD,
    )


def tell_guest(guest: Guest, happened: str, *, at: datetime, by: Any) -> None:
    """Emit ``services.guest.<happened>``; written down, told to nobody: whoever did it sees the page."""
    emit(
        f"services.guest.{happened}",
        at=at,
        by=by,
        subject_kind="guest",
        subject_id=guest.id,
        region_code=guest.elder.person.home_id,
        detail={"activity": str(guest.activity_id)},
        deliver=False,
    )


def cleaned(text: str, most: int) -> str:
    return text.replace("\x00", "").strip()[:most]
