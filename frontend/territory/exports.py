"""Asking for a list of elders to take away, and deciding on what others asked for."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access.actions.decide_export import decide_export
from accounts.access.actions.request_export import WhatForAndHow, request_export
from accounts.access.enums import ExportPurpose, Layout, Permission
from accounts.access.queries import may
from accounts.access.queries.exports import export_requests, may_decide
from accounts.refusals import NotAllowed, Refusal
from accounts.regions.enums import Level
from accounts.regions.models import Region
from frontend.shell.wording import place_text
from frontend.territory.ground import Ground, ground

PAGE = 20
NOTHING = ("", gettext_lazy("Choose"))
MISSING = {"required": WhatForAndHow.sentence}


class ExportForm(forms.Form):
    """Which list, of where, what for."""

    region = forms.ChoiceField(label=pgettext_lazy("export", "Of which place"))
    layout = forms.ChoiceField(
        label=gettext_lazy("Which list"), choices=[NOTHING, *Layout.choices], error_messages=MISSING
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("What for?"), choices=[NOTHING, *ExportPurpose.choices], error_messages=MISSING
    )
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("Who gets it, and when it will be deleted again."),
        max_length=200,
        error_messages=MISSING,
    )

    def __init__(self, land: Ground, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regions = {region.code: region for region in [*land.own, *land.below]}
        whole = any(region.level == Level.COUNTY for region in self.regions.values())
        self.layouts = [one for one in Layout if whole or one != Layout.COUNTY]
        layout = self.fields["layout"]
        assert isinstance(layout, forms.ChoiceField)
        layout.choices = [NOTHING, *((one.value, one.label) for one in self.layouts)]
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, place_text(region.name)) for code, region in self.regions.items()]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_exports(request: HttpRequest) -> HttpResponse:
    """``?page=2``: one's own requests and those one may decide on; the form for the next one."""
    asks = may(request.user, Permission.REGISTRY_EXPORT)
    if not asks and not may(request.user, Permission.EXPORT_DECIDE):
        raise NotAllowed
    land = ground(request, permission=Permission.REGISTRY_EXPORT) if asks else None
    form = ExportForm(land, request.POST if request.method == "POST" else None) if land else None
    if request.method != "POST":
        return _show(request, form)
    if form is None:
        raise NotAllowed
    if not form.is_valid():
        return _show(request, form, status=422)
    given = form.cleaned_data
    region: Region = form.regions[given["region"]]
    try:
        request_export(
            by=request.user,
            at=timezone.now(),
            region=region,
            layout=given["layout"],
            purpose=given["purpose"],
            words=given["words"],
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _show(request, form, status=refusal.status)
    messages.success(request, _("Asked. Somebody else at the county decides; you hear of it here."))
    return _back()


@login_required
@never_cache
@require_POST
def decide(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """``answer=approve`` or ``answer=refuse``, with words if one likes."""
    approve = request.POST.get("answer") == "approve"
    decide_export(
        by=request.user,
        at=timezone.now(),
        request_id=request_id,
        approve=approve,
        answer=request.POST.get("words", "").replace("\x00", ""),
    )
    messages.success(request, _("Approved. The list can be fetched now.") if approve else _("Refused."))
    return _back()


def _show(request: HttpRequest, form: ExportForm | None, *, status: int = 200) -> HttpResponse:
    requests = export_requests(request.user).select_related("frozen__roster__report__round")
    page = Paginator(requests, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "decidable": may_decide(request.user, page.object_list),
        "now": timezone.now(),
    }
    return render(request, "territory/exports.html", context, status=status)


def _back() -> HttpResponse:
    response = redirect("territory:exports")
    response.status_code = 303
    return response
