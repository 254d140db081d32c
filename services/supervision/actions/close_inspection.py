"""Close an inspection: every door was looked at, and everything that was found is mended and looked at again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.refusals import NotFound, Refusal
from services.supervision.enums import TaskState
from services.supervision.lifecycle import advance
from services.supervision.models import Inspection


class DoorsLeft(Refusal):
    code = "doors_left"
    sentence = _("%(n)s of those drawn were not looked at yet.")


class FindingsLeft(Refusal):
    code = "findings_left"
    sentence = _("%(n)s findings are not accepted yet.")


def close_inspection(*, by: Any, at: datetime, inspection_id: UUID, words: str = "") -> Inspection:
    """Raises NotAllowed, NotFound, DoorsLeft, FindingsLeft, StateChanged."""
    demand(by, Permission.SUPERVISE)
    with transaction.atomic():
        found = Inspection.objects.select_for_update().filter(id=inspection_id).first()
        if found is None:
            raise NotFound
        demand(by, Permission.SUPERVISE, region_code=found.region_id)
        doors = found.sample.filter(found="").count()
        if doors:
            raise DoorsLeft(n=doors)
        tasks = found.tasks.exclude(state__in=[TaskState.ACCEPTED, TaskState.DROPPED]).count()
        if tasks:
            raise FindingsLeft(n=tasks)
        advance(found, "close", closed_at=at, closed_by=by, closing=words.strip()[:300])
        emit(
            "services.inspection.closed",
            at=at,
            by=by,
            subject_kind="inspection",
            subject_id=found.id,
            region_code=found.region_id,
        )
    return found
