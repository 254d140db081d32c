"""Messages in the demo: some that arrived, one that waits for the morning, one that was no longer true."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.journal.models import Event
from accounts.messaging.actions.add_subscription import add_subscription
from accounts.messaging.actions.change_preference import change_preference
from accounts.messaging.actions.end_subscription import end_subscription
from accounts.messaging.actions.plan_deliveries import plan_deliveries
from accounts.messaging.actions.settle_delivery import Became, settle_delivery
from accounts.messaging.enums import Channel
from accounts.people.models import User
from frontend.live.readers import readers
from timebank.config.demo.people import Cast

# A screen that nobody holds: keys of the right form (RFC 8291, appendix A), an address that does not exist.
ENDPOINT = "https://push.timebank.invalid/demo/"
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
LOGINS = ("family", "helper", "village")
TOLD = timedelta(days=2)
ENDED = (
    Became("send", "ok"),
    Became("find_untrue", "no_longer_true"),
    None,  # waits for the morning
    Became("find_untrue", "read"),
    Became("give_up", "503"),
    Became("send", "ok"),
)


def tell_by_hand(cast: Cast) -> None:
    """What the senders would have done in the past two days, for three of the logins; the rest the jobs do."""
    for username in LOGINS:
        _tell(cast, cast.users[username])


def _tell(cast: Cast, user: User) -> None:
    since = cast.now - TOLD
    screen = add_subscription(
        by=user, at=since, endpoint=f"{ENDPOINT}{user.username}", p256dh=P256DH, auth=AUTH, device="Chrome, Android"
    )
    change_preference(by=user, at=since, off=["SMS:WORK"], quiet_from=None, quiet_until=None)
    endings = list(ENDED)
    for event in _news(cast, user):
        for row in plan_deliveries(at=event.at, event=event, recipients=[user]):
            if row.channel != Channel.PUSH:
                continue
            became = (endings.pop(0) if endings else None) or Became("hold", "quiet", _morning(cast))
            settle_delivery(at=event.at + timedelta(seconds=4), delivery=row, became=became)
    end_subscription(by=user, at=cast.now - timedelta(hours=1), subscription_id=screen.id)


def _news(cast: Cast, user: User) -> Iterator[Event]:
    """The newest seven events that the login hears of, the newest last."""
    recent = Event.objects.filter(at__gte=cast.now - TOLD, at__lte=cast.now, name__startswith="services.order.")
    found = [event for event in recent.order_by("-sequence")[:300] if user.id in {one.id for one in readers(event)}]
    yield from reversed(found[:7])


def _morning(cast: Cast) -> datetime:
    return timezone.localtime(cast.now + timedelta(days=1)).replace(hour=7, minute=0, second=0, microsecond=0)
