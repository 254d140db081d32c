"""Use the minutes: for oneself when the time has come, or for one's parents, wherever they live."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.elders.enums import Power
from accounts.elders.queries import elders_among, elders_of
from accounts.policies.queries import rulebook
from accounts.policies.rules import GIFT_TO, SPEND_AGE
from frontend.bank.books import for_holders, person_of
from frontend.bank.kin import Kin, kin_of
from timebank.ledger.queries import account_of


@dataclass(frozen=True)
class Row:
    """A relative; ``elder_id`` when registered, ``may_order`` when the reader may order for them."""

    kin: Kin
    elder_id: UUID | None
    may_order: bool


@for_holders
@require_safe
def show_ways(request: HttpRequest) -> HttpResponse:
    """Every way these minutes can be used today, and from when the others."""
    person = person_of(request)
    today = timezone.localdate()
    rules = rulebook(region_code=person.home_id, on=today)
    age, from_age = person.age_on(today), rules[SPEND_AGE].value or 0
    own = getattr(person, "elder", None)
    account = account_of(person.id)
    context = {
        "person": person,
        "available": account.available if account is not None else 0,
        "own": own,
        "age": age,
        "from_age": from_age,
        "citation": rules[SPEND_AGE].citation,
        "old_enough": age is None or age >= from_age,
        "years_to_go": max(0, from_age - age) if age is not None else None,
        "gift_to": rules[GIFT_TO].value,
        "rows": _rows(request, kin_of(person)),
    }
    return render(request, "bank/redeem.html", context)


def _rows(request: HttpRequest, kin: list[Kin]) -> list[Row]:
    """Parents and other elders first. Two queries."""
    elders = elders_among([one.person.id for one in kin])
    orderable = set(elders_of(request.user, power=Power.ORDER).values_list("id", flat=True))
    rows = [Row(one, elders.get(one.person.id), elders.get(one.person.id) in orderable) for one in kin]
    return sorted(rows, key=lambda row: row.elder_id is None)
