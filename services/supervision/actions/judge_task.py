"""Look again: accept what was done, or return it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from services.supervision.actions.bulletins import SayWhy
from services.supervision.actions.tasking import AnotherJudges, lock_task, note_step
from services.supervision.enums import TaskWhat
from services.supervision.lifecycle import advance
from services.supervision.models import Task


def judge_task(*, by: Any, at: datetime, task_id: UUID, accept: bool, words: str = "") -> Task:
    """Whoever supervises there and did not do it. Raises NotAllowed, NotFound, AnotherJudges, SayWhy, StateChanged."""
    demand(by, Permission.SUPERVISE)
    with transaction.atomic():
        task = lock_task(task_id, by=by)
        demand(by, Permission.SUPERVISE, region_code=task.region_id)
        if task.person_id == by.id:
            raise AnotherJudges
        said = words.strip()[:1000]
        if not accept and not said:
            raise SayWhy(field="words")
        advance(task, "accept" if accept else "return", decided_at=at, decided_by=by)
        note_step(task, TaskWhat.ACCEPTED if accept else TaskWhat.RETURNED, by=by, at=at, words=said)
    return task
