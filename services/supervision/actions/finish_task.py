"""Say that a task is done, and how one sees it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.refusals import NotAllowed
from services.supervision.actions.tasking import ShowHow, checked_words, lock_task, note_step
from services.supervision.enums import TaskWhat
from services.supervision.lifecycle import advance
from services.supervision.models import Task


def finish_task(*, by: Any, at: datetime, task_id: UUID, words: str) -> Task:
    """Only the person who has it. Raises NotFound, NotAllowed, ShowHow, StateChanged."""
    with transaction.atomic():
        task = lock_task(task_id, by=by)
        if task.person_id != by.id:
            raise NotAllowed
        said = checked_words(words, ShowHow)
        advance(task, "finish", done_at=at)
        note_step(task, TaskWhat.DONE, by=by, at=at, words=said)
    return task
