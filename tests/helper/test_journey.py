"""The helper's whole way in a real browser at 360 px: order in three taps, watch it live, say it was done."""

import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.api.conftest import issue_token
from tests.browser import assert_accessible
from tests.servers import RunningServer

pytestmark = pytest.mark.browser
LIVE_MS = 15_000  # an event may have to wait for the socket's own beat
ORDER = re.compile(r"/helper/orders/([0-9a-f-]{36})/")
PageAs = Callable[..., Page]


def choose(page: Page, name: str) -> None:
    page.get_by_role("checkbox", name=re.compile(name)).check()


def no_sideways(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_the_helper_orders_watches_and_confirms(page_as: PageAs, server: RunningServer) -> None:
    page = page_as("helper")
    expect(page.get_by_role("heading", name="我代办的老人")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="池金土").click()
    expect(page.get_by_role("heading", name="池金土", exact=False).first).to_be_visible()
    assert_accessible(page)

    # Three taps for something usual.
    choose(page, "上门理发")
    expect(page.get_by_text("点了")).to_be_visible()
    page.get_by_role("button", name="约时间").click()
    expect(page.get_by_text("5 小时 20 分")).to_be_visible()
    expect(page.get_by_text("4 小时 50 分")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="下单，先留着不扣").click()

    page.wait_for_url(ORDER)
    expect(page.locator("#toasts").get_by_text("单下好了")).to_be_visible()
    expect(page.locator(".tb-state").first).to_have_text("等人接")
    expect(page.locator("[data-live-chip]")).to_have_text("实时")
    assert_accessible(page)
    track(page, server)
    confirm(page)


def track(page: Page, server: RunningServer) -> None:
    """A volunteer takes the order somewhere else; the page hears of it and is not loaded again."""
    found = ORDER.search(page.url)
    assert found
    page.evaluate("window.notLoadedAgain = true")
    bearer = {"Authorization": f"Bearer {issue_token(server, 'volunteer2')}"}
    claimed = httpx.post(f"{server.url}/api/v1/orders/{found[1]}/claim/", headers=bearer, timeout=30)
    assert claimed.status_code == 200, claimed.text
    expect(page.locator(".tb-state").first).to_have_text("已接单", timeout=LIVE_MS)
    expect(page.get_by_text("涂秀珍接了")).to_be_visible()
    expect(page.get_by_role("link", name="打给 涂秀珍")).to_be_visible()
    expect(page.locator("[data-live-chip]")).to_have_text("实时")
    assert page.evaluate("window.notLoadedAgain")
    assert_accessible(page)


def confirm(page: Page) -> None:
    """Yesterday's haircut waits for a word: a face, and the minutes are booked."""
    page.goto("/helper/")
    page.get_by_role("link", name="说一声").click()
    page.wait_for_url(ORDER)
    page.get_by_role("button", name="做到了，入账").click()
    expect(page.get_by_role("alert")).to_contain_text("三张脸，点一张")
    assert_accessible(page)
    page.get_by_role("radio", name="做到了，很好").check()
    page.get_by_label("想跟来的人说的话").fill("手艺好")
    page.get_by_role("button", name="做到了，入账").click()
    page.wait_for_url(ORDER)
    expect(page.locator(".tb-state").first).to_have_text("已入账")
    expect(page.get_by_text("−34 分")).to_be_visible()
    expect(page.get_by_text("涂秀珍的折子多了 34 分")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="翻开折子").click()
    expect(page.get_by_text("涂秀珍来做的").first).to_be_visible()
    assert_accessible(page)


def test_every_form_works_without_scripts(page_as: PageAs) -> None:
    page = page_as("helper", java_script_enabled=False)
    page.get_by_role("link", name="连玉英").click()
    choose(page, "上门理发")
    page.get_by_role("button", name="约时间").click()
    page.get_by_label("上门理发").fill("2")
    page.get_by_role("button", name="再算一遍").click()
    expect(page.get_by_text("9 小时", exact=True)).to_be_visible()
    page.get_by_role("button", name="下单，先留着不扣").click()
    page.wait_for_url(ORDER)
    expect(page.get_by_role("heading", name="上门理发 ×2")).to_be_visible()
    page.get_by_role("link", name="取消这一单").click()
    page.get_by_role("button", name="取消这一单").click()
    page.wait_for_url(ORDER)
    expect(page.locator(".tb-state").first).to_have_text("已取消")
    page.get_by_role("link", name="再来一次").click()
    expect(page.get_by_role("button", name="下单，先留着不扣")).to_be_visible()


@pytest.mark.parametrize(("width", "language", "mode"), [(360, "zh-hans", "elder"), (1280, "en", "usual")])
def test_every_page_is_fit_for_everybody(
    page_as: PageAs, server: RunningServer, width: int, language: str, mode: str
) -> None:
    page = page_as("helper", width=width, language=language)
    page.context.add_cookies([{"name": "mode", "value": mode, "url": server.url}])
    page.goto("/helper/")
    elder = page.locator("a.tb-eldline").first.get_attribute("href")
    addresses = ["/helper/", elder, f"{elder}card/", f"{elder}mandate/", "/helper/orders/"]
    for state in ("coming", "confirm"):
        page.goto(f"/helper/orders/?state={state}")
        order = page.locator(".tb-ledger a.tb-line").first.get_attribute("href")
        addresses += [order, *(f"{order}{part}/" for part in ("cancel", "dispute", "no-show", "confirm"))]
    page.goto(str(elder))
    page.locator(".tb-tile input").first.check()
    page.locator(".tb-pickbar button").click()
    page.wait_for_url("**/when/**")
    addresses.append(page.url)
    for address in addresses:
        page.goto(str(address))
        assert_accessible(page)
        no_sideways(page)
