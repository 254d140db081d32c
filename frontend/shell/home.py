"""After signing in: to the pages of the role held longest; a mandate given later must not move anybody's desk."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access.queries import roles_by_age
from frontend.shell.context_processors import address
from frontend.shell.journeys import journeys_for


@login_required
def go_home(request: HttpRequest) -> HttpResponse:
    """Redirect to the first page of the login's first journey; to its own page when it has no role."""
    for journey in journeys_for(roles_by_age(request.user)):
        if href := address(journey.stops[0]):
            return redirect(href)
    return redirect("shell:me")
