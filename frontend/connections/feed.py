"""The calendar address: made, renewed and closed by its owner; fetched by a phone that cannot sign in."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.connections.actions.close_feed import close_feed
from accounts.connections.actions.open_feed import open_feed
from accounts.connections.actions.read_feed import read_feed
from accounts.connections.queries import feed_of
from accounts.messaging.queries import manners_of
from frontend.connections.calendar import calendar_of
from frontend.shell.answers import SeeOther

KEY = "connections.feed"  # of the session: the key of a fresh address, shown once


@login_required
@never_cache
@require_safe
def show_feed(request: HttpRequest) -> HttpResponse:
    """Whether there is an address; a fresh one in full, once."""
    key = request.session.pop(KEY, "")
    address = request.build_absolute_uri(reverse("connections:calendar", args=[key])) if key else ""
    context = {"feed": feed_of(request.user), "address": address, "subscribe": _webcal(address)}
    return render(request, "connections/feed.html", context)


@login_required
@require_POST
def open_address(request: HttpRequest) -> HttpResponse:
    """A fresh address; the one before shows nothing any more."""
    _feed, key = open_feed(by=request.user, at=timezone.now())
    request.session[KEY] = key
    return SeeOther(reverse("connections:feed"))


@login_required
@require_POST
def close_address(request: HttpRequest) -> HttpResponse:
    """No address any more."""
    if close_feed(by=request.user, at=timezone.now()):
        messages.success(request, _("The address shows nothing any more."))
    return SeeOther(reverse("connections:feed"))


@never_cache
@require_safe
def fetch_calendar(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar behind a key, as text/calendar; 404 for any other key, so that none can be guessed at."""
    now = timezone.now()
    feed = read_feed(at=now, key=key)
    if feed is None:
        raise Http404

    def address(name: str, key: UUID) -> str:
        return request.build_absolute_uri(reverse(name, args=[key]))

    with override(manners_of(feed.user, at=now).language):
        body = calendar_of(feed.user, at=now, address=address)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="timebank.ics"'
    return answer


def _webcal(address: str) -> str:
    """The same address as phones offer to subscribe to it."""
    return f"webcal://{address.partition('://')[2]}" if address else ""
