"""What the actions on tasks, inspections and matters share: locks, refusals, the record, events."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.journal.actions.emit import emit
from accounts.refusals import Invalid, NotFound, Refusal
from services.supervision.enums import TaskWhat
from services.supervision.models import Task, TaskStep

LONGEST = 1000
LONGEST_DAYS = 366


class DueBefore(Invalid):
    code = "due_before"
    sentence = _("Choose a day from today on, within a year.")


class SayWhat(Invalid):
    code = "say_what"
    sentence = _("Say in a sentence what is to be done.")


class NotTheirs(Invalid):
    code = "not_theirs"
    sentence = _("Choose somebody who works there.")


class AnotherJudges(Refusal):
    code = "another_judges"
    sentence = _("Whoever did it does not accept it: somebody else looks again.")


class ShowHow(Invalid):
    code = "show_how"
    sentence = _("Say what was done, and where one sees it.")


def checked_words(words: str, refusal: type[Refusal], *, field: str = "words") -> str:
    """The words without what surrounds them; raises ``refusal`` when none are left."""
    said = words.strip()[:LONGEST]
    if not said:
        raise refusal(field=field)
    return said


def check_due(due_on: date, *, today: date) -> None:
    if not today <= due_on or (due_on - today).days > LONGEST_DAYS:
        raise DueBefore(field="due_on")


def lock_task(task_id: UUID, *, by: Any) -> Task:
    """Lock a task the actor may see: their own, or of their territory. Raises NotFound."""
    rows = Task.objects.select_for_update(of=("self",)).select_related("region", "person__person")
    found = rows.filter(id=task_id).first()
    if found is None:
        raise NotFound
    if found.person_id == by.id or may(by, Permission.TERRITORY_VIEW, region_code=found.region_id):
        return found
    raise NotFound


def note_step(task: Task, what: TaskWhat, *, by: Any, at: datetime, words: str = "") -> None:
    """A line of the record, and the event that tells the other side."""
    TaskStep.objects.create(task=task, elder_id=task.elder_id, what=what, words=words, at=at, by=by)
    emit(
        f"services.task.{what.lower()}",
        at=at,
        by=by,
        subject_kind="task",
        subject_id=task.id,
        region_code=task.region_id,
    )
