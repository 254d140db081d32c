"""What is sent up, received and answered: every step with its day."""

from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
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
from accounts.regions.queries import path
from frontend.shell.answers import SeeOther
from frontend.shell.ground import ground
from frontend.shell.wording import place_text
from services.supervision.actions.answer_matter import answer_matter
from services.supervision.actions.raise_matter import raise_matter
from services.supervision.actions.receive_matter import receive_matter
from services.supervision.enums import MatterKind, MatterState
from services.supervision.queries.matters import matter_for, matters_in

PAGE, COUNTY_DIGITS = 30, 6


class MatterForm(forms.Form):
    """What is the matter, whom one asks, until when."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("matter", "What it is"), choices=MatterKind.choices, initial=MatterKind.PROBLEM
    )
    to_code = forms.ChoiceField(label=gettext_lazy("Whom to ask"))
    title = forms.CharField(label=gettext_lazy("In one line"), max_length=60)
    words = forms.CharField(
        label=gettext_lazy("What happened, and what you need"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Until when you need an answer"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, above: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to_code"]
        field.choices = above


@login_required
@never_cache
@require_safe
def show_matters(request: HttpRequest) -> HttpResponse:
    land = ground(request)
    context: dict[str, Any] = {
        "land": land,
        "today": timezone.localdate(),
        "page": Paginator(matters_in(land.codes), PAGE).get_page(request.GET.get("page")),
        "may_raise": len(land.here.code) > COUNTY_DIGITS,
        "answered": MatterState.ANSWERED,
    }
    return render(request, "supervision/matters.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send_up(request: HttpRequest) -> HttpResponse:
    """``?place=CODE``: from a village to its township or county, from a township to its county."""
    land = ground(request)
    place = land.here
    above = [
        (one.code, place_text(one.name)) for one in path(place.code) if COUNTY_DIGITS <= len(one.code) < len(place.code)
    ]
    initial = {"due_on": timezone.localdate() + relativedelta(days=7), "to_code": above[-1][0] if above else ""}
    form = MatterForm(request.POST or None, above=above, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = raise_matter(by=request.user, at=timezone.now(), region_code=place.code, **form.cleaned_data)
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                messages.success(request, _("Sent up. You see here when it was received and what was answered."))
                return SeeOther(reverse("supervision:matter", args=[made.id]))
    return render(request, "supervision/matter_form.html", {"land": land, "form": form, "above": above}, status=status)


@login_required
@never_cache
@require_safe
def show_matter(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    matter = matter_for(request.user, matter_id)
    answers = may(request.user, Permission.SUPERVISE, region_code=matter.to_id)
    context: dict[str, Any] = {
        "matter": matter,
        "overdue": matter.state != MatterState.ANSWERED and matter.due_on < timezone.localdate(),
        "may_receive": answers and matter.state == MatterState.RAISED,
        "may_answer": answers and matter.state != MatterState.ANSWERED,
    }
    return render(request, "supervision/matter.html", context)


@login_required
@never_cache
@require_POST
def act(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """``do``: receive or answer, with ``words``."""
    now = timezone.now()
    if request.POST.get("do") == "receive":
        receive_matter(by=request.user, at=now, matter_id=matter_id)
        messages.success(request, _("Received: they see the day."))
    else:
        answer_matter(by=request.user, at=now, matter_id=matter_id, words=request.POST.get("words", ""))
        messages.success(request, _("Answered."))
    return SeeOther(reverse("supervision:matter", args=[matter_id]))
