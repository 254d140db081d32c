"""Two second persons and a helper at once: one merge, no order left behind, the books agree."""

from accounts.elders.models import Merge
from accounts.journal.models import Event
from services.merging.actions.merge_elders import merge_elders
from services.orders.models import Order
from tests import personas
from tests.merging.stories import asked, township, twice
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
