"""The file with everything of a county: begun, watched, fetched."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access.enums import Layout, Permission
from accounts.access.models import ExportRequest
from accounts.access.queries import demand
from accounts.access.queries.exports import export_allowed
from accounts.refusals import NotFound
from frontend.shell.answers import SeeOther
from services.windup.actions.begin_takeout import begin_takeout
from services.windup.actions.take_takeout import take_takeout
from services.windup.progress import percent_done
from services.windup.queries import takeout_for


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_takeout(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """How far it is, and the password when it is there; POST begins it."""
    demand(request.user, Permission.COUNTY_EXPORT)
    if request.method == "POST":
        begin_takeout(by=request.user, at=timezone.now(), request_id=request_id)
        return SeeOther(request.path)
    asked = export_allowed(request.user, request_id)
    if asked is None or asked.layout != Layout.COUNTY:
        raise NotFound
    return _page(request, asked)


def _page(request: HttpRequest, asked: ExportRequest) -> HttpResponse:
    takeout = takeout_for(request.user, asked.id)
    context = {"asked": asked, "takeout": takeout, "percent": percent_done(asked.id)}
    return render(request, "windup/takeout.html", context)


@login_required
@never_cache
@require_POST
def take_file(request: HttpRequest, request_id: UUID) -> HttpResponseBase:
    """The encrypted file, from the disk as it lies there."""
    path = take_takeout(by=request.user, at=timezone.now(), request_id=request_id)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type="application/zip")
