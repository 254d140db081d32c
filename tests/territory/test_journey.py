"""County and telephone desk in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(one_server):
    return one_server


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_county_opens_a_figure_into_its_orders(page_as, language):
    page = page_as("county", language=language)
    page.goto("/territory/figures/")
    assert_accessible(page)
    figure = page.locator(".tb-gauge .tb-open").first
    count = figure.inner_text()
    figure.click()
    page.wait_for_url("**/territory/?**")
    expect(page.locator(".tb-pick[aria-current]").first).to_contain_text(count)
    assert_accessible(page)
    page.locator(".tb-oline a").first.click()
    page.wait_for_url("**/territory/orders/**")
    expect(page.locator("#order-course li").first).to_be_visible()
    assert_accessible(page)


def test_county_changes_an_item_and_sees_both_versions(page_as):
    page = page_as("county", width=1280)
    page.goto("/territory/catalogue/")
    assert_accessible(page)
    page.locator("a.tb-line").first.click()
    page.wait_for_url("**/territory/catalogue/*/")
    assert_accessible(page)
    expect(page.locator("#id_citation")).to_have_value("")
    page.locator("#id_price_minutes").fill("77")
    page.locator("#id_citation").fill("县民政局 2026 年第 11 次会议纪要")
    page.locator("form button.btn-primary").click()
    expect(page.locator("#toasts .tb-toast")).to_be_visible()
    expect(page.locator(".tb-versions li")).to_have_count(2)
    expect(page.locator(".tb-versions li").first).to_contain_text("1 小时 17 分")
    assert_accessible(page)


def test_operator_orders_on_the_phone(page_as):
    page = page_as("operator")
    page.goto("/territory/elders/")
    assert_accessible(page)
    page.locator("#q").fill("连")
    page.locator(".tb-findform button").click()
    page.locator("a.tb-line").first.click()
    page.wait_for_url("**/territory/elders/*/")
    assert_accessible(page)
    page.locator("a.btn-primary:not(.btn-outline)").click()
    page.wait_for_url("**/order/")
    page.locator("button[value=read]").click()
    expect(page.locator("[data-errors]")).to_be_focused()
    assert_accessible(page)
    page.locator("label.tb-choice:has([name=item]):visible").first.click()
    page.locator("button[value=read]").click()
    expect(page.locator(".tb-readback")).to_be_visible()
    assert_accessible(page)
    page.locator("button[value=place]").click()
    page.wait_for_url("**/territory/orders/*/")
    expect(page.locator("#toasts .tb-toast")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_admin_gives_a_role_and_takes_it_back(page_as, language):
    page = page_as("admin", language=language)
    page.goto("/territory/roles/")
    assert_accessible(page)
    before = page.locator(".tb-held").count()
    page.locator("#id_who").fill("volunteer")
    page.locator("#give button.btn-primary").click()
    expect(page.locator("[data-errors]")).to_be_focused()
    assert_accessible(page)
    page.locator("#id_role").select_option("VILLAGE_WORKER")
    page.locator("#id_place").select_option("350425100001")
    page.locator("#give button.btn-primary").click()
    expect(page.locator("#toasts .tb-toast")).to_be_visible()
    expect(page.locator(".tb-held")).to_have_count(before + 1)
    page.locator(".tb-held", has_text="volunteer").locator("a.tb-held-act").click()
    page.wait_for_url("**/take/")
    assert_accessible(page)
    page.locator("main button.btn-error").click()
    page.wait_for_url("**/territory/roles/")
    expect(page.locator(".tb-held")).to_have_count(before)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_type_twice_as_large_stays_on_the_page(page_as, language):
    page = page_as("county", language=language)
    for address in ("", "?state=open", "figures/", "elders/", "catalogue/", "roles/"):
        page.goto(f"/territory/{address}")
        page.evaluate("document.documentElement.style.fontSize = '32px'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_operator_confirms_by_calling_back(page_as):
    page = page_as("operator")
    page.goto("/territory/?state=served")
    page.locator(".tb-oline a").first.click()
    assert_accessible(page)
    page.locator(".tb-facechoices label").first.click()
    page.locator("form[action$='/confirm/'] button").click()
    expect(page.locator("#order-now .tb-state").first).to_contain_text("已入账")
    assert_accessible(page)
