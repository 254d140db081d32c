"""A manager's afternoon on a phone: take an order, say who goes, see the day, see the hours."""

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(one_server):
    return one_server


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_manager_takes_an_order_and_sends_somebody(page_as, language):
    page = page_as("manager", language=language)
    page.wait_for_url("**/organisation/")
    assert_accessible(page)

    page.goto("/organisation/board/")
    assert_accessible(page)
    page.locator(".tb-offer").nth(2).get_by_role("button").click()

    page.wait_for_url("**/organisation/orders/*/")
    expect(page.locator("#toasts .tb-toast")).to_be_visible()
    assert_accessible(page)
    choice = page.locator("label.tb-choice").first
    name = choice.locator("b").inner_text()
    choice.click()
    page.locator("#who form button.btn-primary").click()

    expect(page.locator("#who .tb-who b").first).to_have_text(name)
    assert_accessible(page)
    day = page.locator("#order-now time").get_attribute("datetime")[:10]

    page.goto(f"/organisation/?day={day}")
    expect(page.locator(".tb-seat-who", has_text=name).first).to_be_visible()
    assert_accessible(page)

    page.goto("/organisation/hours/")
    assert_accessible(page)
    line = page.locator("tbody .tb-open").first
    if not line.count():  # the first days of a month may be empty
        page.locator(".tb-daypick a").first.click()
    page.locator("tbody .tb-open").first.click()
    page.wait_for_url("**/organisation/hours/*/**")
    assert_accessible(page)
    page.goto("/organisation/members/")
    assert_accessible(page)


def test_giving_an_order_back(page_as):
    page = page_as("manager", width=1280)
    page.goto("/organisation/board/")
    page.locator(".tb-offer").last.get_by_role("button").click()
    page.wait_for_url("**/organisation/orders/*/")
    page.locator("#who a.btn-ghost").click()
    assert_accessible(page)
    page.locator("#reason").fill("人手不够")
    page.locator("button.btn-error").click()
    page.wait_for_url("**/organisation/")
    expect(page.locator("#toasts .tb-toast")).to_be_visible()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_type_twice_as_large_stays_on_the_page(page_as, language):
    page = page_as("manager", language=language)
    for address in ("", "board/", "hours/", "members/"):
        page.goto(f"/organisation/{address}")
        if address == "hours/" and not page.locator(".tb-hours").count():  # the first days of a month may be empty
            page.locator(".tb-daypick a").first.click()
            page.wait_for_url("**/organisation/hours/?month=*")
        page.evaluate("document.documentElement.style.fontSize = '32px'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
