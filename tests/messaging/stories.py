"""Things that happen to somebody's order, and who is told of them by what way."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from accounts.journal.models import Event
from accounts.messaging.actions.add_subscription import add_subscription
from accounts.messaging.enums import Channel
from accounts.messaging.models import Delivery, PushSubscription
from accounts.people.models import User
from frontend.live.tasks import _into_inboxes
from frontend.messages.tasks import send_delivery
from tests.messaging.endpoint import Browser
from tests.personas import NOW


def subscribed(user: User, url: str, browser: Browser | None = None, *, at: datetime = NOW) -> PushSubscription:
    browser = browser or Browser()
    return add_subscription(
        by=user, at=at, endpoint=f"{url}/{user.username}", p256dh=browser.p256dh, auth=browser.auth, device="Chrome"
    )


def happened(name: str) -> Event:
    """The newest event of that name, delivered as the job would."""
    event = Event.objects.filter(name=name).latest("sequence")
    _into_inboxes(event.sequence)
    return event


def deliveries(user: User, channel: Channel | None = None) -> list[Delivery]:
    rows = Delivery.objects.filter(recipient=user).order_by("created_at", "id")
    return list(rows.filter(channel=channel) if channel else rows.exclude(channel=Channel.INBOX))


def run(delivery: Delivery) -> Delivery:
    """What the job does when it is due."""
    send_delivery(str(delivery.id))
    delivery.refresh_from_db()
    return delivery


def texts() -> list[dict[str, Any]]:
    path = Path(settings.SMS_FILE)
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


DAY = timedelta(days=1)
