"""What was sent to oneself outside this house, and what became of it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.messaging.queries import sent_to
from frontend.shell.delivery_words import delivery_lines

PAGE = 30


@login_required
@never_cache
@require_safe
def show_sent(request: HttpRequest) -> HttpResponse:
    """Newest first: the same short words that went out, by which way, and how it ended."""
    page = Paginator(sent_to(request.user), PAGE).get_page(request.GET.get("page"))
    lines = delivery_lines(page.object_list, user=request.user)
    return render(request, "messages/sent.html", {"page": page, "lines": lines})
