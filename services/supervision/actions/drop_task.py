"""A task that is no longer needed: dropped with a reason, kept in the record."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from services.supervision.actions.bulletins import SayWhy
from services.supervision.actions.tasking import AnotherJudges, checked_words, lock_task, note_step
from services.supervision.enums import TaskWhat
from services.supervision.lifecycle import advance
from services.supervision.models import Task


def drop_task(*, by: Any, at: datetime, task_id: UUID, words: str) -> Task:
    """Whoever supervises there, never who has it. Raises NotAllowed, NotFound, AnotherJudges, SayWhy, StateChanged."""
    demand(by, Permission.SUPERVISE)
    with transaction.atomic():
        task = lock_task(task_id, by=by)
        demand(by, Permission.SUPERVISE, region_code=task.region_id)
        said = checked_words(words, SayWhy)
        if task.person_id == by.id:
            raise AnotherJudges
        advance(task, "drop", decided_at=at, decided_by=by)
        note_step(task, TaskWhat.DROPPED, by=by, at=at, words=said)
    return task
