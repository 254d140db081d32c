"""A place and what is on there, from the county's desk to the elder's side: in a real browser at 360 px."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]


def seen(page: Page) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_from_the_place_to_the_guest(page_as: PageAs) -> None:
    page = page_as("county")
    for address in ("/places/coverage/", "/places/safety/", "/places/kept/?q=均溪养老"):
        page.goto(address)
        seen(page)
    page.get_by_role("link", name="均溪养老服务中心").click()
    seen(page)
    page.get_by_role("link", name="谁运营、经费").click()
    seen(page)
    page.get_by_role("link", name="合并", exact=True).click()
    expect(page.get_by_text("镇东互助点")).to_be_visible()
    seen(page)

    page = page_as("village")
    page.goto("/activities/run/")
    page.get_by_role("link", name="合唱班").first.click()
    seen(page)
    page.goto("/activities/run/new/")
    seen(page)

    page = page_as("helper")
    page.get_by_role("link", name="池金土").click()
    page.get_by_role("link", name="活动预告").click()
    seen(page)
    page.get_by_role("button", name="报名").first.click()
    expect(page.get_by_text("已报名。")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="午间休息").click()
    page.get_by_role("button", name="约好，会来").click()
    expect(page.get_by_text("场所已经知道")).to_be_visible()
    seen(page)
