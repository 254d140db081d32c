"""An eye on an elder (重点帮扶): why, who helps, the news, the next step, and when somebody looks again."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.elders.actions.close_focus_care import close_focus_care
from accounts.elders.actions.note_focus_care import note_focus_care
from accounts.elders.actions.open_focus_care import LONGEST, open_focus_care
from accounts.elders.models import Elder, FocusCare
from accounts.elders.queries.focus import earlier_focus, focus_of, notes_of
from accounts.refusals import Refusal
from frontend.shell.answers import SeeOther
from frontend.territory.dossier import editable_elder

USUAL_DAYS = 7  # until somebody looks again


def _line(label: Any, missing: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, error_messages={"required": missing})


class StepForm(forms.Form):
    """What comes next, and when somebody looks again."""

    next_step = _line(gettext_lazy("What comes next"), gettext_lazy("Say what comes next."))
    review_on = forms.DateField(
        label=gettext_lazy("Somebody looks again on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Give the day.")},
    )


class OpenForm(StepForm):
    """Why, and who answers for it."""

    reason = _line(gettext_lazy("Why does the elder need an eye on them?"), gettext_lazy("Say why."))
    helper = forms.CharField(
        label=gettext_lazy("Who answers for it"),
        max_length=60,
        error_messages={"required": gettext_lazy("Enter the name.")},
    )
    field_order = ("reason", "helper", "next_step", "review_on")


class NoteForm(StepForm):
    """The news."""

    text = _line(gettext_lazy("What did you hear or do?"), gettext_lazy("Say what you heard or did."))
    field_order = ("text", "next_step", "review_on")


class CloseForm(forms.Form):
    """What came of it."""

    outcome = _line(pgettext_lazy("focus", "What came of it?"), gettext_lazy("Say what came of it."))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_focus(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """The form that begins it; while it goes on, its news and the form for more."""
    elder = editable_elder(request, elder_id)
    care = focus_of(elder)
    kind: type[StepForm] = OpenForm if care is None else NoteForm
    form = kind(request.POST) if request.method == "POST" else kind(initial=_start(elder, care))
    if form.is_bound and form.is_valid():
        try:
            _write(request, elder, care, form.cleaned_data)
        except Refusal as refusal:
            if refusal.field not in form.fields:
                raise
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Written down."))
            return SeeOther(reverse("territory:focus", args=[elder.id]))
    return _page(request, elder, care, form)


@login_required
@never_cache
@require_POST
def close(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """``outcome=…``: it is over."""
    elder = editable_elder(request, elder_id)
    form = CloseForm(request.POST)
    if not form.is_valid():
        care = focus_of(elder)
        return _page(request, elder, care, NoteForm(initial=_start(elder, care)), ending=form)
    close_focus_care(by=request.user, at=timezone.now(), elder_id=elder.id, outcome=form.cleaned_data["outcome"])
    messages.success(request, _("It is over, and stays in the history."))
    return SeeOther(reverse("territory:elder", args=[elder.id]))


def _write(request: HttpRequest, elder: Elder, care: FocusCare | None, said: dict[str, Any]) -> None:
    if care is None:
        open_focus_care(by=request.user, at=timezone.now(), elder=elder, **said)
    else:
        note_focus_care(by=request.user, at=timezone.now(), elder_id=elder.id, **said)


def _start(elder: Elder, care: FocusCare | None) -> dict[str, Any]:
    again = (timezone.localdate() + timedelta(days=USUAL_DAYS)).isoformat()
    if care is not None:
        return {"next_step": care.next_step, "review_on": again}
    lead = elder.visit_contacts.filter(until=None, lead=True).first()
    return {"helper": lead.name if lead else "", "review_on": again}


def _page(
    request: HttpRequest, elder: Elder, care: FocusCare | None, form: forms.Form, *, ending: CloseForm | None = None
) -> HttpResponse:
    context = {
        "elder": elder,
        "person": elder.person,
        "care": care,
        "notes": notes_of(care) if care is not None else [],
        "earlier": earlier_focus(elder),
        "form": form,
        "ending": ending or CloseForm(),
        "late": care is not None and care.review_on < timezone.localdate(),
    }
    wrong = form.is_bound or ending is not None
    return render(request, "territory/focus.html", context, status=422 if wrong else 200)
