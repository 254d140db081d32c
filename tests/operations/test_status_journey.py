"""An official finds out how the system is doing, in a real browser, on a phone and at a desk."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(one_server):
    return one_server


@pytest.mark.parametrize(("language", "width"), [("zh-hans", 360), ("en", 1280)])
def test_county_opens_the_state_of_the_system_from_its_figures(page_as, language, width):
    page = page_as("county", language=language, width=width)
    page.goto("/territory/figures/")
    page.locator('a[href="/status/"]').click()
    page.wait_for_url("**/status/")
    expect(page.locator("main section")).to_have_count(6)
    words = {"zh-hans": "系统运行情况", "en": "How the system is doing"}[language]
    assert words in page.title()
    assert_accessible(page)
    # Nobody saved the demo from here: that is said, and the technical line is folded away.
    saved = page.locator("section[aria-labelledby=topic-saved]")
    line = saved.get_by_text(re.compile("manage.py backup$"))
    expect(line).to_be_hidden()
    saved.locator("summary").click()
    expect(line).to_be_visible()
    assert_accessible(page)
    if width > 1000:
        expect(page.locator("header [aria-current]").first).to_contain_text("Figures")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
