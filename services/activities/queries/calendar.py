"""What is on: for everybody, at a place, for an elder, and for whoever runs it."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import managed_organisations, may, territories
from accounts.elders.models import Elder
from accounts.refusals import NotFound
from services.activities.enums import EXPECTED, TO_COME, ActivityStatus, GuestStatus
from services.activities.models import Activity, Guest

LEADS = (Permission.PLACE_KEEP, Permission.VISIT)  # officials and visitors of a territory run what is on there


def whole(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """With what a list shows; ``expected`` and ``came`` count elders."""
    return rows.select_related("region", "place__region", "organiser", "series").annotate(
        expected=Count("guests", filter=Q(guests__status__in=EXPECTED)),
        came=Count("guests", filter=Q(guests__status=GuestStatus.CAME)),
    )


def on_there(*, region_code: str, since: datetime, until: datetime, kind: str = "") -> QuerySet[Activity]:
    """What begins in a subtree in a time, called-off ones too, the next first."""
    rows = Activity.objects.filter(region__code__startswith=region_code, starts_at__gte=since, starts_at__lt=until)
    return whole(rows.filter(kind=kind) if kind else rows).order_by("starts_at", "id")


def on_at(place_ids: list[UUID], *, since: datetime, most: int = 6) -> list[Activity]:
    """What is to come at places, the next first."""
    rows = Activity.objects.filter(place__in=place_ids, ends_at__gt=since, status__in=TO_COME)
    return list(whole(rows).order_by("starts_at", "id")[:most])


def held_from(place_id: UUID, day: date) -> QuerySet[Activity]:
    """What is announced at a place from a day on and has not begun, with ``expected``; the next first."""
    rows = Activity.objects.filter(place=place_id, status=ActivityStatus.PLANNED, starts_at__gte=_morning(day))
    return whole(rows).order_by("starts_at", "id")


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here


def activity_by_id(activity_id: UUID) -> Activity:
    """Any; it is announced to all. Raises NotFound."""
    found = whole(Activity.objects.filter(id=activity_id)).first()
    if found is None:
        raise NotFound
    return found


def runs(user: Any, activity: Activity) -> bool:
    """Whether somebody runs it: officials and visitors of its territory, and whoever dispatches for its organiser."""
    return may_run(user, region_code=activity.region_id, organisation_id=activity.organiser_id) or hosts(user, activity)


def hosts(user: Any, activity: Activity) -> bool:
    person_id = getattr(user, "person_id", None)
    return person_id is not None and activity.hosts.filter(person=person_id).exists()


def may_run(user: Any, *, region_code: str, organisation_id: UUID | None) -> bool:
    if user is None or not user.is_authenticated:
        return False
    if any(may(user, one, region_code=region_code) for one in LEADS):
        return True
    return organisation_id is not None and may(user, Permission.ORDER_DISPATCH, organisation_id=organisation_id)


def activity_run_by(user: Any, activity_id: UUID) -> Activity:
    """One that the reader runs. Raises NotFound."""
    found = activity_by_id(activity_id)
    if not runs(user, found):
        raise NotFound
    return found


def activities_run_by(user: Any) -> QuerySet[Activity]:
    """Those of the reader's territory and organisations, and those they lead; the next first."""
    mine = Q(organiser__in=managed_organisations(user))
    if user.person_id is not None:
        mine |= Q(id__in=Activity.objects.filter(hosts__person=user.person_id).values("id"))
    for permission in LEADS:
        for code in territories(user, permission):
            mine |= Q(region__code__startswith=code)
    return whole(Activity.objects.filter(mine)).order_by("starts_at", "id")


def guests_of(activity: Activity) -> QuerySet[Guest]:
    """Who is signed up and who came, by village and name; called-off ones are left out."""
    rows = activity.guests.exclude(status=GuestStatus.CANCELLED).select_related("elder__person__home", "signed_by")
    return rows.order_by("elder__person__home", "elder__person__name", "id")


def signed_up(elder: Elder, *, since: datetime) -> dict[UUID, Guest]:
    """Activity id → the elder's place in it, of what ends after a moment."""
    rows = Guest.objects.filter(elder=elder, activity__ends_at__gt=since).exclude(status=GuestStatus.CANCELLED)
    return {guest.activity_id: guest for guest in rows}


def been_to(elder: Elder, *, most: int = 12) -> QuerySet[Guest]:
    """Where the elder was, the latest first."""
    rows = Guest.objects.filter(elder=elder, status=GuestStatus.CAME).select_related("activity__region")
    return rows.order_by("-activity__starts_at")[:most]


def month_bounds(month: date, after: date) -> tuple[datetime, datetime]:
    """The moments at which a month begins and ends here."""
    return (
        timezone.make_aware(datetime(month.year, month.month, month.day)),  # noqa: DTZ001 - made aware here
        timezone.make_aware(datetime(after.year, after.month, after.day)),  # noqa: DTZ001 - made aware here
    )


def within_days(days: int, *, at: datetime) -> tuple[datetime, datetime]:
    return at, at + timedelta(days=days)


def is_over(activity: Activity) -> bool:
    return activity.status in (ActivityStatus.HELD, ActivityStatus.CANCELLED)
