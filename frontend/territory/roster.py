"""Rosters that offices keep in Excel: send one in, look it through, write it in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.enums import Permission
from accounts.refusals import Refusal
from accounts.rosters.actions.commit_roster import commit_roster
from accounts.rosters.actions.decide_roster import decide_roster
from accounts.rosters.actions.discard_roster import discard_roster
from accounts.rosters.actions.upload_roster import upload_roster
from accounts.rosters.enums import UploadState, Verdict
from accounts.rosters.models import RosterUpload
from accounts.rosters.progress import rows_done
from accounts.rosters.queries import (
    elders_within,
    mendable_rows,
    mended_together,
    rows_of_upload,
    upload_for,
    uploads_within,
)
from frontend.territory.ground import ground
from frontend.territory.roster_form import RosterForm
from frontend.territory.roster_words import (
    column_choices,
    columns_of,
    layout_words,
    lines_of_rows,
    together_words,
    twice_of,
)

PAGE, FIRST, LATEST = 40, 8, 10
BUSY = (UploadState.CHECKING, UploadState.WRITING)
WAITING_ROWS = 500  # a bar without an end moves on after so many


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_rosters(request: HttpRequest) -> HttpResponse:
    """The form that sends a workbook in, and the last ones."""
    land = ground(request, permission=Permission.ELDER_REGISTER)
    form = RosterForm(land, request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        form.is_bound = True
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                upload = upload_roster(
                    by=request.user, at=timezone.now(), region=form.chosen, file_name=file.name, data=file.read()
                )
                return _to(upload)
            except Refusal as refusal:
                form.add_error("file" if refusal.field == "file" else None, str(refusal))
        status = 422
    context = {"land": land, "form": form, "uploads": uploads_within(land.codes)[:LATEST]}
    return render(request, "territory/rosters.html", context, status=status)


@login_required
@never_cache
@require_safe
def show_roster(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """``?show=reject&page=2``: the preview, or how far it is."""
    upload = upload_for(request.user, upload_id)
    asks_again = request.headers.get("HX-Request") == "true"
    if upload.state in BUSY:
        done = rows_done(upload.id)
        whole = upload.rows_total
        percent = min(99, done * 100 // whole) if whole else (done // WAITING_ROWS * 7) % 100
        page = "territory/roster_progress.html" if asks_again else "territory/roster_wait.html"
        return render(request, page, {"upload": upload, "done": done, "percent": percent})
    if asks_again:  # done: the whole page is another now
        return HttpResponse(headers={"HX-Refresh": "true"})
    if upload.state in (UploadState.FAILED, UploadState.DISCARDED):
        return render(request, "territory/roster_gone.html", {"upload": upload})
    show = request.GET.get("show", "")
    context = _preview(upload)
    if show in Verdict.values:
        rows = Paginator(rows_of_upload(upload, show), PAGE).get_page(request.GET.get("page"))
        twice = twice_of(upload, rows.object_list) if show == Verdict.DUPLICATE else []
        context |= {"show": show, "page": rows, "twice": twice, "lines": [] if twice else lines_of_rows(rows)}
    else:
        groups = mended_together(upload)
        context |= {
            "together": [(one, *together_words(one)) for one in groups[:FIRST]],
            "mendable": mendable_rows(groups),
            "lines": lines_of_rows(rows_of_upload(upload, Verdict.REJECT)[:FIRST]),
            "twice": twice_of(upload, rows_of_upload(upload, Verdict.DUPLICATE)[:FIRST]),
            "more_lines": max(upload.rejected - FIRST, 0),
            "more_twice": max(upload.duplicates - FIRST, 0),
        }
    return render(request, "territory/roster.html", context)


@login_required
@never_cache
@require_POST
def decide(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """``mend=KEY``, ``keep=ROW`` or ``sheet=0&column=3&code=health``: then everything is looked at again."""
    mend, keep = request.POST.get("mend", "").replace("\x00", ""), request.POST.get("keep", "")
    decision: dict[str, Any] = {"mend": mend}
    if keep.isdecimal() and len(keep) < 19:
        decision = {"keep": int(keep)}
    elif not mend:
        sheet, column = request.POST.get("sheet", ""), request.POST.get("column", "")
        if not (sheet.isdecimal() and column.isdecimal()) or len(sheet + column) > 8:
            return _to(upload_for(request.user, upload_id))
        decision = {"column": (int(sheet), int(column), request.POST.get("code", ""))}
    upload = decide_roster(by=request.user, at=timezone.now(), upload_id=upload_id, **decision)
    good = upload.accepted
    if upload.state == UploadState.READY:
        text = ngettext("Looked through again: %(n)s row is good.", "Looked through again: %(n)s rows are good.", good)
        messages.success(request, text % {"n": good})
    return _to(upload)


@login_required
@never_cache
@require_POST
def commit(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Write the good rows; the same again changes nothing."""
    upload = commit_roster(by=request.user, at=timezone.now(), upload_id=upload_id)
    if upload.state == UploadState.WRITTEN:
        messages.success(request, _("Written into the registry."))
    return _to(upload)


@login_required
@never_cache
@require_POST
def discard(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Delete the file and the preview."""
    discard_roster(by=request.user, at=timezone.now(), upload_id=upload_id)
    messages.success(request, _("Put aside; the file is deleted."))
    response = redirect("territory:rosters")
    response.status_code = 303
    return response


def _preview(upload: RosterUpload) -> dict[str, Any]:
    known, doubtful = columns_of(upload)
    return {
        "upload": upload,
        "written": upload.state == UploadState.WRITTEN,
        "step": 3 if upload.state == UploadState.WRITTEN else 2,
        "layout": layout_words(upload),
        "passed_over": (upload.layout or {}).get("passed_over", ()),
        "known": known,
        "doubtful": doubtful,
        "choices": column_choices(),
        "absent": max(elders_within(upload.region_id) - upload.updates, 0),
        "strip": _strip(upload),
    }


def _strip(upload: RosterUpload) -> list[tuple[str, float, float]]:
    """The four counts as parts of a bar: kind, where it begins and how wide it is, in per cent."""
    whole, begin, parts = max(upload.rows_total, 1), 0.0, []
    for kind in ("accepted", "rejected", "duplicates", "ignored"):
        width = getattr(upload, kind) * 100 / whole
        parts.append((kind, round(begin, 2), round(width, 2)))
        begin += width
    return parts


def _to(upload: RosterUpload) -> HttpResponse:
    response = redirect("territory:roster", upload.id)
    response.status_code = 303
    return response
