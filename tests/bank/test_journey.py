"""The bank counter in a real browser: look, give, check, print; for everybody, also without scripts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible
from tests.servers import RunningServer
from tests.sizes import sized

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]


@pytest.fixture(scope="module")
def server(one_server: RunningServer) -> RunningServer:
    return one_server


def no_sideways(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


def balance(page: Page) -> str:
    page.goto("/bank/")
    return str(page.locator(".tb-cover .tb-digits").get_attribute("aria-label"))


def test_a_line_in_one_tap_and_its_seal(page_as: PageAs) -> None:
    page = page_as("volunteer")
    page.goto("/bank/?line=2")
    slip = page.locator("details[open] .tb-slip")
    expect(slip.get_by_text("怎么来的")).to_be_visible()
    expect(slip.get_by_text(re.compile("封进第 [0-9]+ 号总账"))).to_be_visible()
    slip.get_by_role("link", name="自己核对").click()
    expect(page.get_by_text("没动过")).to_be_visible()
    assert_accessible(page)


def test_minutes_for_the_mother_and_then_an_order_for_her(page_as: PageAs) -> None:
    page = page_as("volunteer")
    before = balance(page)
    page.get_by_role("link", name="取出来用").click()
    expect(page.get_by_text("泰宁县朱口镇梅林村")).to_be_visible()
    page.get_by_role("link", name="送一点").click()
    page.get_by_text("30 分", exact=True).click()
    page.get_by_label("捎句话").fill("多喝水")
    page.get_by_role("button", name="再看一遍").click()
    expect(page.get_by_role("heading", name="送 30 分 给母亲 黄秀金？")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="对，送了").click()
    expect(page.get_by_role("heading", name="已经在黄秀金的折子里了")).to_be_visible()
    assert_accessible(page)
    page.reload()
    assert balance(page) != before
    page.go_back()
    page.get_by_role("link", name="给黄秀金下单").click()
    expect(page.locator("h1", has_text="黄秀金").first).to_be_attached()


def test_a_statement_is_checked_without_signing_in(page_as: PageAs, tmp_path: Path) -> None:
    holder = page_as("volunteer2")
    holder.goto("/bank/print/?period=all")
    with holder.expect_download() as loading:
        holder.get_by_role("link", name="签名对账单").click()
    file = tmp_path / "statement.json"
    loading.value.save_as(file)
    visitor = page_as("")
    visitor.goto("/checkpoints/check/")
    visitor.locator("[type=file]").set_input_files(file)
    visitor.get_by_role("button", name="核对").click()
    expect(visitor.get_by_role("heading", name="是真的。")).to_be_visible()
    assert_accessible(visitor)
    file.write_text(file.read_text().replace('\\"amount\\":', '\\"amount\\":1', 1))
    visitor.locator("[type=file]").set_input_files(file)
    visitor.get_by_role("button", name="核对").click()
    expect(visitor.get_by_role("heading", name="不是真的。")).to_be_visible()


def test_everything_works_without_scripts(page_as: PageAs) -> None:
    page = page_as("volunteer", java_script_enabled=False)
    page.goto("/bank/")
    page.locator(".tb-monthpick select").select_option("all")
    page.locator(".tb-monthpick button").click()
    expect(page.locator(".tb-lines > li").first).to_be_visible()
    page.goto("/bank/donate/")
    page.get_by_text("别的数").click()
    page.get_by_label("分钟").fill("5")
    page.get_by_role("button", name="再看一遍").click()
    page.get_by_role("button", name="对，捐了").click()
    expect(page.get_by_role("heading", name="大田县互助池里了")).to_be_visible()
    page.goto("/bank/plan/")
    page.get_by_label("每月几小时").fill("10")
    page.get_by_role("button", name="重新算").click()
    expect(page.get_by_role("heading", name="这样的话")).to_be_visible()


def test_the_keyboard_is_enough(page_as: PageAs) -> None:
    page = page_as("volunteer", width=1280)
    page.goto("/bank/give/")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")  # chooses an amount
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="给母亲 黄秀金？")).to_be_visible()


@pytest.mark.parametrize(
    ("width", "language", "mode"),
    [(360, "zh-hans", "elder"), (768, "en", "usual"), (1280, "zh-hans", "usual"), (360, "en", "usual")][: sized(2, 4)],
)
def test_every_page_is_fit_for_everybody(
    page_as: PageAs, server: RunningServer, width: int, language: str, mode: str
) -> None:
    page = page_as("volunteer", width=width, language=language)
    page.context.add_cookies([{"name": "mode", "value": mode, "url": server.url}])
    page.goto("/bank/")
    elders = str(page.locator(".tb-books a").nth(1).get_attribute("href"))
    addresses = ["/bank/", "/bank/?line=2#line-2", "/bank/?period=all&kind=out", "/bank/?period=2001-01", elders]
    addresses += ["/bank/lines/2/", "/bank/print/?period=all", "/bank/plan/", "/bank/plan/?hours=300&age=110"]
    addresses += ["/bank/redeem/", "/bank/give/", "/bank/donate/", "/checkpoints/", "/checkpoints/1/"]
    addresses += ["/checkpoints/1/?village=350425100001", "/checkpoints/check/", f"{elders}print/?period=all"]
    for address in addresses:
        page.goto(address)
        assert_accessible(page)
        no_sideways(page)
