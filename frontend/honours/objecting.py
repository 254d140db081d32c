"""Objecting without a login, and reading the answer with one's code."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.check_codes import is_code, spaced, typed_code
from accounts.refusals import NotFound
from frontend.honours.forms import ObjectionForm
from frontend.shell.going import carried_out, see_other
from frontend.shell.pace import too_fast
from services.honours.actions.forget_objectors import KEPT
from services.honours.actions.object_to_candidate import object_to_candidate
from services.honours.models import Candidacy, Objection
from services.honours.queries.candidacies import may_object, objection_under, shown_candidates

POSTS_A_MINUTE, LOOKS_A_MINUTE = 4, 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_once(request: HttpRequest, candidacy_id: UUID) -> HttpResponse:
    """The form; sent, it leads to the page of the objection with its code."""
    if request.method == "POST" and too_fast(request, "honour_objection", a_minute=POSTS_A_MINUTE):
        return _slow(request)
    row = Candidacy.objects.select_related("round__county", "region__parent").filter(id=candidacy_id).first()
    if row is None or not may_object(row.round) or not shown_candidates(row.round).filter(id=row.id).exists():
        raise NotFound
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    made: list[Objection] = []
    if carried_out(
        form,
        lambda got: made.append(object_to_candidate(by=None, at=timezone.now(), candidacy_id=row.id, **got)),
    ):
        return see_other("honoured:objection", made[0].code, query="new=1")
    context = {"candidacy": row, "round": row.round, "form": form, "kept_days": KEPT.days}
    return render(request, "honours/object.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_safe
def show_objection(request: HttpRequest, code: str) -> HttpResponse:
    """What became of it, for whoever holds the code. What was said is not shown again: the code may be overheard."""
    if too_fast(request, "honour_objection_read", a_minute=LOOKS_A_MINUTE):
        return _slow(request)
    wanted = typed_code(code)
    if not is_code(wanted):
        raise NotFound
    found = objection_under(wanted)
    context = {
        "objection": found,
        "candidacy": found.candidacy,
        "code": spaced(found.code),
        "new": "new" in request.GET,
    }
    response = render(request, "honours/objection.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def _slow(request: HttpRequest) -> HttpResponse:
    response = render(request, "honours/slow.html", {}, status=429)
    response["Retry-After"] = "60"
    return response
