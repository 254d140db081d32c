"""The village sees who is left and the county signs, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser


def test_the_village_walks(page_as):
    page = page_as("village", language="zh-hans")
    page.goto("/territory/rounds/")
    assert_accessible(page)
    page.locator("ul.tb-ledger a.tb-line").first.click()
    page.wait_for_url(re.compile(r"/rounds/[0-9a-f-]{36}/350425100001/"))
    expect(page.locator(".tb-tosee > li")).to_have_count(4)
    assert_accessible(page)
    here = page.url
    page.locator(".tb-tosee-act a").first.click()
    page.wait_for_url(re.compile("/missed/"))
    assert_accessible(page)
    page.locator("form.tb-form button.btn-primary").click()
    page.wait_for_url(here)
    expect(page.locator("#toasts .tb-toast")).to_be_visible()
    page.goto(f"{here}walk/")
    assert_accessible(page)


def test_the_county_signs_what_is_frozen(page_as):
    page = page_as("county", language="zh-hans")
    page.goto("/territory/rounds/")
    page.locator("ul.tb-ledger a.tb-line").first.click()
    page.locator(".tb-say.is-amber a").first.click()
    page.locator("a[href*='/rosters/']").click()
    expect(page.locator("#frozen-title")).to_be_visible()
    assert_accessible(page)
    page.go_back()
    page.locator("form[action$='/sign/'] button").click()
    expect(page.locator("#toasts .tb-toast")).to_be_visible()
    assert_accessible(page)
