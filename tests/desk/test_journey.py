"""The phone desk in a real browser: an order by the keyboard alone, and every page for everybody."""

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(one_server):
    return one_server


def hang_up(page) -> None:
    """Nobody is on the line: a first try that broke off leaves its call behind, and the desk leads back to it."""
    page.goto("/desk/")
    if "/calls/" in page.url:
        page.locator("button[form=end-call]").click()
        page.wait_for_url("**/desk/")


def test_an_order_by_the_keyboard_alone(page_as):
    page = page_as("operator", width=1280)
    hang_up(page)
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("cjt")
    expect(page.locator("[data-found]").first).to_contain_text("池")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-found]").first).to_be_focused()
    chosen = page.evaluate("document.activeElement.form.elements.elder.value")
    with page.expect_response("**/desk/find/"):  # an answer that comes late leaves them where they are
        page.locator("#q").evaluate("q => { q.value = 'cj'; q.dispatchEvent(new Event('input')) }")
    page.wait_for_timeout(500)
    assert page.evaluate("document.activeElement.form?.elements.elder?.value") == chosen
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/calls/*/")
    expect(page.locator("[data-call-clock]")).to_contain_text(":")
    page.keyboard.press("1")
    page.keyboard.press("w")
    expect(page.locator("#reading button[value=place]")).to_be_visible()
    expect(page.locator("#reading .say")).to_contain_text("池爷爷")
    page.keyboard.press("F9")
    expect(page.locator("#toasts .tb-toast")).to_be_visible()
    page.wait_for_load_state()  # a key is heard once the page has come whole
    page.keyboard.press("F4")
    page.keyboard.type("q问问药吃完没有")  # a letter in a field is only a letter
    expect(page.locator("#id_back-reason")).to_have_value("q问问药吃完没有")
    page.keyboard.press("Enter")
    expect(page.locator(".tb-booked ~ p").first).to_contain_text("q问问药吃完没有")
    page.wait_for_load_state()
    page.keyboard.press("F10")
    page.wait_for_url("**/desk/")
    expect(page.locator(".tb-calllog li").first).to_contain_text("点了单")


@pytest.mark.parametrize(("width", "language"), [(360, "zh-hans"), (1280, "en")])
def test_every_page_is_for_everybody(page_as, width, language):
    page = page_as("operator", width=width, language=language)
    hang_up(page)

    def look() -> None:
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    for address in ("/desk/", "/desk/log/", "/desk/call-backs/"):
        page.goto(address)
        look()
    page.locator(".tb-back form button").first.click()
    page.wait_for_url("**/desk/calls/*/")
    page.locator(".tb-all summary").click()
    page.locator("#all-items label").first.click()
    page.locator("label.tb-pick").nth(1).click()
    expect(page.locator("#reading .say")).to_be_visible()
    look()
    address = page.url
    page.goto(f"{address}?who=1")
    look()
    page.goto(address)
    page.locator("button[form=end-call]").click()
    page.wait_for_url("**/desk/")
