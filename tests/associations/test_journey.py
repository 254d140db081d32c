"""The demo's association as the village and the helper open it, in a real browser, for everybody to use."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]


def seen(page: Page) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@pytest.mark.parametrize(("language", "width"), [("zh-hans", 360), ("en", 1280)])
def test_the_village_opens_the_association(page_as: PageAs, language: str, width: int) -> None:
    page = page_as("village", language=language, width=width)
    page.goto("/associations/")
    seen(page)
    page.get_by_role("link", name="白岩老年协会").click()
    page.wait_for_url("**/associations/*-*/")
    front = page.url
    expect(page.get_by_text("池秋香" if language == "zh-hans" else "Chi Qiuxiang").first).to_be_visible()
    seen(page)
    for name in ("members/", "members/new/", "pairs/", "rounds/", "help/", "members/?print=1"):
        page.goto(f"{front}{name}")
        seen(page)
    page.goto(f"{front}members/")
    page.locator(".tb-ledger a").first.click()
    page.wait_for_url("**/members/*-*/")
    seen(page)
    page.goto(f"{front}rounds/")
    page.locator("a.btn-outline[href*='/rounds/']").first.click()
    seen(page)
    page.locator("[name=words]").fill("坐了一会儿")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/rounds/?week=*")


def test_the_helper_sees_who_looks_in(page_as: PageAs) -> None:
    page = page_as("helper")
    page.goto("/helper/")
    page.get_by_role("link", name="范细妹").first.click()
    page.locator("a[href*='/associations/for/']").first.click()
    expect(page.get_by_text("白岩老年协会").first).to_be_visible()
    seen(page)
