"""What stands beside every call: who waits to be rung, and what was said today."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.elders.models import Elder
from accounts.elders.queries.search import search_elders
from accounts.people.phones import national_digits
from accounts.regions.models import Region
from frontend.shell.wording import way_text
from services.calls.enums import Direction
from services.calls.models import CallBack
from services.calls.queries import calls_of_day, waiting_call_backs

WAITING_SHOWN, CALLS_SHOWN, MOST_FOUND = 5, 5, 20
LONGEST_WORD = 40
PHONE_DIGITS = range(7, 13)


@dataclass(frozen=True)
class Waiting:
    """A call-back as a line of the list. ``late`` in minutes; None while there is time."""

    call_back: CallBack
    late: int | None
    age: int | None


@dataclass(frozen=True)
class Found:
    """Somebody who may be the caller: the name stays masked until they are chosen."""

    elder: Elder
    age: int | None
    home: str


def reach(request: HttpRequest) -> list[str]:
    """Subtrees the desk answers for. Raises NotAllowed."""
    demand(request.user, Permission.ORDER_FOR_ANYONE)
    return territories(request.user, Permission.ORDER_FOR_ANYONE)


def beside(request: HttpRequest, codes: list[str], now: datetime) -> dict[str, Any]:
    """The right column of the desk."""
    waiting = waiting_call_backs(codes)
    calls = list(calls_of_day(request.user, codes, timezone.localdate(now)))
    return {
        "waiting": lines(waiting[:WAITING_SHOWN], now),
        "waiting_count": waiting.count(),
        "calls": calls[:CALLS_SHOWN],
        "calls_in": sum(call.direction == Direction.IN for call in calls),
        "calls_out": sum(call.direction == Direction.OUT for call in calls),
    }


def lines(call_backs: Any, now: datetime) -> list[Waiting]:
    """The rows of the list of those to be rung."""
    today = timezone.localdate(now)
    return [
        Waiting(
            one,
            int((now - one.due_at).total_seconds() // 60) if one.due_at <= now else None,
            one.elder.person.age_on(today),
        )
        for one in call_backs
    ]


def typed(request: HttpRequest) -> str:
    """The words come by POST: numbers of people do not belong into addresses."""
    return request.POST.get("q", "").replace("\x00", "").strip()[:LONGEST_WORD]


def finding(text: str, codes: list[str]) -> dict[str, Any]:
    """What was typed and who that may be."""
    elders = search_elders(codes, text, limit=MOST_FOUND)
    towns = Region.objects.in_bulk({elder.person.home.township_code for elder in elders})
    today = timezone.localdate()
    return {
        "text": text,
        "number": text if len(national_digits(text)) in PHONE_DIGITS and not _has_letters(text) else "",
        "found": [Found(elder, elder.person.age_on(today), _home(elder, towns)) for elder in elders],
        "is_full": len(elders) == MOST_FOUND,
    }


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _home(elder: Elder, towns: dict[str, Region]) -> str:
    village = elder.person.home
    town = towns.get(village.township_code)
    return way_text([town, village] if town is not None and town != village else [village])
