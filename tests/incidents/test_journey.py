"""From three taps without a login to the closing report, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture
def server(one_server):
    return one_server


def test_three_taps_reach_the_township_that_takes_it_over(page_as):
    page = page_as("", language="zh-hans", width=360)
    page.goto("/report/")
    assert_accessible(page)
    page.locator(".tb-send.is-main").click()
    expect(page.locator("[data-errors]")).to_be_visible()
    assert_accessible(page)
    page.locator(".tb-kinds label", has_text="摔倒").click()
    page.locator("#region-township").select_option("350425100")
    page.locator("#region-village").select_option("350425100001")
    page.locator("#id_place_words").fill("桥头那家")
    page.locator(".tb-send.is-main").click()
    page.wait_for_url(re.compile("/report/sent/"))
    assert_accessible(page)

    township = page_as("township", language="zh-hans")
    township.goto("/incidents/")
    assert_accessible(township)
    township.locator(".tb-alarms a", has_text="摔倒").first.click()
    expect(township.locator("#case-head")).to_contain_text("桥头那家")
    assert_accessible(township)
    township.locator("#case-head form[action$='/take-over/'] button").click()
    expect(township.locator("#case-head")).to_contain_text("有人接手")
    township.locator("#case-head a[href$='/closing/']").click()
    assert_accessible(township)
    page.reload()
    expect(page.locator("#sent-title")).to_contain_text("有人接手了")


def test_the_elders_button_and_the_stand_in(page_as):
    page = page_as("helper", language="zh-hans", width=360)
    page.goto("/helper/")
    page.locator("a[href*='/helper/elders/']").first.click()
    page.locator("a[href$='/card/']").first.click()
    page.goto(page.locator("a[href*='/report/card/']").get_attribute("href"))
    assert_accessible(page)
    page.locator(".tb-alarmbutton").click()
    page.wait_for_url(re.compile("/report/sent/"))
    page.locator("form[action$='/back/'] button").click()
    expect(page.locator("#sent-title")).to_contain_text("收回了")
    village = page_as("village", language="zh-hans")
    village.goto("/incidents/away/")
    assert_accessible(village)
