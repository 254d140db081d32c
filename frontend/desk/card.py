"""The elder on the line: who it is, how to speak with them, who stands by them, what they can spend."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.access.actions.reveal_person import reveal_person
from accounts.elders.queries import call_name
from accounts.elders.queries.family import standing_supporters
from accounts.regions.queries import path
from frontend.shell.wording import way_text
from services.calls.models import Call
from services.calls.queries import call_backs_of, open_matters, who_orders_for, whose_number
from services.orders.enums import OrderStatus
from timebank.ledger.queries import account_of

CANCELLABLE = (OrderStatus.OPEN, OrderStatus.CLAIMED)


def card_of(request: HttpRequest, call: Call, now: datetime) -> dict[str, Any]:
    """Everything about the elder of a call; that it was shown is journalled, once for the call."""
    elder = call.elder
    assert elder is not None
    person, today = elder.person, timezone.localdate(now)
    reveal_person(by=request.user, at=now, person=person, purpose="desk", reference=f"call:{call.id}")
    account = account_of(person.id)
    caller = whose_number(call.number, elder)
    return {
        "elder": elder,
        "person": person,
        "called": call_name(person),
        "age": person.age_on(today),
        "home": way_text(path(person.home_id)),
        "notes": list(elder.care_notes.order_by("written_at", "id")),
        "mandates": who_orders_for(elder, on=today),
        "supporters": standing_supporters(elder),
        "available": account.available if account else 0,
        "held": account.held if account else 0,
        "matters": open_matters(elder.id),
        "cancellable": CANCELLABLE,
        "promised": call_backs_of(elder.id),
        "own_number": caller == elder,
        "kin_number": caller if caller is not None and caller != elder else None,
    }
