"""A county that connects a program, and the steps between an event and the call."""

from typing import Any

from django.utils import timezone

from accounts.access.enums import Role
from accounts.connections.actions.add_webhook import add_webhook
from accounts.connections.models import Webhook, WebhookCall
from accounts.journal.models import Event
from accounts.people.models import User
from frontend.connections.tasks import send_call
from frontend.live.tasks import _into_inboxes
from tests import personas
from tests.personas import COUNTY, NOW


def official(name: str = "吴县长", *, region: str = COUNTY) -> User:
    return personas.user(name, Role.COUNTY_OFFICIAL, region=region)


def connected(by: User, address: str, **more: Any) -> Webhook:
    owner = {"region_code": COUNTY} if "organisation_id" not in more else {}
    given = {"title": "县平台", "subjects": ["ORDERS"], **owner, **more}
    return add_webhook(by=by, at=NOW, address=f"{address}/hear", **given)


def told(name: str) -> Event:
    """Deliver the newest event of that name, as its job does."""
    event = Event.objects.filter(name=name).order_by("-sequence")[0]
    _into_inboxes(event.sequence)
    return event


def sent(call: WebhookCall) -> WebhookCall:
    """Run the call's job at the hour it is."""
    send_call(call=str(call.id))
    call.refresh_from_db()
    return call


def later(moment: Any, call: WebhookCall) -> None:
    """Travel to when the call is tried next."""
    assert call.next_try_at is not None
    moment.move_to(max(call.next_try_at, timezone.now()))
