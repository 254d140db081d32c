"""The service list goes out: what is different from the last edition, and the day from which it holds."""

from datetime import date

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access.enums import Permission
from accounts.refusals import Refusal
from frontend.shell.list_words import told
from frontend.shell.wording import date_text
from frontend.territory.ground import ground
from services.catalogue.actions.publish_list import publish_list
from services.catalogue.queries import categories
from services.catalogue.queries.editions import editions_of, unannounced


class PublishForm(forms.Form):
    """From when, on what ground, and what to say of it."""

    starts_on = forms.DateField(
        label=gettext_lazy("From which day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write the day like 2026-11-19.")},
    )
    citation = forms.CharField(
        label=gettext_lazy("On what ground"),
        max_length=200,
        help_text=gettext_lazy("Which paper, which meeting, with its date."),
        error_messages={"required": gettext_lazy("Say what decided it: which paper, which meeting.")},
    )
    words = forms.CharField(
        label=gettext_lazy("A word to everybody"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Stands above the changes. May stay empty."),
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest) -> HttpResponse:
    """What would be announced today, or on the day the last edition begins where that is later; POST publishes."""
    region = ground(request, permission=Permission.CATALOGUE_EDIT).own[0]
    last = editions_of(region.code).first()
    day = max(timezone.localdate(), last.starts_on if last else date.min)
    form = PublishForm(request.POST or None, initial={"starts_on": day})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            day = form.cleaned_data["starts_on"]
            try:
                made = publish_list(by=request.user, at=timezone.now(), region=region, **form.cleaned_data)
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
                status = refusal.status
            else:
                holds = date_text(made.starts_on)
                said = _(
                    "Edition %(number)s is public and holds from %(day)s. The villages and organisations are told."
                )
                messages.success(request, said % {"number": made.number, "day": holds})
                response = redirect("territory:catalogue")
                response.status_code = 303
                return response
    found = unannounced(region.code, on=day)
    context = {
        "region": region,
        "form": form,
        "day": day,
        "last": last,
        "told": told(found, {one.code: one for one in categories()}),
    }
    return render(request, "territory/list_publish.html", context, status=status)
