"""The back office in a real browser: a line taken back by two people, a holder who moves, an organisation that ends."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible
from tests.servers import RunningServer
from tests.sizes import sized

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
COUNTY_NAME = "大田县"


@pytest.fixture(scope="module")
def server(one_server: RunningServer) -> RunningServer:
    return one_server


def no_sideways(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


def open_book(page: Page, name: str) -> str:
    page.goto("/territory/figures/")
    page.get_by_role("link", name="折子管理").click()
    page.get_by_label("姓名").fill(name)
    page.get_by_role("button", name="找").click()
    page.locator("main .tb-ledger a.tb-line").first.click()
    page.wait_for_url("**/office/people/*/")
    return page.url


def second_official(page_as: PageAs) -> None:
    """The administrator makes the township's official a keeper of the county's books as well."""
    admin = page_as("admin", width=1280)
    admin.goto("/territory/roles/")
    admin.locator("[name=who]").fill("township")
    admin.locator("[name=role]").select_option("COUNTY_OFFICIAL")
    admin.locator("[name=place]").select_option(label=COUNTY_NAME)
    admin.locator("#give button.btn-primary").click()
    expect(admin.locator("#toasts .tb-toast")).to_be_visible()


def test_two_people_take_a_line_back(page_as: PageAs) -> None:
    second_official(page_as)
    first = page_as("county")
    open_book(first, "郑国")
    assert_accessible(first)
    first.locator(".tb-lines summary", has_text="送午饭").first.click()
    first.get_by_role("link", name="冲正").first.click()
    first.get_by_label("错在哪里？").fill("那天只待了 10 分钟")
    first.get_by_label("分钟").fill("10")
    first.get_by_role("button", name="请第二个人复核").click()
    expect(first.get_by_text("是您提的，要别人来定")).to_be_visible()
    expect(first.get_by_role("button", name="就这么定")).to_have_count(0)
    assert_accessible(first)

    second = page_as("township", java_script_enabled=False)
    for _attempt in range(20):  # the notice is brought by a job
        second.goto("/inbox/")
        if second.get_by_text("陈丽提出冲正折子里的一行").count():
            break
    second.get_by_role("link", name="陈丽提出冲正折子里的一行").click()
    expect(second.get_by_text("那天只待了 10 分钟")).to_be_visible()
    second.get_by_role("button", name="就这么定").click()
    expect(second.locator(".tb-errors")).to_be_visible()
    second.get_by_text("同意：照这里写的冲正").click()
    second.get_by_role("button", name="就这么定").click()
    expect(second.get_by_role("heading", name="是这样记的")).to_be_visible()

    first.get_by_role("link", name="翻开折子").last.click()  # of the volunteer, who got them
    expect(first.locator(".tb-lines > li", has_text="更正第").first).to_be_visible()


def test_a_holder_moves_and_the_paper_is_saved(page_as: PageAs, tmp_path: Path) -> None:
    page = page_as("county", width=1280)
    open_book(page, "涂秀珍")
    page.get_by_role("link", name="转到别家时间银行").click()
    page.get_by_label("哪家时间银行？").fill("宁夏固原时间银行")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="转到宁夏固原时间银行？")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="对，转出").click()
    expect(page.get_by_role("heading", name="给那家的文书")).to_be_visible()
    assert_accessible(page)
    with page.expect_download() as loading:
        page.get_by_role("link", name="保存签名文书").click()
    file = tmp_path / "paper.json"
    loading.value.save_as(file)
    assert json.loads(file.read_text())["signature"]
    page.locator("main a", has_text="涂秀珍的存折").click()
    expect(page.get_by_text("起销户")).to_be_visible()
    page.get_by_role("link", name="从别家时间银行转入").click()
    page.locator("[type=file]").set_input_files(file)
    page.get_by_role("button", name="核对并入账").click()
    expect(page.locator("#toasts")).to_contain_text("已经记进涂秀珍的折子")


@pytest.mark.parametrize(
    ("width", "language", "mode"),
    [(360, "zh-hans", "elder"), (768, "en", "usual"), (1280, "zh-hans", "usual"), (360, "en", "usual")][: sized(2, 4)],
)
def test_every_page_is_fit_for_everybody(
    page_as: PageAs, server: RunningServer, width: int, language: str, mode: str
) -> None:
    page = page_as("county", width=width, language=language)
    page.context.add_cookies([{"name": "mode", "value": mode, "url": server.url}])
    page.goto("/bank/office/?q=郑国")
    book = str(page.locator("main .tb-ledger a.tb-line").first.get_attribute("href"))
    organisation = str(page.locator("a[href*='/organisations/']").first.get_attribute("href"))
    addresses = ["/bank/office/", "/bank/office/?q=郑国", "/bank/office/?q=无此人", organisation]
    addresses += ["/bank/office/requests/", "/bank/office/requests/?which=done", book, f"{book}?line=2#line-2"]
    addresses += [f"{book}{name}/" for name in ("grant", "hand-over", "move", "bring-in", "lines/2/take-back")]
    for address in addresses:
        page.goto(address)
        assert_accessible(page)
        no_sideways(page)
    for name in ("grant", "hand-over", "bring-in", "lines/2/take-back"):
        page.goto(f"{book}{name}/")
        page.locator("main form .btn-primary:not(.btn-outline)").last.click()
        expect(page.locator(".tb-errors")).to_be_focused()
        assert_accessible(page)
        no_sideways(page)
