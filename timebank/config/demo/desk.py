"""The phone desk in the demo: a few calls of today, and three people who wait to be rung."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from accounts.people.models import User
from services.calls.actions.end_call import end_call
from services.calls.actions.schedule_call_back import schedule_call_back
from services.calls.actions.start_call import start_call
from services.calls.enums import Direction, Outcome
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Step

# minutes ago, how long, elder ("" nobody known), direction, how it ended, note
CALLS = (
    (52, 4, "陈木根", Direction.IN, Outcome.ASKED, "问女儿星期天来不来，说来的"),
    (39, 2, "", Direction.IN, Outcome.UNKNOWN, "听不清，说等下再打"),
    (27, 3, "吴招娣", Direction.OUT, Outcome.NO_ANSWER, ""),
    (14, 5, "余根生", Direction.IN, Outcome.CALL_BACK, "问助浴几时能来"),
)
# minutes from now, elder, why
WAITING = (
    (-6, "章秀兰", "药有没有人取"),
    (35, "余根生", "助浴男师傅哪天有空"),
    (150, "吴招娣", "早上没接，再打一次，不接叫村里去看"),
)


def telephone(cast: Cast) -> Iterator[Step]:
    """What happened at the desk, in no order; just after midnight the earlier calls belong to yesterday."""
    operator = cast.users["operator"]
    for ago, lasted, name, direction, outcome, note in CALLS:
        at = cast.now - timedelta(minutes=ago)
        yield Step(at, partial(_call, cast, operator, at, lasted, name, direction, outcome, note))
    made = cast.now - timedelta(minutes=60)
    for minutes, name, reason in WAITING:
        due = timezone.localtime(cast.now + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
        yield Step(made, partial(_promise, cast, operator, made, name, due, reason))


def _call(
    cast: Cast,
    operator: User,
    at: datetime,
    lasted: int,
    name: str,
    direction: Direction,
    outcome: Outcome,
    note: str,
) -> None:
    elder_id = cast.elders[name].id if name else None
    call = start_call(by=operator, at=at, direction=direction, elder_id=elder_id)
    end_call(by=operator, at=at + timedelta(minutes=lasted), call_id=call.id, outcome=outcome, note=note)


def _promise(cast: Cast, operator: User, at: datetime, name: str, due_at: datetime, reason: str) -> None:
    elder_id = cast.elders[name].id
    schedule_call_back(by=operator, at=at, elder_id=elder_id, due_at=due_at, reason=reason)
