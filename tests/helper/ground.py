"""What the tests of the helper's pages share: Mei, who acts for Lin, signed in at a fixed moment."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.elders.models import Elder
from accounts.people.models import User
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.models import Order
from tests import personas
from tests.personas import NOW


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """It is Thursday morning, and stays so, also for the keys of forms, which carry the time of the machine."""
    monkeypatch.setattr("frontend.helper.when_form.new_key", personas.form_key)
    with time_machine.travel(NOW, tick=False):
        yield


def signed_in(user: User) -> Client:
    """A browser of that login, reading English."""
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def entries(elder: Elder, *items: object, starts_at: datetime | None = None, **more: str) -> dict[str, object]:
    """What a filled form sends."""
    start = starts_at or datetime(2026, 11, 20, 9, 30)  # noqa: DTZ001 - as typed on the page
    ids = [str(item.id) for item in items or (personas.item(),)]
    return {
        "item": ids,
        **{f"n-{key}": "1" for key in ids},
        "day": start.date().isoformat(),
        "other_clock": f"{start:%H:%M}",
        "consent": "BY_PHONE",
        **more,
    }


def served(order: Order, volunteer: User, *, minutes: int = 40) -> Order:
    """The order after the volunteer came and went."""
    seat = claim_order(by=volunteer, at=NOW, order_id=order.id)
    code = order.elder.spoken_code
    check_in(by=volunteer, at=order.starts_at, assignment_id=seat.id, method="code", code=code)
    check_out(by=volunteer, at=order.starts_at + timedelta(minutes=minutes), assignment_id=seat.id)
    order.refresh_from_db()
    return order
