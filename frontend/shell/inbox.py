"""Messages: what happened to one's own orders and tasks."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.journal.actions.read_notices import read_notices
from accounts.journal.queries import inbox
from frontend.shell.context_processors import Shell
from frontend.shell.notices import lines_for

SHOWN = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_inbox(request: HttpRequest) -> HttpResponse:
    """The newest notices. To open the page is to have read them: new ones are marked a last time, then count as read.

    What comes in live while the page is open stays new until it is opened again, or until a POST says otherwise.
    """
    if request.method == "POST":
        read_notices(by=request.user, at=timezone.now())
        return redirect("shell:inbox")
    live = bool(request.headers.get("HX-Request"))
    lines = lines_for(inbox(request.user)[:SHOWN], user=request.user, journey=Shell(request).journey)
    if request.method == "GET" and not live:
        read_notices(by=request.user, at=timezone.now())
    return render(request, "shell/inbox_lines.html" if live else "shell/inbox.html", {"lines": lines})


@login_required
def count_unread(request: HttpRequest) -> HttpResponse:
    """The number in the menu, as a fragment."""
    return render(request, "shell/unread_count.html")
