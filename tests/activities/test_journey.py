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
HOSTING = """SELECT h.order_id FROM activities_host h JOIN activities_activity a ON a.id = h.activity_id
    WHERE a.title = %s"""
EARNED = "SELECT count(*) FROM ledger_transfer WHERE kind = 'EARN'"
STATUS = "SELECT status FROM orders_order WHERE id = %s"
TITLE = "八段锦：跟着练一遍"
# Who leads it must not be at work elsewhere just then: the demo's day goes by the clock.
FREE = """SELECT u.username, p.name FROM people_user u JOIN people_person p ON p.id = u.person_id
    JOIN people_volunteer v ON v.person_id = p.id WHERE p.home_id LIKE '350425100%%' AND p.name <> '池秋香'
    AND NOT EXISTS (SELECT FROM orders_assignment a JOIN orders_order o ON o.id = a.order_id
        WHERE a.person_id = p.id
        AND o.starts_at < now() + interval '3 hours' AND o.ends_at > now() - interval '3 hours')
    ORDER BY p.name LIMIT 1"""


def seen(page: Page) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def an_hour_passes(database_url: str) -> None:
    """As if it had been announced, begun and claimed an hour earlier: a test does not sit through the lesson."""
    hour = "- interval '1 hour'"
    whose = "(SELECT h.order_id FROM activities_host h JOIN activities_activity a ON a.id = h.activity_id"
    whose += " WHERE a.title = %s)"
    with psycopg.connect(database_url) as database:
        database.execute(
            f"UPDATE orders_assignment SET claimed_at = claimed_at {hour} WHERE order_id IN {whose}", [TITLE]
        )
        database.execute(
            f"UPDATE orders_order SET starts_at = starts_at {hour}, created_at = created_at {hour} WHERE id IN {whose}",
            [TITLE],
        )
        database.execute(f"UPDATE activities_activity SET starts_at = starts_at {hour} WHERE title = %s", [TITLE])


def give_the_hour(database_url: str) -> None:
    """The county's rule: whoever leads an activity earns an hour."""
    with psycopg.connect(database_url, autocommit=True) as database:
        database.execute(
            "INSERT INTO policies_policy (code, region_id, valid, value, citation)"
            " VALUES ('activity.hosting', '350425', '[2020-01-01,)', '60', %s)",
            [f"测试 {uuid4()}"],
        )


def announce(village: Page, username: str, leader: str) -> str:
    """The village writes the activity down and names who leads it; the address of its desk."""
    now = timezone.localtime()
    starts = max(now - timedelta(minutes=20), now.replace(hour=0, minute=1))
    ends = min(now + timedelta(hours=2), now.replace(hour=23, minute=59))
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
    village.locator("[name=username]").fill(username)
    village.locator("section:has([name=username]) form button").last.click()
    expect(village.get_by_text(leader).first).to_be_visible()
    return desk


def sign_up(helper: Page) -> None:
    helper.get_by_role("link", name="池金土").click()
    helper.locator("a[href*='/activities/for/']").first.click()
    seen(helper)
    helper.locator("li", has_text=TITLE).get_by_role("button").click()
    expect(helper.locator("#toasts .tb-toast").first).to_be_visible()


def hold(village: Page, desk: str, database_url: str) -> None:
    """Begun, an hour long, ticked off the paper list, and told."""
    village.goto(desk)
    village.locator("button[name=how][value=begin]").click()
    expect(village.get_by_text("池金土").first).to_be_visible()
    seen(village)
    an_hour_passes(database_url)
    village.goto(f"{desk}list/")  # the paper that is signed at the door
    expect(village.get_by_text("池金土").first).to_be_visible()
    seen(village)
    village.goto(desk)
    village.locator("li", has_text="池金土").locator("button[value=come]").click()
    expect(village.locator("li", has_text="池金土").locator("button[value=take_back]")).to_be_visible()
    village.locator("[name=report]").fill("练了一个钟头")
    village.locator("section:has([name=report]) button").click()
    expect(village.get_by_text("练了一个钟头")).to_be_visible()


def confirm(helper: Page, order: str) -> None:
    helper.goto(f"/helper/orders/{order}/")
    seen(helper)
    confirming = helper.locator("form[action$='/confirm/']")
    if not confirming.count():
        helper.locator("a[href$='/confirm/']").first.click()
    helper.locator("[name=rating][value='5']").check(force=True)
    confirming.locator("button.btn-primary").click()
    expect(confirming).to_have_count(0)


def test_an_activity_from_the_announcement_to_the_passbook(page_as: PageAs, server) -> None:
    give_the_hour(server.database_url)
    with psycopg.connect(server.database_url) as database:
        username, leader = database.execute(FREE).fetchone()
    village, helper = page_as("village"), page_as("helper")
    desk = announce(village, username, leader)
    sign_up(helper)
    hold(village, desk, server.database_url)
    with psycopg.connect(server.database_url, autocommit=True) as database:
        (order,) = database.execute(HOSTING, [TITLE]).fetchone()
        before = database.execute(EARNED).fetchone()[0]
        confirm(helper, order)
        assert database.execute(STATUS, [order]).fetchone() == ("CONFIRMED",)
        assert database.execute(EARNED).fetchone()[0] == before + 1
