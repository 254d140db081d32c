"""What a department brings to villages, in a real browser, for everybody to use."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]


def seen(page: Page) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_a_department_posts_what_it_brings(page_as: PageAs) -> None:
    health = page_as("health")
    health.goto("/referrals/outreach/")
    seen(health)
    page = page_as("")
    page.goto("/services/?region=350425100001")
    expect(page.get_by_text("巡回义诊").first).to_be_visible()
    seen(page)
    page = page_as("health", language="en", width=1280)
    page.goto("/referrals/outreach/")
    seen(page)
    page.goto("/supervision/inspections/")
    seen(page)
