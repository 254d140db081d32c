"""What comes round over HTTP: the same actions, the same refusals, and one effect for one key."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from services.orders.actions.claim_order import claim_order
from services.standing.models import StandingOrder
from tests import personas
from tests.personas import NOW
from tests.standing.ground import FRIDAY, ordered

pytestmark = pytest.mark.django_db
HERE = "/api/v1/standing/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lin():
    return personas.elder(minutes=6000)


@pytest.fixture
def mei(lin):
    return personas.proxy(lin)


def as_(user) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def asked(lin, **more: Any) -> dict[str, Any]:
    facts = {"elder": str(lin.id), "lines": [{"item": str(personas.item().id)}], "rrule": "FREQ=WEEKLY;BYDAY=FR"}
    return {**facts, "first_on": FRIDAY.isoformat(), "clock": "09:00", "minutes": 30, **more}


def test_start_list_leave_out_pause_and_end(lin, mei):
    api = as_(mei)
    started = api.post(HERE, asked(lin), format="json")
    assert started.status_code == 201
    standing = StandingOrder.objects.get()
    assert started.json() == {"id": str(standing.id), "ordered": [day.isoformat() for day in ordered(standing)]}
    assert len(ordered(standing)) > 1
    (row,) = api.get(HERE, {"elder": str(lin.id)}).json()
    assert (row["id"], row["rrule"], row["title"]) == (str(standing.id), "FREQ=WEEKLY;BYDAY=FR", "上门理发")
    first, second = ordered(standing)[:2]
    skip = {"path": f"{HERE}{standing.id}/skip/", "data": {"on": second.isoformat()}, "format": "json"}
    answers = [api.post(**skip, HTTP_IDEMPOTENCY_KEY="left out") for _turn in range(2)]
    assert [one.status_code for one in answers] == [204, 204]
    assert [one.get("Idempotent-Replay") for one in answers] == [None, "true"]
    assert second not in ordered(standing)
    claim_order(by=personas.volunteer(), at=NOW, order_id=standing.occurrences.get(on=first).order_id)
    pause = {"first_on": first.isoformat(), "last_on": (first + timedelta(days=60)).isoformat()}
    told = api.post(f"{HERE}{standing.id}/pause/", pause, format="json")
    assert told.json()["kept"] == [first.isoformat()]
    assert api.post(f"{HERE}{standing.id}/end/", format="json").json() == {"dropped": [], "kept": [first.isoformat()]}
    assert api.get(HERE, {"elder": str(lin.id)}).json() == []


def test_the_same_key_starts_one(lin, mei):
    api, body = as_(mei), asked(lin)
    answers = [api.post(HERE, body, format="json", HTTP_IDEMPOTENCY_KEY="k1") for _turn in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert StandingOrder.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"rrule": "FREQ=SECONDLY"}, "standing_bad_rhythm"),
        ({"lunar": "1,15"}, "standing_bad_rhythm"),
        ({"rrule": "", "lunar": "13/1"}, "standing_bad_rhythm"),
        ({"last_on": "2026-11-19"}, "standing_no_days"),
        ({"first_on": "2020-01-01"}, "standing_first_day"),
    ],
)
def test_what_cannot_be_gets_its_code_and_nothing_is_written(lin, mei, wrong, code):
    answer = as_(mei).post(HERE, asked(lin, **wrong), format="json")
    assert 400 <= answer.status_code < 500
    assert code in answer.content.decode()
    assert not StandingOrder.objects.exists()


def test_nobody_else_sees_or_starts_any(lin, mei):
    as_(mei).post(HERE, asked(lin), format="json")
    standing = StandingOrder.objects.get()
    other = as_(personas.proxy(personas.elder("范细妹")))
    assert other.get(HERE, {"elder": str(lin.id)}).status_code == 404
    assert other.post(HERE, asked(lin), format="json").status_code == 404
    assert other.post(f"{HERE}{standing.id}/end/", format="json").status_code == 404
    assert other.get(HERE, {"elder": "x"}).status_code == 400
    assert as_(mei).get(HERE).status_code == 400


def test_read_change_restore_lift_and_last_week_once_more(lin, mei):
    api = as_(mei)
    api.post(HERE, asked(lin), format="json")
    standing = StandingOrder.objects.get()
    one, second = f"{HERE}{standing.id}/", ordered(standing)[1]
    api.post(f"{one}skip/", {"on": second.isoformat()}, format="json")
    assert api.post(f"{one}restore/", {"on": second.isoformat()}, format="json").status_code == 204
    assert second in ordered(standing)
    rest = {"first_on": second.isoformat(), "last_on": second.isoformat()}
    assert api.post(f"{one}pause/", rest, format="json").json()["dropped"] == [second.isoformat()]
    told = api.get(one).json()
    (pause,) = told["pauses"]
    assert (pause["first_on"], pause["last_on"], told["note"]) == (second.isoformat(), second.isoformat(), "")
    assert {day["on"]: day["state"] for day in told["days"]}[FRIDAY.isoformat()] == "ORDERED"
    assert api.post(f"{HERE}pauses/{pause['id']}/lift/", format="json").status_code == 204
    wish = {name: value for name, value in asked(lin, clock="15:00").items() if name != "elder"}
    changed = api.post(one, wish, format="json")
    assert changed.status_code == 200
    assert FRIDAY.isoformat() in changed.json()["replaced"]
    assert api.get(one).json()["clock"] == "15:00:00"
    again = api.post(f"{HERE}again/", {"elder": str(lin.id), "orders": [str(personas.form_key())]}, format="json")
    assert again.json() == {"placed": [], "refused": []}
    other = as_(personas.proxy(personas.elder("范细妹")))
    for address in (one, f"{HERE}pauses/{pause['id']}/lift/"):
        assert other.post(address, wish, format="json").status_code == 404
    assert other.get(one).status_code == 404
