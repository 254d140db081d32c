"""The main job by a client that knows only the API."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from django.utils import timezone

from tests.api.conftest import results

pytestmark = pytest.mark.server
NO_ONE_ELSE = {"urgent"}


def minutes(client: httpx.Client) -> dict[str, int]:
    return next(row for row in client.get("/me/accounts/").json() if row["unit"] == "MINUTE")


def new_order(helper: httpx.Client, *, hours: float = 30, key: str | None = None) -> tuple[httpx.Response, dict]:
    """An order that any volunteer may take, for an elder with minutes to spend."""
    elder = next(row for row in results(helper.get("/elders/")) if helper.get(f"/elders/{row['id']}/").json()["code"])
    free = [
        row
        for row in results(helper.get("/items/"))
        if not row["credential"] and "VOLUNTEER" in row["performers"] and row["seats"] == 1
        if 0 < row["price_minutes"] <= 30
    ]
    starts_at = timezone.now() + timedelta(hours=hours)
    body = {
        "elder": elder["id"],
        "lines": [{"item": free[0]["id"], "quantity": 1}],
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + timedelta(minutes=30)).isoformat(),
        "note": "门口有条黄狗",
    }
    return helper.post("/orders/", json=body, headers={"Idempotency-Key": key or str(uuid4())}), body


def test_the_whole_main_job(api):
    helper, volunteer = api("helper"), api("volunteer")
    running = next(row for row in results(volunteer.get("/me/assignments/")) if row["status"] == "CHECKED_IN")
    before = minutes(volunteer)["balance"]
    done = volunteer.post(f"/assignments/{running['id']}/check-out/")
    assert done.status_code == 200
    worked = done.json()["minutes_worked"]
    assert worked >= 62

    order = running["order"]
    assert volunteer.post(f"/orders/{order}/confirm/", json={"rating": 5}).json()["code"] == "own_work"
    key = {"Idempotency-Key": str(uuid4())}
    first = helper.post(f"/orders/{order}/confirm/", json={"rating": 5}, headers=key)
    assert (first.status_code, first.json()) == (200, {"id": order, "status": "CONFIRMED"})
    again = helper.post(f"/orders/{order}/confirm/", json={"rating": 5}, headers=key)
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    second = helper.post(f"/orders/{order}/confirm/", json={"rating": 5})
    assert (second.status_code, second.json()["code"]) == (409, "state_changed")
    assert minutes(volunteer)["balance"] == before + worked
    newest = results(volunteer.get("/me/entries/"))[0]
    assert (newest["amount"], newest["balance_after"], newest["kind"]) == (worked, before + worked, "EARN")


def test_order_claim_check_in_with_the_code(api):
    helper, volunteer2 = api("helper"), api("volunteer2")
    placed, body = new_order(helper, hours=50)
    assert (placed.status_code, placed.json()["status"]) == (201, "OPEN")
    order = placed.json()["id"]
    code = helper.get(f"/elders/{body['elder']}/").json()["code"]

    task = volunteer2.get(f"/orders/{order}/").json()
    assert (task["door"], task["note"]) == (None, "")
    assert order in [row["id"] for row in results(volunteer2.get("/board/"))]
    claimed = volunteer2.post(f"/orders/{order}/claim/")
    assert claimed.status_code == 200, claimed.text
    task = volunteer2.get(f"/orders/{order}/").json()
    assert task["door"]["address"]
    assert task["note"] == "门口有条黄狗"
    assert code not in str(task)

    assignment = claimed.json()["assignment"]
    wrong = f"{(int(code) + 1) % 10_000:04d}"
    refused = volunteer2.post(f"/assignments/{assignment}/check-in/", json={"method": "code", "code": wrong})
    assert (refused.status_code, refused.json()["code"]) == (400, "wrong_code")
    entered = volunteer2.post(f"/assignments/{assignment}/check-in/", json={"method": "code", "code": code})
    assert (entered.status_code, entered.json()["status"]) == (200, "CHECKED_IN")
    left = volunteer2.post(f"/assignments/{assignment}/check-out/")
    assert left.json()["minutes_worked"] == 0
    assert helper.post(f"/orders/{order}/confirm/", json={"rating": 3}).status_code == 200


def test_a_replayed_order_is_one_order_and_other_content_is_refused(api):
    helper = api("helper")
    key = str(uuid4())
    first, body = new_order(helper, hours=70, key=key)
    again = helper.post("/orders/", json=body, headers={"Idempotency-Key": key})
    assert (again.status_code, again.json()) == (201, first.json())
    other = helper.post("/orders/", json={**body, "note": "别的"}, headers={"Idempotency-Key": key})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    cancelled = helper.post(f"/orders/{first.json()['id']}/cancel/", json={"reason": "不用了"})
    assert cancelled.json()["status"] == "CANCELLED"


def test_bad_input_gets_a_sentence_a_code_and_leaves_nothing(api):
    helper = api("helper")
    placed, body = new_order(helper, hours=71)
    held = helper.get("/orders/").json()["results"]
    bad = {
        "time_in_the_past": {**body, "starts_at": "2020-01-01T08:00:00Z", "ends_at": "2020-01-01T09:00:00Z"},
        "bad_time": {**body, "ends_at": body["starts_at"]},
        "item_not_offered": {**body, "lines": [{"item": str(uuid4()), "quantity": 1}]},
        "not_found": {**body, "elder": str(uuid4())},
        "empty": {**body, "lines": []},
        "required": {},
    }
    for code, entered in bad.items():
        answer = helper.post("/orders/", json=entered)
        assert 400 <= answer.status_code < 500, (code, answer.text)
        assert answer.json()["code"] == code
        assert answer.json()["errors"][0]["detail"]
    english = helper.post("/orders/", json=bad["bad_time"], headers={"Accept-Language": "en"})
    assert english.json()["errors"][0]["detail"].isascii()
    assert not helper.post("/orders/", json=bad["bad_time"]).json()["errors"][0]["detail"].isascii()
    assert helper.get("/orders/").json()["results"] == held
    helper.post(f"/orders/{placed.json()['id']}/cancel/", json={})


def test_strangers_and_outsiders(api):
    assert api("").get("/me/").status_code == 401
    placed, _ = new_order(api("helper"), hours=72)
    order = placed.json()["id"]
    assert api("family").get(f"/orders/{order}/").status_code in (200, 404)
    assert api("volunteer2").post(f"/orders/{order}/cancel/", json={}).status_code == 404
    assert api("volunteer2").get("/elders/").json()["results"] == []
    api("helper").post(f"/orders/{order}/cancel/", json={})
