"""Writing: a draft, its change, the next edition; the county's hotline."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access.enums import Permission
from accounts.refusals import NotAllowed, NotFound, Refusal
from frontend.publications.forms import HotlineForm, SheetForm, start_of
from frontend.shell.answers import SeeOther
from frontend.shell.ground import ground
from frontend.shell.wording import place_text
from services.publications.actions.revise_publication import revise_publication
from services.publications.actions.set_hotline import set_hotline
from services.publications.actions.write_publication import write_publication
from services.publications.enums import Kind, State
from services.publications.queries.rows import COUNTY_DIGITS, hotline_of, publication_for

_form = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@never_cache
@_form
def write(request: HttpRequest) -> HttpResponse:
    """A new one. It is a draft until somebody publishes it."""
    land = ground(request, permission=Permission.NOTICE_WRITE)
    places = [(one.code, place_text(one.name)) for one in land.choices]
    start = {"region": land.here.code, "kind": Kind.ANNOUNCEMENT}
    form = SheetForm(request.POST if request.method == "POST" else None, places=places, initial=start)
    if form.is_bound and form.is_valid():
        code = form.cleaned_data["region"]
        try:
            made = write_publication(by=request.user, at=timezone.now(), region_code=code, sheet=form.sheet())
        except Refusal as refusal:
            _blame(form, refusal)
        else:
            messages.success(request, _("Kept. Nobody sees it before it is published."))
            return SeeOther(reverse("publications:one", args=[made.id]))
    return render(request, "publications/form.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@never_cache
@_form
def change(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """Another text: of a draft at once, of what is published as its next edition."""
    found = publication_for(request.user, publication_id)
    if found.state == State.WITHDRAWN:
        raise NotFound
    places = [(found.region_id, place_text(found.region.name))]
    form = SheetForm(request.POST if request.method == "POST" else None, places=places, initial=start_of(found))
    if form.is_bound and form.is_valid():
        try:
            revise_publication(by=request.user, at=timezone.now(), publication_id=found.id, sheet=form.sheet())
        except Refusal as refusal:
            _blame(form, refusal)
        else:
            messages.success(request, _("Kept.") if found.state == State.DRAFT else _("The next edition is published."))
            return SeeOther(reverse("publications:one", args=[found.id]))
    context = {"form": form, "publication": found}
    return render(request, "publications/form.html", context, status=422 if form.is_bound else 200)


@login_required
@never_cache
@_form
def hotline(request: HttpRequest) -> HttpResponse:
    """The number that elders see on their first page."""
    land = ground(request, permission=Permission.NOTICE_WRITE)
    county = land.own[0].code[:COUNTY_DIGITS]
    now = hotline_of(county)
    start = {name: getattr(now, name) for name in HotlineForm.base_fields} if now is not None else {}
    form = HotlineForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound and form.is_valid():
        try:
            set_hotline(by=request.user, at=timezone.now(), county=county, **form.cleaned_data)
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            _blame(form, refusal)
        else:
            messages.success(request, _("Kept. Elders see it on their first page."))
            return SeeOther(reverse("publications:written"))
    return render(
        request, "publications/hotline.html", {"form": form, "now": now}, status=422 if form.is_bound else 200
    )


def _blame(form: Any, refusal: Refusal) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
