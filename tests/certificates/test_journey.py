"""A volunteer on a phone: records, consent, an error reported, a certificate; and a stranger who checks it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(one_server):
    return one_server


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_records_and_a_certificate_that_anybody_can_check(page_as, language):
    page = page_as("volunteer", language=language)
    page.goto("/volunteer/mine/")
    page.locator("a[href='/volunteer/records/']").click()
    page.locator(".tb-recs summary").first.press("Enter")  # by keyboard too
    expect(page.locator(".tb-recs details[open] .tb-facts").first).to_be_visible()
    assert_accessible(page)

    page.goto("/volunteer/records/consent/")
    assert_accessible(page)

    page.goto("/volunteer/certificates/")
    assert_accessible(page)
    page.locator(".tb-certpreview form button").click()
    page.wait_for_url(re.compile(r"/volunteer/certificates/[0-9a-f-]{36}/"))
    expect(page.locator(".tb-certpaper img")).to_be_visible()
    assert page.locator(".tb-certpaper img").evaluate("image => image.complete && image.naturalWidth") == 992
    assert_accessible(page)
    code = page.locator(".tb-checkcode").inner_text()

    stranger = page_as("", language=language)
    stranger.goto("/verify/")
    assert_accessible(stranger)
    stranger.locator("#serial").fill(code.lower())
    stranger.locator("#serial").press("Enter")
    expect(stranger.locator(".tb-answer:not(.is-red):not(.is-amber)")).to_be_visible()
    assert_accessible(stranger)


def test_an_error_reported_without_javascript(page_as):
    page = page_as("volunteer2", java_script_enabled=False)
    page.goto("/volunteer/records/")
    page.locator(".tb-recs summary").first.click()
    page.locator("a[href$='/report/']").first.click()
    page.locator("form.tb-form button").click()
    expect(page.locator(".tb-errors")).to_be_visible()
    page.locator("input[name=subject][value=TIME]").check()
    page.locator("[name=hours]").fill("1")
    page.locator("[name=words]").fill("多做了一会儿")
    page.locator("form.tb-form button").click()
    page.wait_for_url("**/volunteer/corrections/*/")
    expect(page.locator("#correction-title")).to_be_visible()


def test_the_village_looks_into_one_and_rings_about_another(page_as):
    page = page_as("village")
    page.goto("/territory/records/?which=late")
    expect(page.locator(".tb-tag.is-red").first).to_be_visible()
    assert_accessible(page)
    page.goto("/territory/calls/")
    expect(page.locator("a[href^='tel:']").first).to_be_visible()
    assert_accessible(page)
    page.goto("/territory/corrections/")
    assert_accessible(page)
    page.locator("ul.tb-ledger a").first.click()
    page.wait_for_url("**/territory/corrections/*/")
    assert_accessible(page)
    page.locator("[name=decision][value=refuse]").check()
    page.locator("[name=answer]").fill("问过老人，是 43 分钟。")
    page.locator("form.tb-form button").click()
    expect(page.locator("#toasts .tb-toast")).to_be_visible()
    assert_accessible(page)


def test_a_manager_sees_what_is_late(page_as):
    page = page_as("manager", width=1280)
    page.goto("/organisation/records/")
    assert_accessible(page)
    page.goto("/organisation/members/")
    page.locator(".tb-member a[href^='/organisation/members/']").first.click()
    page.locator("a[href$='/entries/']").first.click()
    assert_accessible(page)
