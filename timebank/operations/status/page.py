"""The page: six questions, each with a light, a sentence, and the technical lines folded away."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from timebank.operations.doctor import Level
from timebank.operations.status.topics import topics
from timebank.operations.watch.figures import figures
from timebank.operations.watch.looking import last_look


@login_required
@never_cache
@require_safe
def show_status(request: HttpRequest) -> HttpResponse:
    """Looks at nothing slow itself: the doctor's look is kept for a minute, the figures for ten seconds."""
    demand(request.user, Permission.HOUSE_WATCH)
    look = last_look(translation.get_language() or "zh-hans")
    found = topics(look.findings, figures())
    context = {
        "topics": found,
        "at": look.at,
        "sees_alarms": may(request.user, Permission.INCIDENT_SEE),
        "bad": sum(one.level == Level.BAD for one in found),
        "warned": sum(one.level == Level.WARN for one in found),
    }
    return render(request, "operations/status.html", context)
