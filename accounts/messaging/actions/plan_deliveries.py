"""Decide by which ways each person hears of an event, and queue a job for each."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

from accounts.journal.models import Event
from accounts.messaging.enums import Channel, News, State, Weight
from accounts.messaging.models import Delivery
from accounts.messaging.news import STALE, news_of, weight_of
from accounts.messaging.queries import Ways, texts_are_sent, ways_to
from accounts.people.models import Person, User

SEND_TASK = "frontend.messages.send"  # by name: the upper floor sends, this one only plans
TOWNSHIP_DIGITS = 9
FIRST = 10  # priority of an alarm in the queue


def plan_deliveries(
    *, by: Any = None, at: datetime, event: Event, recipients: Collection[User], persons: Iterable[Person] = ()
) -> list[Delivery]:
    """The rows that are new; again for the same event nothing happens (jobs are at-least-once).

    ``recipients`` are logins with their ``person``; ``persons`` have none and hear of it by voice. Rows and jobs are
    written in one transaction.
    """
    weight, news = weight_of(event.name), news_of(event.name)
    late = at - event.at > STALE  # the queue stood still for days: that is history now
    ways = ways_to(recipients)
    rows = [
        _row(event, weight, channel, at, recipient=user)
        for user in recipients
        for channel in (channels(ways[user.id], weight=weight, news=news) if not late else [Channel.INBOX])
    ]
    if not late:
        rows += [_row(event, weight, Channel.CALL_SHEET, at, person=person) for person in persons]
    if not rows:
        return []
    with transaction.atomic():
        known = set(Delivery.objects.filter(event=event).values_list("recipient_id", "person_id", "channel"))
        fresh = [row for row in rows if (row.recipient_id, row.person_id, row.channel) not in known]
        Delivery.objects.bulk_create(fresh, ignore_conflicts=True)
        for row in fresh:
            if row.next_try_at is not None:
                defer_delivery(row)
    return fresh


def channels(ways: Ways, *, weight: Weight, news: News) -> list[Channel]:
    """The inbox always. On the screen what one takes there; by text what is important and would not be seen.

    An alarm goes by every way there is, also by those that were switched off; who has neither screen nor number is told
    of it by voice.
    """
    alarm = weight == Weight.URGENT
    push = ways.push and (alarm or ways.on(Channel.PUSH, news))
    text = bool(ways.phone) and texts_are_sent() and (alarm or ways.on(Channel.SMS, news))
    found = [Channel.INBOX]
    if push:
        found.append(Channel.PUSH)
    if text and (alarm or (weight == Weight.IMPORTANT and not push)):
        found.append(Channel.SMS)
    if alarm and not push and not text:
        found.append(Channel.CALL_SHEET)
    return found


def defer_delivery(delivery: Delivery) -> None:
    """Queue the job that takes the delivery up when it is due."""
    app.configure_task(
        name=SEND_TASK,
        schedule_at=delivery.next_try_at,
        priority=FIRST if delivery.weight == Weight.URGENT else 0,
    ).defer(delivery=str(delivery.id))


def place_of(event: Event) -> str:
    """Whose sheet it stands on. What the village must not know of (harm that may come from there) is the township's."""
    return event.region_code[:TOWNSHIP_DIGITS] if event.detail.get("discreet") else event.region_code


def _row(event: Event, weight: Weight, channel: Channel, at: datetime, **to: Any) -> Delivery:
    row = Delivery(event=event, channel=channel, weight=weight, region_code=place_of(event), **to)
    if channel == Channel.INBOX:
        row.state, row.settled_at = State.SENT, at
    elif channel != Channel.CALL_SHEET:
        row.next_try_at = at
    return row
