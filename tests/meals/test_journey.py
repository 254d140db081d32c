"""A helper orders, the canteen counts, a volunteer brings it: in a real browser at 360 px."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]


def seen(page: Page) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_a_meal_from_the_order_to_the_door(page_as: PageAs) -> None:
    page = page_as("helper")
    page.get_by_role("link", name="池金土").click()
    page.get_by_role("link", name="订老饭桌的饭").click()
    day = timezone.localdate() + timedelta(days=5)
    page.goto(f"{page.url.split('?')[0]}?week={day}")
    seen(page)
    page.locator("input[name=pick]:not(:disabled)").first.check()
    page.get_by_role("button", name="看看多少钱").click()
    expect(page.get_by_text("记在月账上")).to_be_visible()
    seen(page)
    if page.get_by_role("checkbox").count():
        page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="订下来").click()
    expect(page.get_by_text("订好了 1 餐")).to_be_visible()

    page = page_as("manager")
    page.goto("/meals/kitchen/")
    seen(page)
    page.get_by_role("link", name="白岩幸福院食堂").click()
    page.locator("a[href*='/meals/menus/']").first.click()
    seen(page)

    page = page_as("volunteer")
    page.goto("/meals/rounds/")
    expect(page.get_by_role("button", name="送到了", exact=True)).to_be_visible()
    seen(page)
    page.get_by_role("button", name="送到了", exact=True).click()
    expect(page.get_by_text("送到了。").first).to_be_visible()
    seen(page)
