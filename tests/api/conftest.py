"""A client over HTTP, as another county's programmer would write one."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.databases import ROOT
from tests.servers import RunningServer, serve


@pytest.fixture(scope="module")
def server(seeded_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for the module; its tests do not disturb each other."""
    with serve(seeded_template, tmp_path_factory.mktemp("api") / "var", DATABASE_POOL_MAX="24") as running:
        yield running


def issue_token(server: RunningServer, username: str) -> str:
    """A token by the documented command."""
    done = subprocess.run(
        [sys.executable, "manage.py", "issue_token", username],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": server.database_url},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def api(server: RunningServer) -> Iterator[Callable[[str], httpx.Client]]:
    """``api("helper")``: a client signed in by token; ``api("")`` a stranger."""
    clients: dict[str, httpx.Client] = {}

    def client(username: str) -> httpx.Client:
        if username not in clients:
            headers = {"Authorization": f"Bearer {issue_token(server, username)}"} if username else {}
            clients[username] = httpx.Client(base_url=f"{server.url}/api/v1", headers=headers, timeout=30)
        return clients[username]

    yield client
    for made in clients.values():
        made.close()


def results(answer: httpx.Response) -> list[dict[str, Any]]:
    """The rows of a page."""
    assert answer.status_code == 200, answer.text
    return list(json.loads(answer.text)["results"])
