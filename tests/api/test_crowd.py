"""200 people tap at once, over HTTP."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from django.db import connection
from django.utils import timezone
from knox.models import get_token_model

from tests import personas
from tests.loops import run
from tests.servers import serve

pytestmark = pytest.mark.server
CROWD = 200


@pytest.mark.verifies(5)
def test_200_claims_at_once_have_one_winner(committed_db, tmp_path):
    lin = personas.elder(minutes=100)
    order = personas.order(personas.proxy(lin), lin, at=timezone.now())
    tokens = [
        get_token_model().objects.create(user=personas.volunteer(f"郑{i}"), expiry=timedelta(days=1))[1]
        for i in range(CROWD)
    ]
    connection.close()
    connection.close_pool()

    async def tap_all(url: str) -> list[httpx.Response]:
        limits = httpx.Limits(max_connections=CROWD)
        async with httpx.AsyncClient(base_url=url, timeout=120, limits=limits) as client:
            return await asyncio.gather(
                *(
                    client.post(f"/api/v1/orders/{order.id}/claim/", headers={"Authorization": f"Bearer {token}"})
                    for token in tokens
                )
            )

    with serve(committed_db, tmp_path / "var") as running:
        answers = run(tap_all(running.url))
    statuses = [answer.status_code for answer in answers]
    assert statuses.count(200) == 1
    assert statuses.count(409) == CROWD - 1
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"order_not_open"}
