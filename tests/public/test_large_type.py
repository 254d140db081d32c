"""Type at 200 % on a phone (WCAG 1.4.4): every main page still fits its window, in both languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.servers import RunningServer

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]


@pytest.fixture(scope="module")
def server(one_server: RunningServer) -> RunningServer:
    return one_server


def assert_fits(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_for_everybody_fit(page_as: PageAs, language: str) -> None:
    page = page_as("", language=language)
    for address in ("/", "/elder/", "/services/", "/regions/?q=bai", "/account/login/"):
        assert_fits(page, address)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_helpers_pages_fit(page_as: PageAs, language: str) -> None:
    page = page_as("helper", language=language)
    elder = str(page.locator("a.tb-eldline").first.get_attribute("href"))
    addresses = ["/helper/", elder, f"{elder}card/", "/helper/orders/", "/inbox/", "/me/"]
    for state in ("coming", "confirm", "booked"):
        page.goto(f"/helper/orders/?state={state}")
        addresses.append(str(page.locator(".tb-ledger a.tb-line").first.get_attribute("href")))
    page.goto(elder)
    page.locator(".tb-tile input").first.check()
    page.locator(".tb-pickbar button").click()
    page.wait_for_url("**/when/**")
    for address in [*addresses, page.url]:
        assert_fits(page, address)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_volunteers_pages_fit(page_as: PageAs, language: str) -> None:
    page = page_as("volunteer", language=language)
    task = str(page.locator(".tb-task .tb-task-title a").first.get_attribute("href"))
    page.goto("/volunteer/mine/")
    mine = [str(link.get_attribute("href")) for link in page.locator(".tb-ledger a.tb-line").all()[:2]]
    passbook = ["/bank/", "/bank/?line=2"]
    for address in ("/volunteer/", "/volunteer/?sort=soonest", task, "/volunteer/mine/", *mine, *passbook):
        assert_fits(page, address)
