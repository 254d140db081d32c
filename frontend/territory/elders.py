"""An elder of the territory, as every page about one needs them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from accounts.access.actions.reveal_person import reveal_person
from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.enums import Power
from accounts.elders.models import Elder
from accounts.elders.queries import elder_for
from accounts.regions.queries import path
from frontend.shell.wording import way_text
from timebank.ledger.queries import account_of


def own_elder(request: HttpRequest, elder_id: UUID) -> Elder:
    """The elder, revealed to somebody who may order for anyone where they live; NotFound otherwise."""
    demand(request.user, Permission.ORDER_FOR_ANYONE)
    now = timezone.now()
    elder = elder_for(request.user, elder_id, power=Power.ORDER, on=timezone.localdate(now))
    demand(request.user, Permission.ORDER_FOR_ANYONE, region_code=elder.person.home_id)
    reveal_person(by=request.user, at=now, person=elder.person, purpose="ordering", reference=f"elder:{elder.id}")
    return elder


def about(elder: Elder, *, on: date) -> dict[str, Any]:
    """What every page about an elder shows at its head."""
    account = account_of(elder.person_id)
    return {
        "elder": elder,
        "person": elder.person,
        "age": elder.person.age_on(on),
        "home": way_text(path(elder.person.home_id)),
        "available": account.available if account else 0,
        "held": account.held if account else 0,
    }
