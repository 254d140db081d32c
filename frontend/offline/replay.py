"""A form that a phone kept without signal comes later as the same POST, and is answered so that the queue can read it.

What it carries besides the form: ``Idempotency-Key`` (one effect, however often it comes), ``X-Owner`` (whose it is),
``X-Occurred-At`` and ``X-Device-Now`` (the device's clock, then and now). Without a key the form is an ordinary one.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.idempotency import HEADER, AlreadyAnswered, keep_answer, take_key
from accounts.policies.occurred import Occurred, occurred
from accounts.refusals import NotAllowed, NotFound, Refusal

View = Callable[..., HttpResponse]
OWNER = "X-Owner"
WANTS_PAGE = "X-Want-Page"  # somebody sits before the form: send it back with its faults
DONE, REFUSED = "done", "refused"


class SignedOut(Refusal):
    code = "signed_out"
    sentence = _("Sign in again, then it is sent.")
    status = 401


class SomebodyElses(Refusal):
    code = "somebody_elses"
    sentence = _("Somebody else wrote this down on this phone. It is sent when they sign in.")


class WaitsForAnother(Refusal):
    """For views: what this builds on has not arrived yet. The queue keeps it and asks again."""

    code = "waits_for_another"
    sentence = _("What comes before it has not arrived yet. Perhaps it is on another phone.")


class LookAgain(Refusal):
    code = "look_again"
    sentence = _("Something in it is missing or not right. Open it, put it right and send it again.")
    status = 422


def replayable(view: View) -> View:
    """Let the queue of a phone without signal send what this view takes. Put it outermost.

    Sets ``request.occurred`` (an Occurred: when it was done, what the device said, whether to doubt it) for every
    request, and ``request.unattended``: nobody sits before the form, so a refusal must be told and not shown on a next
    page. A success must redirect; a fault is a Refusal or the form again with 422.
    """

    @wraps(view)
    def wrapped(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        now = timezone.now()
        request.occurred, request.unattended = Occurred(now), False
        if request.method != "POST" or HEADER not in request.headers:
            return view(request, *args, **kwargs)
        try:
            return _answer(view, request, args, kwargs)
        except Refusal as refusal:
            return _refused(refusal)

    wrapped.replayable = True  # type: ignore[attr-defined] # tests ask every form that says data-offline
    return wrapped


def _answer(view: View, request: Any, args: Any, kwargs: Any) -> HttpResponse:
    if not request.user.is_authenticated:
        raise SignedOut
    if request.headers.get(OWNER, str(request.user.pk)) != str(request.user.pk):
        raise SomebodyElses
    request.occurred = occurred(request.headers, by=request.user, at=timezone.now())
    request.unattended = WANTS_PAGE not in request.headers
    with transaction.atomic():
        try:
            answered = take_key(user=request.user, key=request.headers[HEADER], content=_content(request))
        except AlreadyAnswered as before:
            status = before.earlier.status or HTTPStatus.OK
            return JsonResponse(before.earlier.body, status=status, headers={"Idempotent-Replay": "true"})
        answer, response = _in_words(view, request, args, kwargs)
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            transaction.set_rollback(True)
            return response
        keep_answer(answered, status=response.status_code, body=answer)
    return response


def _in_words(view: View, request: Any, args: Any, kwargs: Any) -> tuple[dict[str, Any], HttpResponse]:
    """What the view said as the queue reads it: what is kept for a second asking, and what is answered now."""
    try:
        response = view(request, *args, **kwargs)
    except Refusal as refusal:
        return _no(refusal), _refused(refusal)
    except (Http404, PermissionDenied) as error:
        refused = NotFound() if isinstance(error, Http404) else NotAllowed()
        return _no(refused), _refused(refused)
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return {}, response
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        kept = _no(LookAgain())
        page = {} if request.unattended else {"page": response.content.decode()}
        return kept, JsonResponse(kept | page, status=response.status_code)
    done = {"state": DONE, "href": response.headers.get("Location", "")}
    words = {"words": [str(one) for one in messages.get_messages(request)]} if request.unattended else {}
    return done, JsonResponse(done | words)


def _no(refusal: Refusal) -> dict[str, Any]:
    return {"state": REFUSED, "code": refusal.code, "sentence": str(refusal)}


def _refused(refusal: Refusal) -> JsonResponse:
    return JsonResponse(_no(refusal), status=refusal.status)


def _content(request: HttpRequest) -> bytes:
    """What was sent, without what differs from one sending to the next: the token, the borders between the parts."""
    fields = sorted((name, value) for name, values in request.POST.lists() for value in values)
    digest = hashlib.sha256(request.get_full_path().encode())
    for name, value in fields:
        if name != "csrfmiddlewaretoken":
            digest.update(f"\0{name}={value}".encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(f"\0{name}:".encode() + hashlib.sha256(file.read()).digest())
            file.seek(0)
    return digest.digest()
