"""Webhooks: the list, a new one, one with its calls and what can be done about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.connections.actions.add_webhook import add_webhook
from accounts.connections.actions.change_webhook import change_webhook
from accounts.connections.actions.end_webhook import end_webhook
from accounts.connections.actions.pause_webhook import pause_webhook
from accounts.connections.actions.renew_secret import renew_secret
from accounts.connections.actions.resend_call import resend_call
from accounts.connections.actions.resume_webhook import resume_webhook
from accounts.connections.actions.try_webhook import try_webhook
from accounts.connections.queries import calls_of, webhook_for, webhooks_of
from accounts.refusals import NotAllowed, NotFound, Refusal
from frontend.connections.call_words import line_of
from frontend.connections.hook_form import HookForm, owners_for
from frontend.shell.answers import SeeOther

A_PAGE = 50


@login_required
@never_cache
@require_safe
def show_webhooks(request: HttpRequest) -> HttpResponse:
    """Every program that hears from the login's territories and organisations."""
    if not owners_for(request.user):
        raise NotAllowed
    return render(request, "connections/hooks.html", {"hooks": webhooks_of(request.user)})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_hook(request: HttpRequest) -> HttpResponse:
    """A new one; its page then shows the secret to copy."""
    owners = owners_for(request.user)
    if not owners:
        raise NotAllowed
    form = HookForm(owners, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            fields, owner = form.fields_of_webhook(), form.owner_chosen()
            webhook = add_webhook(by=request.user, at=timezone.now(), **fields, **owner)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Connected. Copy the secret, then try it."))
            return SeeOther(reverse("connections:hook", args=[webhook.id]))
    return render(request, "connections/hook_new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_hook(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """One with its calls; POST changes name, address and subjects."""
    webhook = webhook_for(request.user, webhook_id)
    known = {"title": webhook.title, "address": webhook.address, "subjects": webhook.subjects}
    form = HookForm(None, request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            change_webhook(by=request.user, at=timezone.now(), webhook_id=webhook.id, **form.fields_of_webhook())
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Kept."))
            return _to(webhook.id)
    page = Paginator(calls_of(webhook), A_PAGE).get_page(request.GET.get("page"))
    context = {"hook": webhook, "form": form, "page": page, "lines": [line_of(call) for call in page]}
    return render(request, "connections/hook.html", context, status=422 if form.errors else 200)


ACTS: dict[str, tuple[Any, Any]] = {
    "try": (try_webhook, lambda: _("Sent. In a moment the list below says whether it arrived.")),
    "pause": (pause_webhook, lambda: _("Paused. What happens meanwhile is kept and sent later.")),
    "resume": (resume_webhook, lambda: _("Going on. What has waited is sent within a minute.")),
    "renew": (renew_secret, lambda: _("A new secret signs from now on. The old one is worth nothing any more.")),
    "end": (end_webhook, lambda: _("Ended. The other program hears nothing more.")),
}


@login_required
@require_POST
def act_on_hook(request: HttpRequest, webhook_id: UUID, act: str) -> HttpResponse:
    """Try, pause, resume, renew the secret, end."""
    action, words = ACTS[act]
    action(by=request.user, at=timezone.now(), webhook_id=webhook_id)
    messages.success(request, words())
    return SeeOther(reverse("connections:hooks")) if act == "end" else _to(webhook_id)


@login_required
@require_POST
def send_again(request: HttpRequest, webhook_id: UUID, call_id: UUID) -> HttpResponse:
    """One call once more."""
    try:
        resend_call(by=request.user, at=timezone.now(), webhook_id=webhook_id, call_id=call_id)
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Sent once more."))
    return _to(webhook_id)


def _to(webhook_id: UUID) -> HttpResponse:
    return SeeOther(reverse("connections:hook", args=[webhook_id]))
