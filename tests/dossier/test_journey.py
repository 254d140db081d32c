"""A village worker fills a dossier in a real browser, and a daughter far away says where she is."""

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_worker_keeps_a_dossier(page_as, language):
    page = page_as("village", language=language)
    page.goto("/territory/elders/?show=missing")
    assert_accessible(page)
    page.locator("a.tb-line").first.click()
    page.wait_for_url("**/territory/elders/*/")
    assert_accessible(page)
    page.locator("a[href$='/edit/health/']").click()
    page.locator("#id_medicines").fill("每早一片")
    page.locator("form.tb-answers button.btn-primary:not(.btn-outline)").click()
    expect(page.locator("#toasts .tb-toast")).to_be_visible()
    expect(page.locator("#health")).to_contain_text("每早一片")
    page.locator("a[href$='/edit/living/']").click()
    assert_accessible(page)


def test_a_family_answers_by_link_and_the_village_confirms(page_as):
    page = page_as("village", width=1280)
    page.goto("/territory/whereabouts/")
    assert_accessible(page)
    page.locator("a[href$='#family']").first.click()
    page.locator("#family a.who").first.click()
    assert_accessible(page)
    link = page.locator("#link code").inner_text()
    visitor = page_as("")
    visitor.goto(link)
    assert_accessible(visitor)
    visitor.locator("label:has([value=AWAY])").click()
    visitor.locator("#id_place").fill("莆田市")
    visitor.locator("#id_since").fill("2026-01-15")
    visitor.locator("form.tb-form button.btn-primary").click()
    expect(visitor.locator(".tb-say")).to_be_visible()
    page.goto("/territory/whereabouts/")
    row = page.locator(".tb-reports > li", has_text="莆田市")
    row.locator("button.btn-primary").click()
    expect(page.locator("#toasts .tb-toast")).to_be_visible()
    expect(page.locator(".tb-reports > li", has_text="莆田市").locator("button")).to_have_count(0)


def test_the_number_on_the_card_fills_in_the_birthday(page_as):
    page = page_as("village")
    page.goto("/territory/elders/new/")
    assert_accessible(page)
    page.locator("#id_id_number").fill("350425194303010220")
    page.locator("#id_address").focus()
    expect(page.locator("#number-says p")).to_be_visible()
    assert_accessible(page)
