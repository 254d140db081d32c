"""The helper's whole way in a real browser at 360 px: order in three taps, watch it live, say it was done."""

import re
from uuid import UUID

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible
from tests.servers import RunningServer

pytestmark = pytest.mark.browser
LIVE_MS = 15_000  # an event may be caught up by the socket's own beat


def api(server: RunningServer, username: str) -> httpx.Client:
    """The REST API as that person."""
    signed_in = httpx.post(
        f"{server.url}/api/v1/login/", json={"username": username, "password": server.password}, trust_env=False
    )
    token = signed_in.json()["token"]
    return httpx.Client(
        base_url=f"{server.url}/api/v1/", headers={"Authorization": f"Bearer {token}"}, trust_env=False
    )
