"""A village worker's visit in a real browser: a phone, a keyboard, one question after the other."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture
def server(one_server):
    return one_server


def test_a_visit_from_the_day_to_the_family(page_as):
    page = page_as("village")
    page.goto("/visits/")
    assert_accessible(page)
    name = page.locator(".tb-nextone h3 a").inner_text()
    page.locator(".tb-nextone .btn-primary").first.click()
    page.wait_for_url(re.compile("/new/"))
    assert_accessible(page)
    page.locator("[name=outcome][value=VISITED]").check()
    for answer in ("health][value=WELL", "food][value=WELL", "mood][value=LONELY", "safety][value=SAFE"):
        page.locator("[data-next]").press("Enter")
        page.locator(f"[name={answer}]").check()
    while page.locator("[data-save]").is_hidden():
        page.locator("[data-next]").click()
    page.locator("[name=words]").fill("想有人说说话")
    page.locator("[data-save]").click()
    page.wait_for_url(re.compile(r"/visits/[0-9a-f-]{36}/$"))
    expect(page.locator("h1#visit-title")).to_contain_text(name)
    assert_accessible(page)
    page.goto("/visits/")
    expect(page.locator(".tb-daystairs .ok")).to_have_count(1)


def test_nobody_home_is_two_taps(page_as):
    page = page_as("village", language="en")
    page.goto("/visits/")
    page.locator(".tb-ledger a[href$='/new/']").first.click()
    page.locator("[name=outcome][value=NOT_AT_HOME]").check()
    page.locator("[data-next]").click()
    page.locator("[data-save]").click()
    page.wait_for_url(re.compile(r"/visits/[0-9a-f-]{36}/$"))
    for address in ("/visits/plan/", "/visits/pairs/"):
        page.goto(address)
        assert_accessible(page)
