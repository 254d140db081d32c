"""Ask that two dossiers of one person become one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.actions.keeping import LONGEST_REASON, ElderLeft, LongReason, tell
from accounts.elders.actions.leave_registry import ReasonMissing
from accounts.elders.fields import FIELDS
from accounts.elders.models import Elder, Merge, Photo
from accounts.elders.queries.merging import PERSON_PARTS, PHOTO
from accounts.refusals import Invalid, NotFound, Refusal


class SameElder(Invalid):
    code = "same_elder"
    sentence = _("These are not two dossiers but one.")


class TwoNumbers(Refusal):
    code = "two_id_numbers"
    sentence = _("Both have a valid ID number, and they differ. Only if one of them is wrong can this be one person.")


class AlreadyAsked(Refusal):
    code = "merge_already_asked"
    sentence = _("Somebody has asked for this before. It waits for a second person.")


def lock_two(*, by: Any, kept_id: UUID, absorbed_id: UUID) -> tuple[Elder, Elder]:
    """Lock both in id order, whoever comes first; needs a transaction and the permission over both homes.

    Raises NotAllowed, NotFound, SameElder, ElderLeft.
    """
    demand(by, Permission.ELDER_REGISTER)
    if kept_id == absorbed_id:
        raise SameElder
    rows = Elder.objects.select_for_update(of=("self",)).select_related("person__home").order_by("id")
    found = {elder.id: elder for elder in rows.filter(id__in=(kept_id, absorbed_id))}
    if len(found) < 2:
        raise NotFound
    for elder in found.values():
        demand(by, Permission.ELDER_REGISTER, region_code=elder.person.home_id)
    if any(elder.left_on is not None for elder in found.values()):
        raise ElderLeft
    return found[kept_id], found[absorbed_id]


def request_merge(
    *,
    by: Any,
    at: datetime,
    kept_id: UUID,
    absorbed_id: UUID,
    taken: Sequence[str],
    reason: str,
    wrong_number: str = "",
) -> Merge:
    """Write down what should be kept of which; nothing moves before a second person agrees (``merge_elders``).

    ``taken`` names what comes from the absorbed dossier: codes of fields, of PERSON_PARTS, PHOTO. ``wrong_number`` says
    why the ID number that is not taken is wrong. Raises NotAllowed, NotFound, SameElder, ElderLeft, ReasonMissing,
    LongReason, TwoNumbers, AlreadyAsked, Invalid for a code that is none.
    """
    reason, wrong_number = reason.strip(), wrong_number.strip()
    if not reason:
        raise ReasonMissing(field="reason")
    for name, text in (("reason", reason), ("wrong_number", wrong_number)):
        if len(text) > LONGEST_REASON:
            raise LongReason(field=name, n=LONGEST_REASON)
    if not set(taken) <= {*FIELDS, *PERSON_PARTS, PHOTO}:
        raise Invalid(field="taken")
    with transaction.atomic():
        kept, absorbed = lock_two(by=by, kept_id=kept_id, absorbed_id=absorbed_id)
        if kept.person.id_number and absorbed.person.id_number and not wrong_number:
            raise TwoNumbers(field="wrong_number")
        codes = sorted(set(taken) - (set() if Photo.objects.filter(elder=absorbed).exists() else {PHOTO}))
        if Merge.objects.filter(absorbed__in=(kept, absorbed), kept__in=(kept, absorbed), state="OPEN").exists():
            raise AlreadyAsked
        try:
            with transaction.atomic():
                asked = Merge.objects.create(
                    kept=kept,
                    absorbed=absorbed,
                    taken=codes,
                    reason=reason,
                    wrong_number=wrong_number,
                    asked_at=at,
                    asked_by=by,
                )
        except IntegrityError as error:
            raise AlreadyAsked from error
        tell("merge.requested", by=by, at=at, elder=kept, merge=str(asked.id), absorbed=str(absorbed.id))
    return asked
