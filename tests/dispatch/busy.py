"""A full day: forty orders for eight people, tomorrow; also in a seeded database."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.organisations.models import Organisation
from accounts.people.models import User
from services.catalogue.models import Item
from services.orders.actions.claim_for_organisation import claim_for_organisation
from tests import personas
from tests.dispatch.day import nine

ORDERS, PEOPLE = 40, 8
SURNAMES, GIVEN = "余苏林池范陈张李", ("丽钦", "桂香", "秀英", "金莲", "细妹")


def fill(manager: User, *, at: Any, of: Item | None = None) -> Organisation:
    """The manager's organisation with seven more members and forty seats for tomorrow, nobody named."""
    personas.regions()
    members = [personas.user(f"{one}{GIVEN[n % 5]}") for n, one in enumerate(SURNAMES[: PEOPLE - 1])]
    house = personas.organisation(manager, *members, name="满日社工")
    for number in range(ORDERS):
        elder = personas.elder(f"{SURNAMES[number % 8]}{GIVEN[number // 8]}")
        start = nine(at) + timedelta(minutes=15 * (number % 32))
        hours = (start - at) / timedelta(hours=1)
        order = personas.order(personas.proxy(elder), elder, of=of, at=at, hours=hours)
        claim_for_organisation(by=manager, at=at, order_id=order.id, organisation_id=house.id)
    return house


def fill_seeded() -> str:
    """The same in a seeded database for the login ``manager``; the key of the organisation."""
    manager = User.objects.get(username="manager")
    return str(fill(manager, at=timezone.now(), of=Item.objects.get(code="haircut")).id)
