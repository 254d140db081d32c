"""What happened cannot get lost, what rolled back cannot be announced."""

import pytest
from asgiref.sync import async_to_sync
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.journal.actions.emit import DELIVERY_TASK, emit
from accounts.journal.models import Event, Notice
from frontend.live.tasks import deliver_event
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.claim_order import claim_order
from tests import personas
from tests.loops import in_thread
from tests.personas import NOW


@pytest.mark.django_db(transaction=False)
def test_event_and_job_stand_or_fall_together():
    lin = personas.elder()
    fact = {"at": NOW, "by": None, "subject_kind": "elder", "subject_id": lin.id}
    before = Event.objects.count(), ProcrastinateJob.objects.count()

    class Stop(Exception):
        pass

    with pytest.raises(Stop), transaction.atomic():
        emit("tests.thing.happened", **fact)
        raise Stop
    assert (Event.objects.count(), ProcrastinateJob.objects.count()) == before
    with transaction.atomic():
        event = emit("tests.thing.happened", **fact)
    job = ProcrastinateJob.objects.get(args={"sequence": event.sequence})
    assert job.task_name == DELIVERY_TASK


def test_emit_outside_a_transaction_is_an_error(committed_db):
    lin = personas.elder()
    with pytest.raises(RuntimeError, match="outside a transaction"):
        emit("tests.thing.happened", at=NOW, by=None, subject_kind="elder", subject_id=lin.id)


def readers(order, happened):
    event = Event.objects.get(subject_id=order.id, name=f"services.order.{happened}")
    for _ in range(2):  # at-least-once: a second delivery adds nothing
        in_thread(async_to_sync(deliver_event.func), event.sequence)
    return {notice.recipient for notice in Notice.objects.filter(event=event)}


def test_each_side_hears_what_concerns_it_and_nobody_of_what_they_did(committed_db):
    lin = personas.elder()
    mei, far_daughter = personas.proxy(lin), personas.proxy(lin, "林小燕")
    guo = personas.volunteer()
    order = personas.order(mei, lin)
    claim_order(by=guo, at=NOW, order_id=order.id)
    cancel_order(by=mei, at=NOW, order_id=order.id, reason="不用了")
    assert readers(order, "placed") == {far_daughter}
    assert readers(order, "claimed") == {mei, far_daughter}
    assert readers(order, "cancelled") == {guo}
