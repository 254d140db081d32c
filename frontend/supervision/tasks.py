"""Tasks: whose, what, until when; what was said about it, and whether somebody looked again."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.refusals import Refusal
from frontend.shell.answers import SeeOther
from frontend.shell.ground import ground
from frontend.shell.wording import name_text, place_text
from frontend.supervision.looking import looking
from services.supervision.actions.drop_task import drop_task
from services.supervision.actions.finish_task import finish_task
from services.supervision.actions.give_task import give_task
from services.supervision.actions.judge_task import judge_task
from services.supervision.enums import UNDONE, TaskState
from services.supervision.gauges import GAUGES
from services.supervision.models import Task
from services.supervision.queries.board import readings_on
from services.supervision.queries.tasks import task_counts, task_for, tasks_for, workers_of

PAGE = 30
SIFTS: dict[str, Any] = {
    "todo": pgettext_lazy("supervision tasks", "To do"),
    "overdue": pgettext_lazy("supervision tasks", "Overdue"),
    "done": pgettext_lazy("supervision tasks", "To look at again"),
    "over": pgettext_lazy("supervision tasks", "Over"),
}


class TaskForm(forms.Form):
    """What is to be done, by whom, by when."""

    words = forms.CharField(
        label=gettext_lazy("What is to be done"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    unit = forms.CharField(
        label=gettext_lazy("Which unit"), max_length=60, required=False, help_text=gettext_lazy("Empty: the place.")
    )
    person = forms.ChoiceField(label=gettext_lazy("Who"))
    due_on = forms.DateField(
        label=pgettext_lazy("supervision task", "Until when"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.choices = [("", _("Choose")), *people]


@login_required
@never_cache
@require_safe
def show_tasks(request: HttpRequest) -> HttpResponse:
    """``?place=CODE&state=overdue``: one's own, and those of one's territory."""
    land = ground(request)
    today = timezone.localdate()
    tasks = tasks_for(request.user, land.codes)
    state = request.GET.get("state", "")
    state = state if state in SIFTS else "todo"
    counts = task_counts(tasks, today)
    context: dict[str, Any] = {
        "land": land,
        "today": today,
        "state": state,
        "sifts": [(key, words, counts[key]) for key, words in SIFTS.items()],
        "page": Paginator(_sifted(tasks, state, today), PAGE).get_page(request.GET.get("page")),
        "place_query": f"&place={land.place.code}" if land.place else "",
        "may_give": may(request.user, Permission.SUPERVISE, region_code=land.here.code),
    }
    return render(request, "supervision/tasks.html", context)


def _sifted(tasks: QuerySet[Task], state: str, today: Any) -> QuerySet[Task]:
    match state:
        case "overdue":
            return tasks.filter(Q(state__in=UNDONE) & Q(due_on__lt=today))
        case "done":
            return tasks.filter(state=TaskState.DONE)
        case "over":
            return tasks.filter(state__in=[TaskState.ACCEPTED, TaskState.DROPPED]).order_by("-decided_at", "-id")
    return tasks.filter(state__in=UNDONE)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """``?place=CODE&gauge=RISKS&on=…``: give a task, free or from what a gauge showed."""
    land = ground(request, permission=Permission.SUPERVISE)
    place = land.here
    see = looking(request)
    people = [(str(one.id), name_text(one.person.name)) for one in workers_of(place.code) if one.person]
    form = TaskForm(request.POST or None, people=people, initial={"words": _from_gauge(see), "unit": place.name})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                made = give_task(
                    by=request.user,
                    at=timezone.now(),
                    region_code=place.code,
                    person_id=UUID(data["person"]),
                    words=data["words"],
                    unit=data["unit"],
                    due_on=data["due_on"],
                    gauge=see.gauge,
                    of=see.on if see.gauge else None,
                )
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                messages.success(request, _("Given. They hear of it, and you when it is done."))
                return SeeOther(reverse("supervision:task", args=[made.id]))
    return render(request, "supervision/task_form.html", {"land": land, "form": form, "see": see}, status=status)


def _from_gauge(see: Any) -> str:
    """A first sentence from the figure, to be written on."""
    if not see.gauge or see.on is None:
        return ""
    reading = readings_on([see.here.code], see.on).get((see.here.code, see.gauge))
    if reading is None or not reading.short:
        return ""
    facts = {"gauge": GAUGES[see.gauge].name, "place": place_text(see.here.name), "n": reading.short}
    return _("%(place)s, “%(gauge)s”: %(n)s are missing. Put it right one by one.") % facts


@login_required
@never_cache
@require_safe
def show_task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """One task with everything that was said about it."""
    task = task_for(request.user, task_id)
    supervises = may(request.user, Permission.SUPERVISE, region_code=task.region_id)
    own = task.person_id == request.user.id
    context: dict[str, Any] = {
        "task": task,
        "gauge": GAUGES.get(task.gauge),
        "steps": task.steps.select_related("by__person").order_by("at", "id"),
        "overdue": task.state in UNDONE and task.due_on < timezone.localdate(),
        "may_finish": own and task.state in UNDONE,
        "may_judge": supervises and not own and task.state == TaskState.DONE,
        "may_drop": supervises and not own and task.state in UNDONE,
        "sees_elder": task.elder is not None
        and may(request.user, Permission.ORDER_FOR_ANYONE, region_code=task.elder.person.home_id),
    }
    return render(request, "supervision/task.html", context)


@login_required
@never_cache
@require_POST
def act(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """``do``: finish, accept, return or drop; ``words`` say how or why."""
    words, now = request.POST.get("words", ""), timezone.now()
    match request.POST.get("do"):
        case "accept" | "return" as do:
            judge_task(by=request.user, at=now, task_id=task_id, accept=do == "accept", words=words)
            said = _("Accepted.") if do == "accept" else _("Returned: they hear why.")
        case "drop":
            drop_task(by=request.user, at=now, task_id=task_id, words=words)
            said = _("Dropped. It stays in the record.")
        case _:
            finish_task(by=request.user, at=now, task_id=task_id, words=words)
            said = _("Written down. Somebody looks again.")
    messages.success(request, said)
    return SeeOther(reverse("supervision:task", args=[task_id]))
