"""On a phone: a stranger reads the notice and objects, the county answers, a volunteer sees what was said of them."""

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(one_server):
    return one_server


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_from_the_public_notice_to_the_answer(page_as, language):
    stranger = page_as("", language=language)
    stranger.goto("/honoured/?region=350425")
    assert_accessible(stranger)
    stranger.locator("a[href^='/honoured/rounds/']").first.click()
    assert_accessible(stranger)
    stranger.locator("a[href^='/honoured/object/']").last.click()
    assert_accessible(stranger)
    stranger.locator("form[method=post] button.btn-primary").click()
    expect(stranger.locator(".tb-errors")).to_be_visible()
    stranger.locator("[name=words]").fill("说好来的，没来。")
    stranger.locator("form[method=post] button.btn-primary").last.click()
    stranger.wait_for_url("**/honoured/objections/**")
    assert_accessible(stranger)

    county = page_as("county", language=language)
    county.goto("/honours/")
    assert_accessible(county)
    county.locator(".tb-ledger a[href^='/honours/']").first.click()
    assert_accessible(county)
    county.locator("li:has(.tb-tag.is-red) a").first.click()
    assert_accessible(county)
    form = county.locator("form[action^='/honours/objections/']").first
    form.locator("textarea").fill("问过了，那天路断了。")
    form.locator("button[value=reject]").click()
    expect(county.get_by_text("问过了，那天路断了。").first).to_be_visible()

    county.goto("/honours/")
    county.locator(".tb-ledger a[href^='/honours/']").first.click()
    county.locator("a[href$='/list/']").first.click()
    assert_accessible(county)

    mine = page_as("volunteer", language=language)
    mine.goto("/honours/mine/")
    assert_accessible(mine)

    stranger.goto("/honoured/")
    stranger.locator("a[href^='/honoured/certificates/']").first.click()
    expect(stranger.locator("img").first).to_be_visible()
    assert_accessible(stranger)
