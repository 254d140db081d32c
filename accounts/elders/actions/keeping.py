"""What every change of a dossier has in common: the lock, the permission, the trace, the figures kept in the list."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.models import Change, Elder
from accounts.elders.queries.dossier import dossier_of
from accounts.journal.actions.emit import emit
from accounts.refusals import Invalid, NotFound, Refusal

LONGEST_REASON = 200


class ElderLeft(Refusal):
    """The dossier of somebody who died or moved away stays as it was."""

    code = "elder_left"
    sentence = _("This elder has left the registry. The dossier is closed.")


class NotYet(Invalid):
    code = "date_in_the_future"
    sentence = _("This day is still to come.")


class LongReason(Invalid):
    code = "reason_too_long"
    sentence = _("Write at most %(n)s characters.")


def lock_elder(*, by: Any, elder_id: UUID) -> Elder:
    """Fetch and lock an elder whose dossier ``by`` may write; needs a transaction.

    Raises NotAllowed, NotFound (also outside the actor's territory), ElderLeft. ``by`` None is the house itself.
    """
    elder = Elder.objects.select_for_update(of=("self",)).select_related("person__home").filter(id=elder_id).first()
    if by is not None:
        demand(by, Permission.ELDER_REGISTER)
        if elder is not None:
            demand(by, Permission.ELDER_REGISTER, region_code=elder.person.home_id)
    if elder is None:
        raise NotFound
    if elder.left_on is not None:
        raise ElderLeft
    return elder


def not_after(day: date, at: datetime, *, name: str) -> None:
    """Raise NotYet for a day after that of ``at``; ``name`` is the field at fault."""
    if day > timezone.localdate(at):
        raise NotYet(field=name)


def write_change(
    *,
    by: Any,
    at: datetime,
    elder: Elder,
    about: str,
    about_id: UUID,
    field: str,
    was: object = "",
    became: object = "",
    reason: str = "",
) -> Change:
    """Keep what was and what became of it. Raises LongReason."""
    if len(reason) > LONGEST_REASON:
        raise LongReason(field="reason", n=LONGEST_REASON)
    change = change_of(by=by, at=at, elder=elder, about=about, about_id=about_id, field=field, was=was, became=became)
    change.reason = reason
    change.save()
    return change


def change_of(
    *,
    by: Any,
    at: datetime,
    elder: Elder,
    about: str,
    about_id: UUID,
    field: str,
    was: object = "",
    became: object = "",
) -> Change:
    """The row that says so, not saved yet."""
    return Change(
        elder=elder,
        about=about,
        about_id=about_id,
        field=field,
        was=str(was or ""),
        became=str(became or ""),
        changed_at=at,
        changed_by=by,
    )


def tell(name: str, *, by: Any, at: datetime, elder: Elder, **detail: Any) -> None:
    """Emit an event of the elder's; ``detail`` carries codes and keys, never what was said."""
    emit(
        f"accounts.{name}",
        at=at,
        by=by,
        subject_kind="elder",
        subject_id=elder.id,
        region_code=elder.person.home_id,
        detail=detail,
        deliver=False,
    )


def keep_figures(elder: Elder, at: datetime, *, checked_on: date | None = None) -> None:
    """Bring what lists ask of the elder's row in step with the dossier; the rules look at it within a minute."""
    percent = dossier_of(elder).completeness(timezone.localdate(at)).percent
    names = ["judged_on"]
    elder.judged_on = None
    if percent != elder.complete_percent:
        elder.complete_percent = percent
        names.append("complete_percent")
    if checked_on is not None and (elder.checked_on is None or checked_on > elder.checked_on):
        elder.checked_on = checked_on
        names.append("checked_on")
    elder.save(update_fields=names)
