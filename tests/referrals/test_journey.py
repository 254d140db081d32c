"""The village refers, the department answers, the village reads it: in a real browser, for everybody to use."""

from collections.abc import Callable

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
WHY, DONE = "夜里心慌，想有医生定期来看", "签了家庭医生，每月 5 日上门"

# An elder of Baiyan of whom nothing is under way: the township and the village both read about them.
NOBODY_REFERRED = """SELECT e.id FROM elders_elder e JOIN people_person p ON p.id = e.person_id
    WHERE e.left_on IS NULL AND p.home_id = '350425100001'
    AND NOT EXISTS (SELECT FROM referrals_referral r WHERE r.elder_id = e.id) ORDER BY p.name LIMIT 1"""


def seen(page: Page) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_a_referral_from_the_township_to_the_answer(page_as: PageAs, server) -> None:
    with psycopg.connect(server.database_url) as database:
        (elder,) = database.execute(NOBODY_REFERRED).fetchone()
    township = page_as("township")
    township.goto(f"/referrals/new/{elder}/")
    seen(township)
    township.locator("[name=kind]").select_option("FAMILY_DOCTOR")
    township.locator("[name=reason]").fill(WHY)
    township.locator("[name=agreed]").first.check()
    township.locator("main form button.btn-primary").click()
    township.wait_for_url("**/referrals/*-*/")
    case = township.url
    seen(township)

    health = page_as("health")
    health.goto(case)
    expect(health.get_by_text(WHY).first).to_be_visible()
    seen(health)
    health.locator("form[action$='/take/'] button").click()
    expect(health.locator("[name=granted]").first).to_be_visible()
    seen(health)
    health.locator("[name=granted][value=yes]").check()
    health.locator("form[action$='/answer/'] [name=words]").fill(DONE)  # others stand folded under “More”
    for name, value in (("doctor", "林医生"), ("doctor_until", "2027-12-31")):
        if health.locator(f"[name={name}]").count():
            health.locator(f"[name={name}]").fill(value)
    health.locator("form[action$='/answer/'] button.btn-primary").click()
    expect(health.get_by_text(DONE).first).to_be_visible()

    village = page_as("village")
    village.goto(case)
    expect(village.get_by_text(DONE).first).to_be_visible()
    seen(village)


def test_a_department_posts_what_it_brings(page_as: PageAs) -> None:
    health = page_as("health")
    health.goto("/referrals/outreach/")
    seen(health)
    page = page_as("")
    page.goto("/services/?region=350425100001")
    expect(page.get_by_text("巡回义诊").first).to_be_visible()
    seen(page)
    page = page_as("health", language="en", width=1280)
    page.goto("/referrals/outreach/")
    seen(page)
    page.goto("/supervision/inspections/")
    seen(page)
