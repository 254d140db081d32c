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
@require_http_methods(["GET", "POST"])
def show_inbox(request: HttpRequest) -> HttpResponse:
    """The newest notices; POST marks all as read."""
    if request.method == "POST":
        read_notices(by=request.user, at=timezone.now())
        return redirect("shell:inbox")
    notices = inbox(request.user)[:SHOWN]
    lines = lines_for(notices, user=request.user, journey=Shell(request).journey)
    template = "shell/inbox_lines.html" if request.headers.get("HX-Request") else "shell/inbox.html"
    return render(request, template, {"lines": lines})


@login_required
def count_unread(request: HttpRequest) -> HttpResponse:
    """The number in the menu, as a fragment."""
    return render(request, "shell/unread_count.html")
