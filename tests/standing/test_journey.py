"""The helper lets something come round, pauses it and ends it, in a real browser at 360 px."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser
PAGE = re.compile(r"/helper/repeats/([0-9a-f-]{36})/$")
PageAs = Callable[..., Page]


def no_sideways(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def seen(page: Page) -> None:
    assert_accessible(page)
    no_sideways(page)


def to_form(page: Page) -> None:
    page.get_by_role("link", name="连玉英").click()
    page.locator("input[name=item]:not(:disabled)").first.check(force=True)
    page.get_by_role("button", name="约时间").click()
    page.get_by_role("link", name="不止一次，定期来").click()


def test_a_helper_starts_pauses_and_ends_it(page_as: PageAs) -> None:
    page = page_as("helper")
    to_form(page)
    expect(page.get_by_role("group", name="周几？")).to_be_visible()
    page.get_by_role("radio", name="按农历，每月").check(force=True)
    expect(page.get_by_role("group", name="周几？")).to_be_hidden()
    expect(page.get_by_role("group", name="农历哪几天？")).to_be_visible()
    seen(page)
    page.get_by_role("button", name="定下来，定期来").click()
    page.wait_for_url(PAGE)
    expect(page.get_by_text("农历初一、十五").first).to_be_visible()
    seen(page)

    page.get_by_role("link", name="改一改").click()
    page.get_by_role("radio", name="每月一次").check(force=True)
    page.get_by_label("每月几号？").fill(str((timezone.localdate() + timedelta(days=3)).day))
    page.get_by_role("button", name="看看会怎么变").click()
    expect(page.get_by_role("heading", name="会有哪些变化")).to_be_visible()
    seen(page)
    page.get_by_role("button", name="对，就这么改").click()
    page.wait_for_url(PAGE)

    page.get_by_role("link", name="停一阵").click()
    seen(page)
    page.get_by_role("button", name="看看哪几天不来").click()
    expect(page.get_by_role("heading", name="这段时间里的日子")).to_be_visible()
    expect(page.get_by_text("还没人接：取消").first).to_be_visible()
    seen(page)
    page.get_by_role("button", name="对，就停这一阵").click()
    page.wait_for_url(PAGE)
    expect(page.get_by_text("到您恢复为止")).to_be_visible()
    page.get_by_role("button", name="恢复").click()
    expect(page.locator("#toasts").get_by_text("恢复了")).to_be_visible()

    page.get_by_role("link", name="不再要了").click()
    seen(page)
    page.get_by_role("button", name="不再要了").click()
    page.wait_for_url(PAGE)
    expect(page.get_by_text("起不再来了")).to_be_visible()
    seen(page)


def test_it_works_without_scripts(page_as: PageAs) -> None:
    page = page_as("helper", java_script_enabled=False)
    to_form(page)
    page.get_by_role("button", name="定下来，定期来").click()
    page.wait_for_url(PAGE)
    page.get_by_role("button", name=re.compile("这天不来")).first.click()
    expect(page.get_by_role("button", name=re.compile("还是来吧")).first).to_be_visible()
    page.get_by_role("link", name="不再要了").click()
    page.get_by_role("button", name="不再要了").click()
    page.wait_for_url(PAGE)


def test_the_same_as_last_week(page_as: PageAs) -> None:
    page = page_as("helper", width=1280, language="en")
    page.get_by_role("link", name=re.compile("Chi Jintu")).click()
    page.get_by_role("link", name="The same as last week").click()
    seen(page)
    expect(page.get_by_role("heading", name="The same as last week")).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("Haircut at home"))).to_be_checked()
    page.get_by_role("radio", name="Agreed by telephone").check(force=True)
    page.get_by_role("button", name="Place these orders").click()
    page.wait_for_url(re.compile(r"/helper/elders/[0-9a-f-]{36}/$"))
    expect(page.locator("#toasts").get_by_text("1 order is placed.")).to_be_visible()
    seen(page)
    # Once is once: it stands there, and cannot be ticked again.
    page.get_by_role("link", name="The same as last week").click()
    expect(page.get_by_text("is ordered already")).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("Haircut at home"))).to_have_count(0)
