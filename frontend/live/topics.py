"""What one can watch, and who may: ``board:<region>``, ``territory:<region>``, ``order:<id>``, ``incidents:<region>``,
``incident:<id>``, ``inbox``."""

import json
from typing import Any, NamedTuple
from uuid import UUID

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.journal.models import Event
from accounts.refusals import NotFound
from services.incidents.queries.rows import incident_for
from services.orders.queries.rows import visible_orders

INBOX = "inbox"
MOST_TOPICS = 8
CODE_LENGTHS = (2, 4, 6, 9, 12)


class Line(NamedTuple):
    """One hint as it is written to every socket of its topic."""

    sequence: int
    topic: str
    text: str


def allowed(user: Any, topic: str) -> bool:
    """True when the user may watch the topic now."""
    kind, _, rest = topic.partition(":")
    if not user.is_authenticated or not user.is_active:
        return False
    if topic == INBOX:
        return True
    is_code = rest.isascii() and rest.isdigit() and len(rest) in CODE_LENGTHS
    if kind == "board" and is_code:
        return may(user, Permission.ORDER_CLAIM)
    if kind == "territory" and is_code:
        return may(user, Permission.TERRITORY_VIEW, region_code=rest)
    if kind == "incidents" and is_code:
        return may(user, Permission.INCIDENT_SEE, region_code=rest)
    if kind == "incident":
        return _may_see_incident(user, rest)
    if kind == "order":
        try:
            return str(UUID(rest)) == rest and visible_orders(user).filter(id=rest).exists()
        except ValueError:
            return False
    return False


def _may_see_incident(user: Any, key: str) -> bool:
    try:
        return str(UUID(key)) == key and incident_for(user, UUID(key))[1].any
    except (ValueError, NotFound):
        return False


def topics_of(event: Event) -> list[str]:
    """Every topic the event concerns, inboxes apart."""
    if event.name.startswith("services.incident."):
        return [f"incident:{event.subject_id}", *(f"incidents:{place}" for place in _incident_places(event))]
    if not event.name.startswith("services.order."):
        return []
    prefixes = [event.region_code[:length] for length in CODE_LENGTHS if len(event.region_code) >= length]
    return [
        f"order:{event.subject_id}",
        *(f"board:{prefix}" for prefix in prefixes),
        *(f"territory:{prefix}" for prefix in prefixes),
    ]


def _incident_places(event: Event) -> list[str]:
    """Where it is told that something changed: of harm that the village was not told, only above the village."""
    longest = 9 if event.detail.get("discreet") else 12
    return [event.region_code[:length] for length in CODE_LENGTHS if length <= min(longest, len(event.region_code))]


def line_of(event: Event, topic: str) -> Line:
    """What travels: the public fields and nothing else."""
    hint = {"topic": topic, "sequence": event.sequence, "event": event.name, **event.public}
    return Line(event.sequence, topic, json.dumps(hint, ensure_ascii=False))
