"""What is overdue and lacking in the safety of places and shared dwellings."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet

from accounts.policies.place_rules import PLACE_CHECK, PLACE_CHECK_LOW
from accounts.policies.queries import rulebooks
from services.places.enums import LIVED_IN, WANTED_WHERE_LOW, Device, FireGrade, Lack
from services.places.models import Place, SafetyCheck


@dataclass(frozen=True)
class Safety:
    """A place as its last check found it. ``due_on`` is None where nobody ever came: that is due at once."""

    place: Place
    check: SafetyCheck | None
    due_on: date | None
    unmended: list[SafetyCheck] = field(default_factory=list)  # findings of any check whose day has passed
    missing: tuple[Device, ...] = ()
    lacks: tuple[Lack, ...] = ()


def checks_of(place: Place) -> QuerySet[SafetyCheck]:
    """Every check, withdrawn ones too, the latest first."""
    rows = SafetyCheck.objects.filter(place=place).select_related("entered_by__person", "fixed_by__person")
    return rows.order_by("-checked_on", "-id")


def safety_of(places: QuerySet[Place], *, on: date) -> list[Safety]:
    """How these places stand on a day, those that lack something first. Three queries, however many places.

    As of an earlier day: checks made and put right after it are not known yet.
    """
    rows = list(places)
    latest: dict[Any, SafetyCheck] = {}
    unmended: dict[Any, list[SafetyCheck]] = {}
    checks = SafetyCheck.objects.filter(place__in=[one.id for one in rows], checked_on__lte=on, withdrawn_at=None)
    for check in checks.order_by("-checked_on", "-id"):
        latest.setdefault(check.place_id, check)
        if check.due_on is not None and check.due_on < on and (check.fixed_on is None or check.fixed_on > on):
            unmended.setdefault(check.place_id, []).append(check)
    books = rulebooks({one.region_id for one in rows}, [PLACE_CHECK, PLACE_CHECK_LOW])
    found = []
    for place in rows:
        check_ = latest.get(place.id)
        book = books.at(place.region_id, on)
        found.append(_stands(place, check_, unmended.get(place.id, []), book, on))
    return sorted(found, key=lambda one: (not one.lacks, [list(Lack).index(lack) for lack in one.lacks]))


def next_due(check: SafetyCheck, months: int) -> date:
    due: date = check.checked_on + relativedelta(months=months)
    return due


def _stands(place: Place, check: SafetyCheck | None, unmended: list[SafetyCheck], book: Any, on: date) -> Safety:
    if check is None:
        return Safety(place, None, None, lacks=(Lack.NEVER,))
    low = check.grade == FireGrade.LOW
    due = next_due(check, book[PLACE_CHECK_LOW if low else PLACE_CHECK].value)
    missing = tuple(one for one in WANTED_WHERE_LOW if low and place.kind in LIVED_IN and one not in check.devices)
    lacks = [
        lack
        for lack, there in ((Lack.LATE, due < on), (Lack.UNMENDED, bool(unmended)), (Lack.DEVICES, bool(missing)))
        if there
    ]
    return Safety(place, check, due, unmended, missing, tuple(lacks))
