"""The county changes a rule in a real browser, and somebody else decides."""

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(one_server):
    return one_server


def test_county_writes_a_change_and_the_administrator_decides(page_as):
    page = page_as("county", width=1280)
    page.goto("/territory/rules/")
    assert_accessible(page)
    page.locator("a[href$='/rules/earn.rounding/']").click()
    page.wait_for_url("**/rules/earn.rounding/")
    expect(page.locator(".tb-heir .is-here")).to_contain_text("大田县")
    assert_accessible(page)
    page.locator(".tb-head a.btn-primary").click()
    page.wait_for_url("**/rules/new/**")
    page.locator("#id_earn__rounding").fill("61")
    page.locator("#id_citation").fill("县民政局会议纪要，第 5 条")
    assert_accessible(page)
    page.locator("main form button.btn-primary").click()
    expect(page.locator("[data-errors]")).to_be_focused()
    assert_accessible(page)
    page.locator("#id_earn__rounding").fill("30")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/rules/drafts/**")
    expect(page.locator("#trial .tb-gainlose")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="送去复核").click()
    expect(page.locator("#toasts .tb-toast")).to_be_visible()
    address = page.url

    second = page_as("admin")
    second.goto(address)
    expect(second.locator("#trial .tb-fan.is-slim")).to_be_visible()
    assert_accessible(second)
    second.get_by_role("button", name="不通过").click()
    expect(second.locator("[data-errors]")).to_be_focused()
    assert_accessible(second)
    second.get_by_role("button", name="通过", exact=True).click()
    expect(second.locator("#toasts .tb-toast")).to_be_visible()
    second.goto("/territory/rules/earn.rounding/?place=350425")
    expect(second.locator(".tb-versions li").first).to_contain_text("30 分")


def test_a_draft_is_tried_and_decided_without_scripts(page_as):
    page = page_as("admin", java_script_enabled=False)
    page.goto("/territory/rules/")
    page.locator(".tb-draftlist a").first.click()
    page.get_by_role("link", name="试算一遍").click()
    expect(page.locator("#trial .tb-touched")).to_be_visible()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_everybody_reads_the_rules(page_as, language):
    page = page_as("", language=language)
    page.goto("/rules/?region=350425100001#earn.daily_cap")
    expect(page.locator("li:target h3")).to_be_in_viewport()
    assert_accessible(page)
