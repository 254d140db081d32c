"""``make bench``: one JSON object a line, each figure beside a floor or a peer measured in the same run.

Figures vary with the machine; the ratios are what to compare.
"""

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench import books, fan_out, monthly_run, pages, posting, registry, rosters
from tests.bench.ground import ROOT, ground, many_open_orders, tokens
from tests.bench.http import Post, median_seconds, posts_a_second
from tests.bench.say import say

CLAIMS, AT_ONCE = 400, 32
FOLDER = Path(os.environ.get("VAR") or ROOT / "var" / "bench")


@contextlib.contextmanager
def serving(**environment: str) -> Iterator[str]:
    """The real server on the bench's database; yields its address."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", "0"],
        cwd=ROOT,
        env=os.environ | {"VAR": str(FOLDER)} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    line = next(line for line in process.stdout if "http://" in line)
    try:
        yield re.search(r"http://[\w.:]+", line)[0]  # type: ignore[index]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def claims(url: str) -> None:
    """Claims over HTTP against a POST that only authenticates."""
    from django.utils import timezone

    from tests import personas

    volunteers = [personas.volunteer(f"郑{i}") for i in range(CLAIMS)]
    lin = personas.elder(minutes=CLAIMS * 40)
    mei = personas.proxy(lin)
    orders = [personas.order(mei, lin, at=timezone.now()) for _ in range(CLAIMS)]
    keys = tokens(volunteers)
    nothing = [Post("/bench/nothing/", key) for key in keys]
    posts_a_second(url, nothing[:64], at_once=AT_ONCE)  # warm up
    floor, _ = posts_a_second(url, nothing, at_once=AT_ONCE)
    claiming = [Post(f"/api/v1/orders/{order.id}/claim/", key) for order, key in zip(orders, keys, strict=True)]
    rate, statuses = posts_a_second(url, claiming, at_once=AT_ONCE)
    assert statuses == {200: CLAIMS}, statuses
    say("claims", "one order each", rate, "claims/s", floor=floor)
    crowd = personas.order(mei, lin, at=timezone.now(), hours=30)
    rate, statuses = posts_a_second(url, [Post(f"/api/v1/orders/{crowd.id}/claim/", key) for key in keys], at_once=200)
    assert statuses == {200: 1, 409: CLAIMS - 1}, statuses
    say("claims", "everybody the same order", rate, "answers/s", floor=floor)


def board(url: str) -> None:
    """The board page with 100 and with 100,000 open orders."""
    import httpx
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from tests import personas

    lin = personas.elder(minutes=400)
    mei = personas.proxy(lin)
    order = personas.order(mei, lin, at=timezone.now())
    signed_in = Client()
    signed_in.force_login(personas.volunteer(), backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = signed_in.cookies[settings.SESSION_COOKIE_NAME].value
    with httpx.Client(base_url=url, cookies={settings.SESSION_COOKIE_NAME: cookie}, timeout=60) as client:
        many_open_orders(str(order.id), 99)
        small = median_seconds(client, "/volunteer/")
        small_api = median_seconds(client, "/healthz")
        many_open_orders(str(order.id), 99_900)
        large = median_seconds(client, "/volunteer/")
    say("board", "page, 100 open orders", small * 1000, "ms", floor=round(small_api * 1000, 4))
    say("board", "page, 100,000 open orders", large * 1000, "ms", floor=round(small * 1000, 4))


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with ground(FOLDER) as server, serving() as url:
        small = books.statement_page(url)
        pages.pages_a_second(url)
        board(url)
        claims(url)
        rosters.bring_in_a_list()
        with serving(WORKER_IN_PROCESS="1") as working:
            fan_out.tell_a_thousand(working)
        posting.single_posts(server, FOLDER)
        posting.batch_posts(server)
        monthly_run.pay_a_month()
        books.audit_a_million(server)
        books.statement_page_in_a_great_ledger(server, url, small)
        registry.search_a_registry()


if __name__ == "__main__":
    main()
