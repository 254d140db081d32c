"""The same key fifty times at once has one effect and one answer (VERIFICATION 10, small)."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import httpx
import psycopg
import pytest
from django.utils import timezone

from tests.api.conftest import issue_token
from tests.api.test_main_job_over_http import new_order
from tests.loops import run

pytestmark = pytest.mark.server
AT_ONCE = 50


def test_fifty_at_once_place_one_order(server, api):
    _, body = new_order(api("helper"), hours=100)
    start = timezone.now() + timedelta(hours=101)
    body |= {"starts_at": start.isoformat(), "ends_at": (start + timedelta(minutes=30)).isoformat()}
    headers = {"Authorization": f"Bearer {issue_token(server, 'helper')}", "Idempotency-Key": str(uuid4())}

    async def send() -> list[httpx.Response]:
        async with httpx.AsyncClient(base_url=f"{server.url}/api/v1", headers=headers, timeout=60) as client:
            return await asyncio.gather(*(client.post("/orders/", json=body) for _ in range(AT_ONCE)))

    with psycopg.connect(server.database_url, autocommit=True) as database:
        before = database.execute("SELECT count(*) FROM orders_order").fetchone()[0]
        answers = run(send())
        after = database.execute("SELECT count(*) FROM orders_order").fetchone()[0]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert after == before + 1


def test_a_key_belongs_to_one_login(api):
    key = {"Idempotency-Key": str(uuid4())}
    order = str(uuid4())
    for username in ("helper", "volunteer"):
        answer = api(username).post(f"/orders/{order}/cancel/", json={}, headers=key)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert "Idempotent-Replay" not in answer.headers
    again = api("helper").post(f"/orders/{order}/cancel/", json={}, headers=key)
    assert again.headers["Idempotent-Replay"] == "true"
