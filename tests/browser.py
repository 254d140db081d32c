"""A real Chromium, signed in as anybody of the demo, and the check that everybody can use what it shows."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.databases import ROOT
from tests.servers import RunningServer

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing may come from elsewhere
]
expect.set_options(timeout=15_000)  # what is waited for comes; five seconds are short where two cores do everything
AXE = ROOT / "frontend" / "assets" / "node_modules" / "axe-core" / "axe.min.js"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser or several processes on a busy machine may stumble: one second try, and the summary says so (RERUN)."""
    for item in items:
        if {"browser", "browser_type"} & set(getattr(item, "fixturenames", ())) or item.get_closest_marker("server"):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Why a first try failed is told as well: a second try that passes would hide it, one that fails tells its own."""
    for first in terminalreporter.getreports("rerun"):
        terminalreporter.section(f"first try of {first.nodeid}")
        terminalreporter.write_line(first.longreprtext)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The installed Chromium if there is one, else Playwright's own."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    program = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **program, "args": FLAGS}


@pytest.fixture
def page_as(browser: Browser, server: RunningServer) -> Iterator[Callable[..., Page]]:
    """``page_as(username, width=360, language="zh-hans")``: a page of a signed-in person; "" for a visitor.

    At the end no page may have had a script error or a refusal by the content security policy.
    """
    errors: list[str] = []
    contexts = []

    def open_page(username: str, width: int = 360, language: str = "zh-hans", **options: Any) -> Page:
        context = browser.new_context(
            base_url=server.url, viewport={"width": width, "height": 800}, locale=language, **options
        )
        contexts.append(context)
        cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": server.url}
        context.add_cookies([cookie])
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if _is_trouble(said) else None)
        if username:
            page.goto("/account/login/")
            page.locator("[name=login]").fill(username)
            page.locator("[name=password]").fill(server.password)
            page.locator("[name=password]").press("Enter")
            page.wait_for_url(lambda url: "/account/login" not in url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not errors


def _is_trouble(said: Any) -> bool:
    # Chromium also reports every 4xx answer as an error; refusals are part of the tests. And htmx logs as errors what a
    # page calls off on purpose (hx-sync): a look that a press overtook.
    called_off = said.text.startswith(("htmx:afterRequest", "htmx:sendAbort"))
    return said.type == "error" and "Failed to load resource" not in said.text and not called_off


# What is still fading in has, for a moment, too little contrast; that is no fault of the page. What stands in a closed
# <details> never comes to its end: two seconds are enough for anything.
SETTLED = """() => Promise.all(document.getAnimations()
    .filter(one => one.effect.getComputedTiming().endTime !== Infinity)
    .map(one => Promise.race([one.finished.catch(() => null), new Promise(done => setTimeout(done, 2000))])))"""


def assert_accessible(page: Page) -> None:
    """No violation that axe can see (WCAG 2.2 A and AA and good practice) on the page as it stands."""
    page.evaluate(AXE.read_text())  # evaluated from outside, so the page's own policy stays in force
    page.evaluate(SETTLED)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    result = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", tags)
    found = [
        f"{violation['id']}: {violation['help']}: {[node['html'] for node in violation['nodes']][:3]}"
        for violation in result["violations"]
    ]
    assert not found, f"{page.url}\n" + "\n".join(found)
