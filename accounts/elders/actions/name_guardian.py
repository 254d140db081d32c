"""Name who looks after the elder day by day."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.checking import checked_person
from accounts.elders.actions.keeping import keep_figures, lock_elder, not_after, tell, write_change
from accounts.elders.enums import GuardianKind
from accounts.elders.models import Elder, Guardian
from accounts.refusals import Invalid

LONGEST_RELATION = 40


class BeforeTheLast(Invalid):
    code = "before_the_last_guardian"
    sentence = _("The guardian before began later than this day.")


def name_guardian(
    *,
    by: Any,
    at: datetime,
    elder: Elder,
    kind: GuardianKind | str,
    name: str,
    relation: str = "",
    phone: str = "",
    since: date,
    reason: str = "",
) -> Guardian:
    """Name the guardian; the one before ends on that day. The same one again with the same data changes nothing.

    Raises NotAllowed, NotFound, ElderLeft, NotYet, BeforeTheLast and the refusals of ``person_values``.
    """
    values = checked_person({"name": name, "phone": phone})
    relation = relation.strip()
    if kind not in GuardianKind.values or len(relation) > LONGEST_RELATION:
        raise Invalid(field="relation")
    not_after(since, at, name="since")
    with transaction.atomic():
        locked = lock_elder(by=by, elder_id=elder.id)
        before = Guardian.objects.select_for_update().filter(elder=locked, until=None).first()
        wanted = {**values, "kind": kind, "relation": relation, "since": since}
        if before is not None and all(getattr(before, field) == now for field, now in wanted.items()):
            return before
        if before is not None:
            if since < before.since:
                raise BeforeTheLast(field="since")
            before.until = since
            before.save(update_fields=["until"])
        guardian = Guardian.objects.create(elder=locked, **wanted)
        write_change(
            by=by,
            at=at,
            elder=locked,
            about="GUARDIAN",
            about_id=guardian.id,
            field="named",
            was=before.name if before is not None else "",
            became=guardian.name,
            reason=reason,
        )
        keep_figures(locked, at)
        tell("elder.guardian_named", by=by, at=at, elder=locked, guardian=str(guardian.id), kind=kind)
    elder.complete_percent = locked.complete_percent
    return guardian
