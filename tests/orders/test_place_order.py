"""One form, one order, however often it is sent."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.place_order import AlreadyPlaced, Line, OrderedAlready, place_order
from services.orders.models import Order
from tests import personas
from tests.personas import NOW
from timebank.ledger.queries import account_of

START = NOW + timedelta(hours=3)


def place(by, elder, item, order_id, *, at=NOW, quantity=1):
    return place_order(
        by=by,
        at=at,
        elder_id=elder.id,
        lines=[Line(item.id, quantity)],
        starts_at=START,
        ends_at=START + timedelta(hours=1),
        order_id=order_id,
    )


@pytest.mark.django_db
def test_place_order_with_the_same_key_gives_the_first_order_even_later():
    lin, haircut, key = personas.elder(), personas.item(), personas.form_key()
    mei = personas.proxy(lin)
    first = place(mei, lin, haircut, key)
    assert place(mei, lin, haircut, key, at=START + timedelta(hours=1)) == first
    assert first.id == key
    assert account_of(lin.person_id).held == 30


@pytest.mark.django_db
def test_place_order_with_the_same_key_for_something_else_is_refused():
    lin, haircut, key = personas.elder(), personas.item(), personas.form_key()
    mei, xia = personas.proxy(lin), personas.proxy(lin, "林小夏")
    place(mei, lin, haircut, key)
    with pytest.raises(AlreadyPlaced):
        place(mei, lin, haircut, key, quantity=2)
    with pytest.raises(AlreadyPlaced):
        place(xia, lin, haircut, key)
    assert account_of(lin.person_id).held == 30


def test_place_order_eight_times_at_once_places_one(committed_db):
    lin, haircut, key = personas.elder(), personas.item(), personas.form_key()
    mei = personas.proxy(lin)

    def send(_number):
        try:
            return place(mei, lin, haircut, key).id
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as crowd:
        assert set(crowd.map(send, range(8))) == {key}
    assert Order.objects.count() == 1
    assert account_of(lin.person_id).held == 30


@pytest.mark.django_db
def test_the_same_at_the_same_time_is_refused_unless_somebody_was_asked():
    lin, haircut, company = personas.elder(), personas.item(), personas.item("company")
    mei, son = personas.proxy(lin), personas.proxy(lin, "林大山")
    first = place(mei, lin, haircut, personas.form_key())
    with pytest.raises(OrderedAlready):
        place(son, lin, haircut, personas.form_key())
    assert account_of(lin.person_id).held == 30
    place(son, lin, company, personas.form_key())
    asked = {"lines": [Line(haircut.id)], "starts_at": START, "ends_at": START + timedelta(hours=1)}
    assert place_order(by=son, at=NOW, elder_id=lin.id, again=True, **asked)
    later = {"starts_at": START + timedelta(hours=1), "ends_at": START + timedelta(hours=2)}
    assert place_order(by=son, at=NOW, elder_id=lin.id, **(asked | later))
    for order in Order.objects.filter(lines__version__item=haircut, starts_at=START):
        cancel_order(by=mei, at=NOW, order_id=order.id, reason="")
    assert place(son, lin, haircut, personas.form_key()).id != first.id
