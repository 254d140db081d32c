"""Inspections by several departments: drawn, looked at door by door, put right, closed."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.actions.reveal_people import reveal_people
from accounts.access.enums import Department, Permission
from accounts.access.queries import may
from accounts.refusals import Refusal
from accounts.regions.enums import Level
from accounts.regions.models import Region
from frontend.shell.answers import SeeOther
from frontend.shell.ground import ground
from frontend.shell.wording import name_text, place_text
from services.supervision.actions.close_inspection import close_inspection
from services.supervision.actions.give_task import give_task
from services.supervision.actions.note_sampled import note_sampled
from services.supervision.actions.open_inspection import open_inspection
from services.supervision.enums import InspectionState, Looked
from services.supervision.queries.tasks import inspection_for, inspections_for, workers_of

PAGE = 20


class InspectionForm(forms.Form):
    """Which villages, how many in each, who goes along."""

    title = forms.CharField(label=gettext_lazy("What for"), max_length=60)
    held_on = forms.DateField(
        label=gettext_lazy("On which day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    villages = forms.MultipleChoiceField(label=gettext_lazy("In which villages"), widget=forms.CheckboxSelectMultiple)
    each = forms.IntegerField(label=gettext_lazy("How many elders in each"), min_value=1, max_value=30, initial=3)
    departments = forms.MultipleChoiceField(
        label=pgettext_lazy("inspection", "Who goes along"),
        choices=Department.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    seed = forms.CharField(
        label=gettext_lazy("Seed of the draw"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Empty: the house makes one. Whoever has it draws the same elders again."),
    )

    def __init__(self, *args: Any, villages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["villages"]
        field.choices = villages


@login_required
@never_cache
@require_safe
def show_inspections(request: HttpRequest) -> HttpResponse:
    """Those of the territory; of a department, those it goes along to."""
    page = Paginator(inspections_for(request.user), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "begins": may(request.user, Permission.SUPERVISE)}
    return render(request, "supervision/inspections.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """``?place=CODE``: a county chooses a township first, so that the list of villages stays short."""
    land = ground(request, permission=Permission.SUPERVISE)
    here = land.here
    found = Region.objects.filter(code__startswith=here.code, level=Level.VILLAGE).order_by("code")
    villages = [(one.code, place_text(one.name)) for one in found] if len(here.code) > 6 else []
    initial = {"held_on": timezone.localdate(), "title": _("Joint inspection")}
    form = InspectionForm(request.POST or None, villages=villages, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = dict(form.cleaned_data)
            try:
                made = open_inspection(by=request.user, at=timezone.now(), region_code=here.code, **data)
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                messages.success(request, _("Drawn. Whoever has the seed draws the same."))
                return SeeOther(reverse("supervision:inspection", args=[made.id]))
    context = {"land": land, "form": form, "choose": not villages}
    return render(request, "supervision/inspection_form.html", context, status=status)


@login_required
@never_cache
@require_safe
def show_inspection(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """The doors that were drawn, what was found, and what is to be put right."""
    inspection = inspection_for(request.user, inspection_id)
    rows = inspection.sample.select_related("elder__person__home", "looked_by__person").order_by("position")
    now = timezone.now()
    reveal_people(
        by=request.user, at=now, people={one.elder.person: f"elder:{one.elder_id}" for one in rows}, purpose="visit"
    )
    people = [(str(one.id), name_text(one.person.name)) for one in workers_of(inspection.region_id) if one.person]
    context: dict[str, Any] = {
        "inspection": inspection,
        "rows": rows,
        "left": sum(not one.found for one in rows),
        "tasks": inspection.tasks.select_related("person__person", "region").order_by("due_on", "id"),
        "along": [_named(one) for one in inspection.departments],
        "leads": may(request.user, Permission.SUPERVISE, region_code=inspection.region_id),
        "is_open": inspection.state == InspectionState.OPEN,
        "answers": Looked.choices,
        "people": people,
        "tomorrow": timezone.localdate(now),
        "villages": Region.objects.filter(code__in=inspection.villages).order_by("code"),
    }
    return render(request, "supervision/inspection.html", context)


@login_required
@never_cache
@require_POST
def look(request: HttpRequest, sampled_id: UUID) -> HttpResponse:
    """``found`` and ``words``; with ``person`` and ``due_on`` what was found becomes a task."""
    now = timezone.now()
    words = request.POST.get("words", "")
    sampled = note_sampled(
        by=request.user, at=now, sampled_id=sampled_id, found=request.POST.get("found", ""), words=words
    )
    if sampled.found == Looked.OTHERWISE and request.POST.get("person"):
        give_task(
            by=request.user,
            at=now,
            region_code=sampled.elder.person.home_id,
            person_id=_uuid(request.POST["person"]),
            words=words,
            due_on=_day(request.POST.get("due_on", "")) or timezone.localdate(now),
            inspection_id=sampled.inspection_id,
            elder_id=sampled.elder_id,
        )
    messages.success(request, pgettext("inspection", "Written down."))
    return SeeOther(reverse("supervision:inspection", args=[sampled.inspection_id]) + f"#door-{sampled.position}")


@login_required
@never_cache
@require_POST
def close(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    words = request.POST.get("words", "")
    close_inspection(by=request.user, at=timezone.now(), inspection_id=inspection_id, words=words)
    messages.success(request, _("Closed. What was found stays to be read."))
    return SeeOther(reverse("supervision:inspection", args=[inspection_id]))


def _named(department: str) -> str:
    """As the department is called; others stand there as they were written."""
    return str(Department(department).label) if department in Department.values else department


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
