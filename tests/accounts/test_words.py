"""What people type as a reason is sealed in the journal, and the only thing of an event that may ever go."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.access.resealing import reseal
from accounts.journal.actions.emit import emit
from accounts.journal.actions.forget_words import forget_words
from accounts.journal.models import Event
from accounts.keys import new_key
from accounts.sealing import add_key
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.dispute_order import dispute_order
from services.orders.actions.resolve_dispute import resolve_dispute
from services.orders.enums import OrderStatus
from services.orders.models import Order
from tests import personas
from tests.personas import NOW

CANARY = "金丝雀"
pytestmark = pytest.mark.django_db


def event(name: str = "services.order.cancelled", words: str = CANARY, **detail: object) -> Event:
    return emit(name, at=NOW, by=None, subject_kind="order", subject_id=new_key(), detail=detail, words=words)


def stored() -> str:
    """Every event as it lies in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(journal_event::text, '') FROM journal_event")
        return str(cursor.fetchone()[0])


def housekeeping(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('timebank.housekeeping', %s, true)", [what])


def test_reasons_of_orders_are_never_plain():
    lin = personas.elder()
    mei = personas.proxy(lin)
    first, second = personas.order(mei, lin, at=NOW), personas.order(mei, lin, of=personas.item("meal"), at=NOW)
    cancel_order(by=mei, at=NOW, order_id=first.id, reason=CANARY)
    Order.objects.filter(id=second.id).update(status=OrderStatus.SERVED)
    dispute_order(by=mei, at=NOW, order_id=second.id, reason=CANARY)
    town = personas.user("乐建国", personas.Role.TOWNSHIP_OFFICIAL, region=personas.TOWNSHIP)
    resolve_dispute(by=town, at=NOW, order_id=second.id, uphold=False, reason=CANARY)
    said = Event.objects.filter(name__startswith="services.order.").order_by("sequence")
    assert [one.name.rpartition(".")[2] for one in said if one.words == CANARY] == ["cancelled", "disputed", "voided"]
    assert CANARY not in stored()


def test_words_are_emptied_only_by_an_erasure_and_only_of_these_subjects():
    one, other = event(), event()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        forget_words(subject_ids=[one.subject_id])
    housekeeping("erase")
    assert forget_words(subject_ids=[one.subject_id]) == 1
    assert forget_words(subject_ids=[one.subject_id]) == 0
    assert [Event.objects.get(sequence=each.sequence).words for each in (one, other)] == ["", CANARY]


@pytest.mark.parametrize("what", ["", "erase", "reseal"])
@pytest.mark.parametrize("change", ["words = '1.b3RoZXI='", "words = '', name = 'nothing'", "detail = '{\"a\": 1}'"])
def test_nothing_else_of_an_event_changes_whatever_the_transaction_says(what, change):
    event()
    housekeeping(what)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE journal_event SET {change}")


def test_a_rotation_reaches_the_words(tmp_path, settings):
    settings.DATA_KEYS, settings.MEDIA_ROOT = tmp_path / "data.json", tmp_path / "media"
    event()
    add_key()
    assert sum(reseal()) == 1
    assert "2." in stored()
    assert Event.objects.get().words == CANARY
