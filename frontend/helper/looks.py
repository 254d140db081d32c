"""Who looked at the elder's data: for the elder, and for those the elder lets look."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.queries.looks import looks_at
from accounts.refusals import NotFound
from frontend.helper.acting import acting_for
from frontend.shell.looks import PAGE, viewers


@login_required
@never_cache
@require_safe
def show_looks(request: HttpRequest, id: UUID) -> HttpResponse:
    """``?page=2``: every look with who, when and why. Staff without a mandate read their own looks elsewhere."""
    acting = acting_for(request.user, id)
    if acting.mandate is None and acting.elder.person_id != request.user.person_id:  # type: ignore[union-attr]
        raise NotFound
    page = Paginator(looks_at(acting.elder.person_id), PAGE).get_page(request.GET.get("page"))
    context = {"elder": acting.elder, "person": acting.elder.person, "page": page, "looks": viewers(page)}
    return render(request, "helper/looks.html", context)
