"""Browsers that show messages on the screen: one subscribes, another is let go."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.messaging.actions.add_subscription import add_subscription
from accounts.messaging.actions.end_subscription import end_subscription
from frontend.shell.answers import SeeOther

# What a browser calls itself says much; kept is what tells one's own phones apart.
BROWSERS = {
    "Edg": "Edge",
    "MicroMessenger": "WeChat",
    "HuaweiBrowser": "Huawei",
    "MiuiBrowser": "Xiaomi",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


@login_required
@require_POST
def add_device(request: HttpRequest) -> HttpResponse:
    """This browser wants messages: ``endpoint``, ``p256dh``, ``auth`` as it describes itself."""
    add_subscription(
        by=request.user,
        at=timezone.now(),
        endpoint=request.POST.get("endpoint", ""),
        p256dh=request.POST.get("p256dh", ""),
        auth=request.POST.get("auth", ""),
        device=device_name(request.headers.get("User-Agent", "")),
    )
    messages.success(request, _("From now on messages appear on this screen."))
    return SeeOther(reverse("messages:choices"))


@login_required
@require_POST
def end_device(request: HttpRequest, id: UUID) -> HttpResponse:
    """That browser takes no more messages."""
    end_subscription(by=request.user, at=timezone.now(), subscription_id=id)
    messages.success(request, _("That screen shows no more messages."))
    return SeeOther(reverse("messages:choices"))


def device_name(agent: str) -> str:
    """``Chrome, Android``; empty when it says nothing we know."""
    browser = next((name for mark, name in BROWSERS.items() if mark in agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in agent), "")
    return ", ".join(part for part in (browser, system) if part)
