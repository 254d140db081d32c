"""What somebody asks who does this for the first time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access.queries import roles_by_age
from frontend.help.articles import EVERYBODY, sections
from frontend.shell.journeys import journeys_for
from frontend.shell.wording import in_chinese


@require_safe
def show_help(request: HttpRequest) -> HttpResponse:
    """``?for=volunteer``: one kind of work; without it that of the reader, then what everybody asks."""
    everything = sections("zh" if in_chinese() else "en")
    names = [one.name for one in everything]
    asked = request.GET.get("for", "")
    own = (
        [journey.name for journey in journeys_for(roles_by_age(request.user))] if request.user.is_authenticated else []
    )
    shown = [asked] if asked in names else [*(name for name in dict.fromkeys(own) if name in names), EVERYBODY]
    by_name = {one.name: one for one in everything}
    context = {
        "sections": [(by_name[name], name in own) for name in shown],  # a link only where the reader may go
        "all": everything,
        "shown": shown,
    }
    return render(request, "help/help.html", context)
