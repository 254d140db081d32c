"""What a check found was put right."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.organisations.actions.keeping import said
from accounts.refusals import NotFound, Refusal
from services.places.actions.keeping import tell
from services.places.actions.note_check import BadCheck, lock_checked
from services.places.models import SafetyCheck


class NothingToFix(Refusal):
    code = "nothing_to_fix"
    sentence = _("This check found nothing, was withdrawn, or is put right already.")


def fix_findings(*, by: Any, at: datetime, check_id: UUID, fixed_on: date, words: str) -> SafetyCheck:
    """Write down how and when. Raises NotAllowed, NotFound, ReasonMissing, NothingToFix, BadCheck."""
    how = said(words)
    with transaction.atomic():
        check = lock_check(by, check_id)
        if not check.findings or check.fixed_on is not None or check.withdrawn_at is not None:
            raise NothingToFix
        if not check.checked_on <= fixed_on <= timezone.localdate(at):
            raise BadCheck(field="fixed_on")
        check.fixed_on, check.fixed_words, check.fixed_by = fixed_on, how, by
        check.save(update_fields=["fixed_on", "fixed_words", "fixed_by"])
        tell(check.place, "put_right", at=at, by=by, words=how)
    return check


def lock_check(by: Any, check_id: UUID) -> SafetyCheck:
    """Its place, then the check, locked. Raises NotAllowed, NotFound."""
    place_id = SafetyCheck.objects.filter(id=check_id).values_list("place", flat=True).first()
    if place_id is None:
        if by is not None:
            demand(by, Permission.PLACE_CHECK)
        raise NotFound
    place = lock_checked(by, place_id)
    check = SafetyCheck.objects.select_for_update(no_key=True).get(id=check_id)
    check.place = place
    return check
