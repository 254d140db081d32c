"""What the inbox says of tasks, bulletins and matters of supervision."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.shell.wording import date_text, month_text, place_text
from services.supervision.models import Bulletin, Matter, Task

SUPERVISION_SENTENCES: dict[str, Any] = {
    "services.task.given": gettext_lazy("%(who)s gave you something to do"),
    "services.task.overdue": gettext_lazy("A task of supervision is overdue"),
    "services.task.done": gettext_lazy("%(who)s says it is done: look again"),
    "services.task.accepted": gettext_lazy("What you did was looked at again and accepted"),
    "services.task.returned": gettext_lazy("What you did came back: not yet done"),
    "services.task.dropped": gettext_lazy("Something you had to do is no longer needed"),
    "services.bulletin.submitted": gettext_lazy("A bulletin waits for you to read and pass it"),
    "services.bulletin.sent_back": gettext_lazy("Your bulletin came back with a sentence"),
    "services.bulletin.published": gettext_lazy("The bulletin of the month is published"),
    "services.matter.raised": gettext_lazy("Something was sent up to you and wants an answer"),
    "services.matter.received": gettext_lazy("What you sent up was received"),
    "services.matter.answered": gettext_lazy("What you sent up was answered"),
}


def supervision_subjects(wanted: dict[str, list[Any]]) -> list[Any]:
    """The rows that notices speak of, one query for each kind that occurs."""
    found: list[Any] = []
    if "task" in wanted:
        found += Task.objects.filter(id__in=wanted["task"]).select_related("region")
    if "bulletin" in wanted:
        found += Bulletin.objects.filter(id__in=wanted["bulletin"]).select_related("region")
    if "matter" in wanted:
        found += Matter.objects.filter(id__in=wanted["matter"]).select_related("region")
    return found


def supervision_line(subject: Task | Bulletin | Matter) -> tuple[str, str, str]:
    """Note, address and icon."""
    place = place_text(subject.region.name)
    if isinstance(subject, Task):
        note = _("%(place)s, until %(day)s") % {"place": place, "day": date_text(subject.due_on)}
        return note, reverse("supervision:task", args=[subject.id]), "task"
    if isinstance(subject, Bulletin):
        note = f"{place}{_(', ')}{month_text(subject.month)}"
        return note, reverse("supervision:bulletin", args=[subject.id]), "chart"
    return f"{place}{_(', ')}{subject.title}", reverse("supervision:matter", args=[subject.id]), "edit"
