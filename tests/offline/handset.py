"""A phone for the tests: a browser whose memory outlives it, and what lies on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Page

from tests.offline.line import Line

SLOW_MS = 60_000


@contextmanager
def phone(browser_type: BrowserType, launch: dict[str, Any], folder: Path, line: Line) -> Iterator[Page]:
    """A browser whose memory outlives it."""
    context: BrowserContext = browser_type.launch_persistent_context(
        folder, **launch, base_url=line.url, viewport={"width": 360, "height": 800}, locale="zh-hans"
    )
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    assert not errors


def sign_in(page: Page, username: str, password: str) -> None:
    page.goto("/account/login/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/account/login" not in url)


KEPT = """async (paths) => {
  if (!navigator.serviceWorker.controller) return false;
  if (!(await indexedDB.databases()).some((one) => one.name === "timebank")) return false;
  const answer = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const database = await answer(indexedDB.open("timebank"));
  const keys = await answer(database.transaction("pages").objectStore("pages").getAllKeys());
  database.close();
  return paths.every((path) => keys.includes(path)) && (await caches.match("/offline/page/")) !== undefined;
}"""


STATE = """async () => {
  const answer = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const there = (await indexedDB.databases()).some((one) => one.name === "timebank");
  const database = there ? await answer(indexedDB.open("timebank")) : null;
  const keys = database ? await answer(database.transaction("pages").objectStore("pages").getAllKeys()) : [];
  database?.close();
  const found = await navigator.serviceWorker.getRegistration();
  return { controlled: navigator.serviceWorker.controller !== null, kept: keys, online: navigator.onLine,
           worker: [found?.installing?.state, found?.waiting?.state, found?.active?.state],
           wanted: [...document.querySelectorAll("[data-keep]")].map((one) => one.dataset.keep || one.href) };
}"""


def kept(page: Page, paths: list[str]) -> None:
    """Wait until the worker is there and these pages lie on the device."""
    for _turn in range(SLOW_MS // 200):
        if page.evaluate(KEPT, paths):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"not kept: {paths}; on the phone: {page.evaluate(STATE)}")
