"""Give somebody something to do by a day."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.models import Elder
from accounts.refusals import NotFound
from accounts.regions.models import Region
from services.supervision.actions.tasking import NotTheirs, SayWhat, check_due, checked_words, note_step
from services.supervision.enums import Gauge, InspectionState, TaskWhat
from services.supervision.models import Inspection, Task
from services.supervision.queries.tasks import workers_of


def give_task(
    *,
    by: Any,
    at: datetime,
    region_code: str,
    person_id: UUID,
    words: str,
    due_on: date,
    unit: str = "",
    gauge: str = "",
    of: date | None = None,
    inspection_id: UUID | None = None,
    elder_id: UUID | None = None,
) -> Task:
    """``gauge`` and ``of`` name the reading it comes from; ``inspection_id`` the inspection that found it.

    Raises NotAllowed, NotFound, SayWhat, DueBefore, NotTheirs.
    """
    demand(by, Permission.SUPERVISE, region_code=region_code)
    said = checked_words(words, SayWhat)
    check_due(due_on, today=timezone.localdate(at))
    with transaction.atomic():
        region = Region.objects.filter(code=region_code).first()
        if region is None:
            raise NotFound
        elder = _elder(elder_id, region_code)
        person = workers_of(region_code).filter(id=person_id).first()
        if person is None:
            raise NotTheirs(field="person")
        task = Task.objects.create(
            region=region,
            unit=unit.strip()[:60] or region.name,
            person=person,
            words=said,
            due_on=due_on,
            gauge=gauge if gauge in Gauge.values else "",
            of=of if gauge in Gauge.values else None,
            inspection=_inspection(inspection_id, region_code),
            elder=elder,
            given_at=at,
            given_by=by,
        )
        note_step(task, TaskWhat.GIVEN, by=by, at=at, words=said)
    return task


def _elder(elder_id: UUID | None, region_code: str) -> Elder | None:
    if elder_id is None:
        return None
    found = Elder.objects.select_for_update().filter(id=elder_id, person__home__code__startswith=region_code).first()
    if found is None:
        raise NotFound
    return found


def _inspection(inspection_id: UUID | None, region_code: str) -> Inspection | None:
    if inspection_id is None:
        return None
    found = Inspection.objects.filter(id=inspection_id, state=InspectionState.OPEN).first()
    if found is None or not region_code.startswith(found.region_id):
        raise NotFound
    return found
