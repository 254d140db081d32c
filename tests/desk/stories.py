"""What tests of the desk begin with."""

from datetime import datetime, timedelta
from uuid import UUID

from django.test import Client

from accounts.access.enums import Role
from accounts.elders.models import Elder
from accounts.people.models import User
from services.calls.actions.start_call import start_call
from services.calls.enums import Direction
from services.calls.models import Call
from services.orders.actions.place_order import Line
from tests import personas


def operator(name: str = "池小梅", region: str = personas.COUNTY) -> User:
    return personas.user(name, Role.OPERATOR, region=region)


def call(by: User, elder: Elder | None, at: datetime, number: str = "") -> Call:
    return start_call(
        by=by, at=at, direction=Direction.IN, number=number, elder_id=elder.id if elder is not None else None
    )


def wish(key: UUID, at: datetime, hours: float = 4, **more: object) -> dict[str, object]:
    """What ``order_by_phone`` is asked for: a haircut in some hours."""
    starts_at = at + timedelta(hours=hours)
    return {
        "order_id": key,
        "lines": [Line(personas.item().id)],
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=30),
        **more,
    }


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
