"""Announced by the village, signed up for by the helper, ticked off the paper list, and the hour in the passbook of
whoever led it: in a real browser.
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
STATUS = "SELECT status FROM orders_order WHERE id = %s"
TITLE = "八段锦：跟着练一遍"


def seen(page: Page) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def give_the_hour(database_url: str) -> None:
    """The county's rule: whoever leads an activity earns an hour."""
    with psycopg.connect(database_url, autocommit=True) as database:
        database.execute(
            "INSERT INTO policies_policy (code, region_id, valid, value, citation)"
            " VALUES ('activity.hosting', '350425', '[2020-01-01,)', '60', %s)",
            [f"测试 {uuid4()}"],
        )


def test_an_activity_from_the_announcement_to_the_passbook(page_as: PageAs, server) -> None:
    give_the_hour(server.database_url)
    now = timezone.localtime()
    starts = max(now - timedelta(minutes=20), now.replace(hour=0, minute=1))
    ends = min(now + timedelta(hours=2), now.replace(hour=23, minute=59))

    village = page_as("village")
    village.goto("/activities/run/new/")
    village.locator("[name=kind]").select_option("CULTURE")
    village.locator("[name=title]").fill(TITLE)
    village.locator("[name=region]").select_option("350425100001")
    village.locator("[name=where]").fill("祠堂门口")
    village.locator("[name=starts]").fill(starts.strftime("%H:%M"))
    village.locator("[name=ends]").fill(ends.strftime("%H:%M"))
    seen(village)
    village.locator("main form button.btn-primary").click()
    village.wait_for_url("**/activities/run/*/")
    desk = village.url
    village.locator("[name=username]").fill("volunteer")
    village.locator("section:has([name=username]) form button").last.click()
    expect(village.get_by_text("郑国忠").first).to_be_visible()

    helper = page_as("helper")
    helper.get_by_role("link", name="池金土").click()
    helper.locator("a[href*='/activities/for/']").first.click()
    seen(helper)
    helper.locator("li", has_text=TITLE).get_by_role("button").click()
    expect(helper.locator("#toasts .tb-toast").first).to_be_visible()

    village.goto(desk)
    village.locator("button[name=how][value=begin]").click()
    expect(village.get_by_text("池金土").first).to_be_visible()
    seen(village)
    village.goto(f"{desk}list/")  # the paper that is signed at the door
    expect(village.get_by_text("池金土").first).to_be_visible()
    seen(village)
    village.goto(desk)
    village.locator("li", has_text="池金土").locator("button[value=come]").click()
    expect(village.locator("li", has_text="池金土").locator("button[value=take_back]")).to_be_visible()
    village.locator("[name=report]").fill("练了一个钟头")
    village.locator("section:has([name=report]) button").click()
    expect(village.get_by_text("练了一个钟头")).to_be_visible()

    with psycopg.connect(server.database_url, autocommit=True) as database:
        (order,) = database.execute(
            "SELECT h.order_id FROM activities_host h JOIN activities_activity a ON a.id = h.activity_id"
            " WHERE a.title = %s",
            [TITLE],
        ).fetchone()
        earned = "SELECT count(*) FROM ledger_transfer WHERE kind = 'EARN'"
        before = database.execute(earned).fetchone()[0]
    helper.goto(f"/helper/orders/{order}/")
    seen(helper)
    helper.locator("form[action$='/confirm/'] button, a[href$='/confirm/']").first.click()
    if helper.url.endswith("/confirm/"):
        helper.locator("main form button").first.click()
    helper.wait_for_timeout(500)
    with psycopg.connect(server.database_url, autocommit=True) as database:
        assert database.execute(STATUS, [order]).fetchone() == ("CONFIRMED",)
        assert database.execute(earned).fetchone()[0] == before + 1
