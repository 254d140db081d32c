"""What finding offers beside the board: pictures over the API, members asked by their organisation, tomorrow aloud."""

import base64
import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from rest_framework.test import APIClient

from accounts.access.enums import Role
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.dispute_order import dispute_order
from services.orders.enums import AssignmentStatus
from services.orders.models import Assignment
from tests import personas
from tests.personas import COUNTY
from tests.subsidies.test_pages import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin() -> Any:
    return personas.elder(minutes=300)


@pytest.fixture
def mei(lin: Any) -> Any:
    return personas.proxy(lin)


def drawn() -> str:
    made = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(made, "JPEG")
    return base64.b64encode(made.getvalue()).decode()


def test_a_picture_is_added_to_a_dispute_over_the_api_and_read_by_who_may(lin: Any, mei: Any) -> None:
    guo, now = personas.volunteer(), timezone.now()
    order = personas.order(mei, lin, at=now)
    seat = claim_order(by=guo, at=now, order_id=order.id)
    check_in(by=guo, at=order.starts_at, assignment_id=seat.id, method="code", code=lin.spoken_code)
    check_out(by=guo, at=order.starts_at + timedelta(minutes=30), assignment_id=seat.id)
    dispute_order(by=mei, at=order.ends_at, order_id=order.id, reason="没做完")
    api = APIClient()
    api.force_authenticate(mei)
    here = f"/api/v1/orders/{order.id}/statements/"
    assert api.post(here, {"words": "你看", "photo": "not base64!"}, format="json").status_code == 422
    said = api.post(here, {"words": "地还是脏的", "photo": drawn()}, format="json")
    assert said.status_code == 200, said.content
    picture = api.get(said.json()["picture"])
    assert picture["Content-Type"] == "image/jpeg"
    api.force_authenticate(guo)
    assert api.get(said.json()["picture"]).status_code == 404
    assert api.post(here, {"words": "我做完了"}, format="json").status_code == 200


def test_an_organisation_asks_one_of_its_members(lin: Any, mei: Any) -> None:
    manager, guo = personas.user("涂经理"), personas.volunteer()
    personas.organisation(manager, guo)
    order = personas.order(mei, lin, at=timezone.now(), hours=30)
    client = browser(manager)
    assert "郑国忠" in client.get(f"/organisation/board/{order.id}/ask/").content.decode()
    asked = client.post(f"/organisation/board/{order.id}/ask/", {"person": str(guo.person_id)})
    assert asked.status_code == 303
    assert Assignment.objects.get(order=order).status == AssignmentStatus.OFFERED
    assert client.get("/organisation/forgotten/").status_code == 200
    stranger = personas.volunteer("路人")
    assert client.post(f"/organisation/board/{order.id}/ask/", {"person": str(stranger.person_id)}).status_code == 404


def test_tomorrow_is_read_aloud_to_who_reads_no_message(lin: Any, mei: Any) -> None:
    operator = personas.user("话务员", Role.OPERATOR, region=COUNTY)
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=1)
    away = (noon - timezone.now()) / timedelta(hours=1)
    order = personas.order(mei, lin, at=timezone.now(), hours=away)
    claim_order(by=personas.volunteer(), at=timezone.now(), order_id=order.id)
    client = browser(operator)
    page = client.get("/desk/reminders/").content.decode()
    assert "林奶奶" in page
    assert "郑国忠" in page
    assert client.post(f"/desk/reminders/{lin.id}/ring/").status_code == 303
