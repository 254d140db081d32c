"""Carry one delivery to one person, if it is still to be carried."""

from datetime import datetime

from django.utils.translation import override

from accounts.journal.models import Notice
from accounts.messaging.actions.end_subscription import end_subscription
from accounts.messaging.actions.settle_delivery import Became
from accounts.messaging.enums import Channel, Weight
from accounts.messaging.models import Delivery, PushSubscription
from accounts.messaging.queries import Manners, manners_of, phone_of, standing_subscriptions, superseded, texts_today
from accounts.messaging.quiet import held_until
from accounts.people.models import User
from frontend.live.readers import readers
from frontend.messages.push import Took, push
from frontend.shell.short_words import Short, short_words
from frontend.shell.text_messages import NotSent, send_news
from frontend.shell.truth import still_true


def carry(delivery: Delivery, *, at: datetime) -> Became:
    """What came of it. Nothing is sent that is no longer true, or in quiet hours, or that was read meanwhile."""
    user = delivery.recipient
    assert user is not None
    reason = no_longer(delivery, user)
    if reason:
        return Became("find_untrue", reason)
    manners = manners_of(user, at=at)
    until = held_until(at, quiet_from=manners.quiet_from, quiet_until=manners.quiet_until)
    if until is not None and delivery.weight < Weight.URGENT:
        return Became("hold", "quiet", until)
    with override(manners.language):
        words = short_words(delivery.event, user=user, urgent=delivery.weight == Weight.URGENT)
    if delivery.channel == Channel.PUSH:
        return _by_push(delivery, user, words, at)
    return _by_text(delivery, user, words, manners, at)


def no_longer(delivery: Delivery, user: User) -> str:
    """Why nobody is told any more; empty while it holds."""
    if not user.is_active:
        return "login_closed"
    if not still_true(delivery.event):
        return "no_longer_true"
    if superseded(delivery):
        return "newer_news"
    if user.id not in {one.id for one in readers(delivery.event)}:  # a mandate ended, a seat was given back
        return "no_longer_concerned"
    if Notice.objects.filter(event=delivery.event_id, recipient=user, read_at__isnull=False).exists():
        return "read"
    return ""


def _by_push(delivery: Delivery, user: User, words: Short, at: datetime) -> Became:
    """To every browser of the person; one that took it is enough."""
    found = list(standing_subscriptions([user.id]))
    came = [(one, *push(one, words.as_json(), topic=words.topic)) for one in found]
    for one, took, _code in came:
        if took == Took.OK:
            PushSubscription.objects.filter(id=one.id).update(last_ok_at=at)
        elif took == Took.GONE:
            end_subscription(by=None, at=at, subscription_id=one.id)
    if any(took == Took.OK for _one, took, _code in came):
        return Became("send", "ok")
    if all(took == Took.GONE for _one, took, _code in came):  # also when there was none
        return Became("lose", "gone")
    code = next(code for _one, took, code in came if took != Took.GONE)
    if any(took == Took.LATER for _one, took, _code in came):
        return Became("retry", code)
    return Became("give_up", code)


def _by_text(delivery: Delivery, user: User, words: Short, manners: Manners, at: datetime) -> Became:
    phone = phone_of(user)
    if not phone:
        return Became("give_up", "no_phone")
    most = manners.sms_a_day
    if delivery.weight < Weight.URGENT and most is not None and texts_today(user, at=at) >= most:
        return Became("spare", "enough_for_today")
    try:
        send_news(phone, words.text)
    except NotSent as error:
        return Became("retry", str(error))
    return Became("send", "ok")
