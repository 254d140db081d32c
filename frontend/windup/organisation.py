"""An organisation ends: what is open and how to settle it, and what stays to be read."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.refusals import NotFound
from frontend.windup.words import ORGANISATION, lines_of
from services.windup.queries.organisation import books_of, left_of, organisation_wound_up_by, statement_of


@login_required
@never_cache
@require_safe
def show_organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Every open thing with the way to settle it; the last step only when there is none."""
    organisation = organisation_wound_up_by(request.user, organisation_id)
    today = timezone.localdate()
    left = left_of(organisation, on=today)
    code = str(organisation.region_id)
    context = {
        "organisation": organisation,
        "lines": lines_of(left, ORGANISATION) if organisation.closed_at is None else [],
        "done": sum(not one.count for one in left),
        "all": len(left),
        "books": books_of(organisation),
        "runs_it": may(request.user, Permission.ORGANISATION_RUN, organisation_id=organisation.id),
        "closes": may(request.user, Permission.BOOKS_KEEP, region_code=code),
    }
    return render(request, "windup/organisation.html", context)


@login_required
@never_cache
@require_safe
def take_statement(request: HttpRequest, organisation_id: UUID, account_id: UUID) -> HttpResponse:
    """The signed statement of one of its books, for ever."""
    organisation = organisation_wound_up_by(request.user, organisation_id)
    text = statement_of(organisation, account_id, at=timezone.now())
    if text is None:
        raise NotFound
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="statement-{account_id}.json"'
    return answer
