"""Reads: what a person chose, which ways there are to them, what was sent, who must be told by voice."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.messaging.enums import OPEN, Channel, News, State, Weight
from accounts.messaging.models import Delivery, Preference, PushSubscription
from accounts.people.models import User
from accounts.policies.news_rules import NEWS_QUIET_FROM, NEWS_QUIET_UNTIL, NEWS_SMS_DAILY
from accounts.policies.queries import rulebook

CHOSEN = (Channel.PUSH, Channel.SMS)  # the ways one can switch off


@dataclass(frozen=True)
class Ways:
    """How one login can be reached, and what it switched off."""

    push: bool
    phone: str
    off: frozenset[str] = field(default_factory=frozenset)

    def on(self, channel: Channel, news: News) -> bool:
        """Whether the person takes this group of news by this way."""
        return f"{channel}:{news}" not in self.off


@dataclass(frozen=True)
class Manners:
    """When and how often one login is told: its own choice, else the county's rules."""

    quiet_from: time
    quiet_until: time
    sms_a_day: int | None
    language: str


def preference_of(user: Any) -> Preference | None:
    """What the login chose; None when it never did."""
    return Preference.objects.filter(user=user).first()


def phone_of(user: Any) -> str:
    """Where a text message goes: the login's own number, else the person's, else empty. Needs ``person``."""
    return user.phone or (user.person.phone if user.person is not None else "")


def ways_to(users: Collection[User]) -> dict[UUID, Ways]:
    """Login → how it can be reached; two queries, however many. Needs ``person``."""
    ids = [user.id for user in users]
    chosen = dict(Preference.objects.filter(user__in=ids).values_list("user_id", "off"))
    pushed = set(standing_subscriptions(ids).values_list("user_id", flat=True))
    return {
        user.id: Ways(push=user.id in pushed, phone=phone_of(user), off=frozenset(chosen.get(user.id, ())))
        for user in users
    }


def standing_subscriptions(users: Iterable[Any]) -> QuerySet[Any]:
    """Browsers of these logins that take messages."""
    return PushSubscription.objects.filter(user__in=list(users), gone_at=None).order_by("-created_at")


def texts_are_sent() -> bool:
    """Whether this house sends text messages at all."""
    return bool(settings.SMS_SENDER)


def house_manners(user: Any, *, at: datetime) -> Manners:
    """The rules of where the person lives. Needs ``person``."""
    home = user.person.home_id if user.person is not None else ""
    rules = rulebook(region_code=home, on=timezone.localdate(at))
    quiet_from, quiet_until = (time(rules[rule].value) for rule in (NEWS_QUIET_FROM, NEWS_QUIET_UNTIL))
    return Manners(quiet_from, quiet_until, rules[NEWS_SMS_DAILY].value, settings.LANGUAGE_CODE)


def manners_of(user: Any, *, at: datetime) -> Manners:
    """What the login chose, and for the rest the rules of where the person lives. Needs ``person``."""
    ours, own = house_manners(user, at=at), preference_of(user)
    if own is None:
        return ours
    chosen: dict[str, Any] = {"language": own.language or ours.language}
    if own.quiet_from is not None and own.quiet_until is not None:
        chosen |= {"quiet_from": own.quiet_from, "quiet_until": own.quiet_until}
    return replace(ours, **chosen)


def texts_today(user: User, *, at: datetime) -> int:
    """Text messages that went to the login today; alarms are not counted."""
    morning = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return Delivery.objects.filter(
        recipient=user, channel=Channel.SMS, state=State.SENT, settled_at__gte=morning, weight__lt=Weight.URGENT
    ).count()


def due(at: datetime, *, late: timedelta) -> QuerySet[Delivery]:
    """Those whose job should have taken them up ``late`` ago and did not."""
    return Delivery.objects.filter(state__in=OPEN, next_try_at__lte=at - late).order_by("next_try_at")


def sent_to(user: Any) -> QuerySet[Delivery]:
    """What was sent to a login, or was to be, newest first; the inbox apart, which is its own list."""
    rows = Delivery.objects.filter(recipient=user).exclude(channel=Channel.INBOX)
    return rows.select_related("event__by__person").order_by("-created_at", "-id")


def to_be_said(codes: Iterable[str]) -> QuerySet[Delivery]:
    """What must be told by voice in these region subtrees, the urgent and the oldest first."""
    reach = Q(pk__in=[])
    for code in codes:
        reach |= Q(region_code__startswith=code)
    return (
        Delivery.objects.filter(reach, state__in=OPEN, channel=Channel.CALL_SHEET)
        .select_related("event__by__person", "person__home", "recipient__person__home")
        .order_by("-weight", "created_at", "id")
    )


def superseded(delivery: Delivery) -> bool:
    """Whether newer news of the same thing went, or is to go, to the same person by the same way. Needs ``event``."""
    newer = Delivery.objects.filter(
        channel=delivery.channel,
        recipient=delivery.recipient_id,
        person=delivery.person_id,
        event__subject_id=delivery.event.subject_id,
        event_id__gt=delivery.event_id,
        state__in=[*OPEN, State.SENT],
    )
    return newer.exists()


def tally(codes: Iterable[str], *, since: datetime) -> dict[tuple[str, str], int]:
    """(channel, state) → how many, of events in these region subtrees since then. No names, nothing said."""
    reach = Q(pk__in=[])
    for code in codes:
        reach |= Q(region_code__startswith=code)
    rows = Delivery.objects.filter(reach, created_at__gte=since).values_list("channel", "state")
    return {(channel, state): number for channel, state, number in rows.annotate(number=Count("id"))}


def failures(codes: Iterable[str], *, since: datetime) -> QuerySet[Any]:
    """(channel, outcome, number) of what did not get through, the most frequent first."""
    reach = Q(pk__in=[])
    for code in codes:
        reach |= Q(region_code__startswith=code)
    lost = Delivery.objects.filter(reach, created_at__gte=since, state__in=[State.FAILED, State.GONE])
    return lost.values_list("channel", "outcome").annotate(number=Count("id")).order_by("-number", "outcome")
