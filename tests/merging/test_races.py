"""Two second persons and a helper at once: one merge, no order left behind, the books agree."""

import threading

import pytest
from django.db import transaction

from accounts.elders.actions.change_person import change_person
from accounts.elders.models import Change, Elder, Merge
from accounts.journal.models import Event
from accounts.people.models import Person
from services.merging.actions.merge_elders import merge_elders
from services.merging.actions.move_elder import move_elder
from services.merging.actions.say_farewell import say_farewell
from services.orders.models import Order
from tests import personas
from tests.agreements.test_race import until_somebody_waits
from tests.merging.stories import TODAY, asked, clerk, township, twice
from tests.orders.test_races import at_once
from tests.personas import NOW
from timebank.ledger.audit import audit_ledger
from timebank.ledger.queries import account_of


def test_two_merges_and_an_order_at_once(committed_db):
    kept, absorbed = twice()
    mei = personas.proxy(absorbed)
    request, one, other = asked(kept, absorbed), township(), township()
    haircut = personas.item()
    trouble = at_once(
        lambda: merge_elders(by=one, at=NOW, merge_id=request.id),
        lambda: merge_elders(by=other, at=NOW, merge_id=request.id),
        lambda: personas.order(mei, absorbed, of=haircut, at=NOW),
    )
    assert trouble == []
    assert Merge.objects.get().state == "DONE"
    assert Event.objects.filter(name="accounts.elder.merged").count() == 1
    assert not Order.objects.filter(elder=absorbed).exists()
    old = account_of(absorbed.person_id)
    assert (old.balance, old.held) == (0, 0)
    assert audit_ledger().problems == []


@pytest.mark.parametrize("work", ["change", "move", "farewell"])
def test_whoever_writes_an_elder_waits_for_the_person_first(committed_db, work):
    """A merge holds the persons and goes on to the elders: whoever held an elder meanwhile would stop both for good."""
    lin = personas.elder()
    by = {"by": clerk(), "at": NOW, "elder": lin}
    works = {
        "change": lambda: change_person(**by, address="5 组 1 号"),
        "move": lambda: move_elder(**by, home_code=personas.OTHER_VILLAGE, since=TODAY),
        "farewell": lambda: say_farewell(**by, on=TODAY, reason="搬走了", died=False),
    }
    trouble: list[str] = []
    with transaction.atomic():
        Person.objects.select_for_update().get(id=lin.person_id)
        racer = threading.Thread(target=lambda: trouble.extend(at_once(works[work])))
        racer.start()
        until_somebody_waits()
        Elder.objects.select_for_update(nowait=True).get(id=lin.id)
    racer.join(10)
    assert trouble == []
    assert Change.objects.filter(elder=lin).exists()
