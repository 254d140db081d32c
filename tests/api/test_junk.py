"""Junk gets a 4xx: cursors nobody gave out, NUL bytes, bodies without end, too large ones."""

import base64
from datetime import timedelta

import pytest
from django.test import Client
from knox.models import get_token_model

from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.confirm_order import confirm_order
from tests import personas
from tests.personas import NOW

pytestmark = pytest.mark.django_db
LISTS = ("orders", "board", "me/assignments", "me/entries", "elders", "items")


@pytest.fixture
def guo():
    return personas.volunteer()


def client(user):
    token = get_token_model().objects.create(user=user, expiry=timedelta(days=1))[1]
    return Client(headers={"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("position", ["p=abc", "p=", "p=-1", "p=%00", "nonsense"])
def test_a_cursor_nobody_gave_out_is_not_found(guo, name, position):
    personas.item()
    cursor = base64.b64encode(position.encode()).decode()
    answer = client(guo).get(f"/api/v1/{name}/", {"cursor": cursor})
    assert answer.status_code in (200, 404)


@pytest.mark.parametrize("address", ["/api/v1/board/?region=%00", "/services/?region=%00", "/regions/?q=%00"])
def test_a_nul_in_the_address_is_a_bad_request(guo, address):
    assert client(guo).get(address).status_code == 400


HALF = r'{"consent": "\ud800"}'  # half a character, which a refusal would say back


@pytest.mark.parametrize(
    ("body", "status"), [("[" * 100_000, 400), (HALF, 400), ('"' + "a" * 3_000_000 + '"', 413), ("{", 400)]
)
def test_a_hostile_body_is_refused(guo, body, status):
    answer = client(guo).post("/api/v1/orders/", body, content_type="application/json")
    assert answer.status_code == status
    assert answer.json()["code"]


def test_the_door_closes_when_the_work_is_done(guo):
    lin = personas.elder()
    mei = personas.proxy(lin)
    order = personas.order(mei, lin)
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    address = f"/api/v1/orders/{order.id}/"
    assert client(guo).get(address).json()["door"]["address"]
    check_in(by=guo, at=order.starts_at, assignment_id=seat.id, method="none")
    check_out(by=guo, at=order.ends_at, assignment_id=seat.id)
    confirm_order(by=mei, at=NOW, order_id=order.id, rating=5)
    told = client(guo).get(address).json()
    assert (told["door"], told["note"], len(told["assignments"])) == (None, "", 1)
    assert "door" not in client(guo).get("/api/v1/orders/").json()["results"][0]


def test_the_address_of_a_login_cannot_be_changed_from_a_borrowed_phone(guo):
    borrowed = Client()
    borrowed.force_login(guo, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = borrowed.post("/account/email/", {"email": "somebody@else.cn", "action_add": "1"})
    assert answer.status_code == 404
    guo.refresh_from_db()
    assert guo.email is None
