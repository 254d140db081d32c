"""Somebody looked whether a place would burn."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Invalid, NotFound
from services.places.actions.keeping import tell
from services.places.enums import Device, FireGrade
from services.places.models import Place, SafetyCheck

LONGEST_FINDINGS, LONGEST_NAME = 400, 60
FIRST, LAST = date(1990, 1, 1), date(2100, 1, 1)


class BadCheck(Invalid):
    code = "bad_check"
    sentence = _(
        "Say who checked, on which day up to today, and how the grade is. What must be put right has a day until when."
    )
    status = 422


def note_check(
    *,
    by: Any,
    at: datetime,
    place_id: UUID,
    checked_on: date,
    checked_by: str,
    grade: FireGrade | str,
    devices: Collection[str] = (),
    findings: str = "",
    due_on: date | None = None,
) -> SafetyCheck:
    """Write a check of a place or a shared dwelling down; ``by`` None is the house.

    Raises NotAllowed, NotFound, BadCheck.
    """
    who = checked_by.replace("\x00", "").strip()
    found = findings.replace("\x00", "").strip()
    if not 0 < len(who) <= LONGEST_NAME:
        raise BadCheck(field="checked_by")
    if grade not in FireGrade.values or not set(devices) <= set(Device.values):
        raise BadCheck(field="grade" if grade not in FireGrade.values else "devices")
    if not FIRST <= checked_on <= timezone.localdate(at):
        raise BadCheck(field="checked_on")
    if len(found) > LONGEST_FINDINGS or bool(found) != (due_on is not None):
        raise BadCheck(field="due_on" if found else "findings")
    if due_on is not None and not checked_on <= due_on < LAST:
        raise BadCheck(field="due_on")
    with transaction.atomic():
        place = lock_checked(by, place_id)
        check = SafetyCheck.objects.create(
            place=place,
            checked_on=checked_on,
            checked_by=who,
            grade=grade,
            devices=[one for one in Device.values if one in devices],
            findings=found,
            due_on=due_on,
            entered_at=at,
            entered_by=by,
        )
        tell(place, "checked", at=at, by=by)
    return check


def lock_checked(by: Any, place_id: UUID) -> Place:
    """A place of the actor's territory, locked; ``by`` None is the house. Raises NotAllowed, NotFound."""
    if by is not None:
        demand(by, Permission.PLACE_CHECK)
    place = Place.objects.select_for_update(no_key=True, of=("self",)).filter(id=place_id).first()
    if place is None:
        raise NotFound
    if by is not None:
        demand(by, Permission.PLACE_CHECK, region_code=place.region_id)
    return place
