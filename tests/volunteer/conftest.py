"""What the tests of the volunteer's pages share: Guo of Baiyan, who helps, and Lin, who is helped."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.elders.models import CareNote, Elder
from accounts.people.models import User
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.confirm_order import confirm_order
from services.orders.models import Assignment, Order
from tests import personas
from tests.personas import NOW

# Nothing of this may be read before the claim. Each occurs nowhere else.
GIVEN_NAME, ADDRESS, PHONE, CODE, CARD = "秘灵芝", "暗巷 77 号", "13912345678", "4711", "card-canary-token"
NOTE, CARE_NOTE = "钥匙在花盆下", "听力不好请拍肩"
SECRETS = (GIVEN_NAME, ADDRESS, PHONE, CODE, CARD, NOTE, CARE_NOTE)


@pytest.fixture
def clock() -> Iterator[None]:
    """It is Thursday, ten in the morning, and stays so."""
    with time_machine.travel(NOW, tick=False):
        yield


def signed_in(user: User, language: str = "en") -> Client:
    """A browser of that login."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["django_language"] = language
    return client


def secretive_elder() -> Elder:
    """Lin with canaries in every private field."""
    lin = personas.elder(f"林{GIVEN_NAME}", minutes=600)
    person = lin.person
    person.address, person.phone = ADDRESS, PHONE
    person.save()
    lin.spoken_code, lin.card_token = CODE, CARD
    lin.save()
    CareNote.objects.create(elder=lin, text=CARE_NOTE, written_at=NOW)
    return lin


def open_orders(number: int, *, minutes: int = 3000) -> list[Order]:
    """So many open orders of one elder, an hour each, one after the other."""
    lin = personas.elder(minutes=minutes)
    mei = personas.proxy(lin)
    return [personas.order(mei, lin, hours=2 + turn) for turn in range(number)]


def serve(order: Order, volunteer: User, mei: User | None = None, *, minutes: int = 40) -> Assignment:
    """The volunteer comes and goes; Mei confirms it when given."""
    seat = claim_order(by=volunteer, at=NOW, order_id=order.id)
    code = order.elder.spoken_code
    check_in(by=volunteer, at=order.starts_at, assignment_id=seat.id, method="code", code=code)
    ended = order.starts_at + timedelta(minutes=minutes)
    check_out(by=volunteer, at=ended, assignment_id=seat.id)
    if mei is not None:
        confirm_order(by=mei, at=ended, order_id=order.id, rating=5)
    seat.refresh_from_db()
    return seat


def queries(client: Client, path: str) -> int:
    """How many queries the page takes."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)
