"""An elder leaves the registry: moved away, or died. The dossier is closed, not erased."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.keeping import LONGEST_REASON, LongReason, lock_elder, not_after, tell, write_change
from accounts.elders.models import CareAgreement, Elder, Guardian, Mandate, VisitContact
from accounts.people.models import Person
from accounts.refusals import Invalid


class ReasonMissing(Invalid):
    code = "reason_missing"
    sentence = _("Say why.")


class BeforeBirth(Invalid):
    code = "before_birth"
    sentence = _("This day cannot be right.")


def leave_registry(*, by: Any, at: datetime, elder: Elder, on: date, reason: str, died: bool) -> Elder:
    """Close the dossier as of ``on``; mandates, visits and the guardian end with it, at once.

    Orders and minutes are not touched here: ``services.merging.actions.say_farewell`` does all of it. Raises
    NotAllowed, NotFound, ElderLeft, NotYet, ReasonMissing, LongReason, BeforeBirth.
    """
    if not (reason := reason.strip()):
        raise ReasonMissing(field="reason")
    if len(reason) > LONGEST_REASON:
        raise LongReason(field="reason", n=LONGEST_REASON)
    not_after(on, at, name="on")
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=elder.person_id)  # before the elder, as everywhere
        locked = lock_elder(by=by, elder_id=elder.id)
        person = locked.person
        if person.birth_on is not None and on < person.birth_on:
            raise BeforeBirth(field="on")
        if died:
            person.died_on = on
            person.save(update_fields=["died_on"])
        _end_what_stands(locked, on=on, at=at, by=by)
        locked.left_on, locked.left_because, locked.flags = on, reason, []
        locked.save(update_fields=["left_on", "left_because", "flags"])
        what = "died" if died else "left"
        write_change(
            by=by, at=at, elder=locked, about="ELDER", about_id=locked.id, field=what, became=on, reason=reason
        )
        tell(f"elder.{what}", by=by, at=at, elder=locked, on=on.isoformat())
    elder.left_on, elder.left_because = on, reason
    return locked


def _end_what_stands(elder: Elder, *, on: date, at: datetime, by: Any) -> None:
    """Everything of this slice that would go on by itself ends here, and nowhere else.

    Whoever adds something that stands for a time, an agreement or a plan, adds its line. What the floors above let
    stand, orders first of all, ends in ``services.merging.actions.say_farewell``.
    """
    for given in (Mandate, CareAgreement):
        given._default_manager.filter(elder=elder, revoked_at=None).update(revoked_at=at, revoked_by=by)
    for standing in (Guardian, VisitContact):
        rows = standing.objects.filter(elder=elder, until=None)
        rows.filter(since__lte=on).update(until=on)
        rows.filter(since__gt=on).delete()  # named for a time that does not come
