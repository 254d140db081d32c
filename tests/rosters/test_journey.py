"""A township brings its roster in, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible
from tests.rosters.ground import number, person, workbook

pytestmark = pytest.mark.browser
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def roster() -> bytes:
    """For 均溪镇: one good row, one to mend, one to ask about, one twice, a total."""
    rows = [person(所在村="白岩", 身份证号=number(order=order)) for order in (901, 903, 905, 907, 907)]
    rows[1][1] = "玉丰"  # sounds like 玉凤
    rows[2][3] = "女"
    rows[4][6] = "13800000000"
    return workbook(*rows, ["合计", None, "5人"])


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_township_brings_a_roster_in(page_as, language):
    page = page_as("township", language=language)
    page.goto("/territory/roster/")
    assert_accessible(page)
    page.locator("form button.btn-primary").click()
    expect(page.locator("[data-errors]")).to_be_focused()
    page.locator("#id_file").set_input_files({"name": "均溪.xlsx", "mimeType": XLSX, "buffer": roster()})
    page.locator("#id_region").select_option("350425100")
    page.locator("form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/roster/[0-9a-f-]{36}/"))
    expect(page.locator(".tb-tally .n")).to_have_text(["2", "2", "1", "1"])
    assert_accessible(page)
    page.locator("button[name=keep]").click()
    expect(page.locator("#toasts .tb-toast")).to_be_visible()
    page.locator("form:has([name=mend]) button").first.click()
    expect(page.locator(".tb-tally .n")).to_have_text(["3", "1", "1", "1"])
    page.goto(page.url + "?show=reject")
    expect(page.locator(".tb-rows td.ask")).to_have_count(1)
    assert_accessible(page)
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(page.url.partition("?")[0])
    with page.expect_download() as download:
        page.locator("form[action$='/corrections/'] button").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    page.locator("form[action$='/commit/'] button").click()
    expect(page.locator(".tb-commit")).to_contain_text("3")
    expect(page.locator("form[action$='/commit/']")).to_have_count(0)
    assert_accessible(page)
