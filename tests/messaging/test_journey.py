"""How somebody is told, chosen in a real browser, and the village tells who has no phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser


def test_a_daughter_chooses_how_she_is_told(page_as):
    page = page_as("family", language="zh-hans")
    page.goto("/me/")
    page.locator("a[href='/me/messages/']").click()
    page.wait_for_url(re.compile("/me/messages/$"))
    assert_accessible(page)
    page.locator("input[value='SMS:ORDERS']").uncheck()
    page.locator("input[value='NEVER']").check()
    page.locator("form.tb-stack button.btn-primary").click()
    expect(page.locator("#toasts .tb-toast")).to_be_visible()
    expect(page.locator("input[value='SMS:ORDERS']")).not_to_be_checked()
    expect(page.locator("input[value='NEVER']")).to_be_checked()
    # Nobody allowed this browser to show anything, or it cannot: the page says which, and no button leads nowhere.
    button, says = page.locator("[data-push-ask]"), page.locator("[data-push-says]:not([hidden])")
    expect(button.or_(says).first).to_be_visible()
    page.locator("a[href='/me/messages/sent/']").click()
    page.wait_for_url(re.compile("/sent/"))
    assert_accessible(page)


def test_the_village_tells_who_has_no_phone(page_as):
    page = page_as("village", language="zh-hans")
    page.goto("/territory/told/")
    assert_accessible(page)
    said = page.locator("[aria-labelledby='said-title'] li.tb-untold")
    before = said.count()
    assert before
    said.first.locator("button[value='TOLD']").click()
    expect(page.locator("#toasts .tb-toast")).to_be_visible()
    expect(said).to_have_count(before - 1)
    page.goto("/territory/messages/")
    assert_accessible(page)
