"""A visitor leaves: choose successors, see who gets whom, adjust, hand over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.refusals import NotFound, Refusal
from frontend.shell.answers import SeeOther
from frontend.shell.wording import name_text
from services.visits.actions.succeed_visitor import succeed_visitor
from services.visits.queries.succession import leaving, shared_out, successors, what_is_left


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, visitor_id: UUID) -> HttpResponse:
    """``?to=ID&to=ID``: shared out among these; posted, ``to_<pair>`` says who takes each."""
    leaver = leaving(request.user, visitor_id)
    pairs = list(leaver.pairs)
    people = successors(pairs, without=visitor_id)
    among = [one for text in request.GET.getlist("to") if (one := _key(text)) in {who.id for who in people}]
    chosen: dict[UUID, UUID] = shared_out(pairs, [one for one in among if one is not None])
    fault = ""
    if request.method == "POST":
        sent = {one.id: _key(request.POST.get(f"to_{one.id}", "")) for one in pairs}
        chosen = {pair: who for pair, who in sent.items() if who is not None}
        try:
            made = succeed_visitor(by=request.user, at=timezone.now(), visitor_id=visitor_id, to=chosen)
        except NotFound:
            raise
        except Refusal as refusal:
            fault = str(refusal)
        else:
            names = _(", ").join(sorted({name_text(one.name) for one in made}))
            messages.success(request, _("Handed over to %(names)s.") % {"names": names})
            return SeeOther(reverse("visits:pairs"))
    context: dict[str, Any] = {
        "leaver": leaver,
        "people": people,
        "among": set(among),
        "left": what_is_left(pairs, chosen),
        "fault": fault,
        "ready": bool(chosen),
    }
    return render(request, "visits/leave.html", context, status=422 if fault else 200)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
