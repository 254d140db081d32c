"""Visits written down without signal, in a real browser: a reload and a restart in between, then all there once."""

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.offline.line import line_to
from tests.offline.test_journey import kept, phone, sign_in

pytestmark = pytest.mark.browser
ROWS = """SELECT v.outcome, v.happened_at < v.recorded_at, v.device_at IS NOT NULL
          FROM visits_visit v JOIN people_user u ON u.id = v.by_id
          WHERE u.username = 'village' AND v.device_at IS NOT NULL ORDER BY v.happened_at"""
ANSWERS = ("health][value=WEAKER", "food][value=LITTLE", "mood][value=LONELY", "safety][value=SAFE")


@pytest.fixture(scope="module")
def server(one_server):
    return one_server


def write(page: Page, address: str, *, met: bool) -> None:
    page.goto(address)
    page.locator(f"[name=outcome][value={'VISITED' if met else 'NOT_AT_HOME'}]").check()
    for answer in ANSWERS if met else ():
        page.locator("[data-next]").click()
        page.locator(f"[name={answer}]").check()
    while page.locator("[data-save]").is_hidden():
        page.locator("[data-next]").click()
    page.locator("[data-save]").click()
    page.wait_for_url("**/visits/")


def test_two_visits_without_signal_arrive_once(browser_type, browser_type_launch_args, server, tmp_path):
    with line_to(server.url) as line:
        with phone(browser_type, browser_type_launch_args, tmp_path / "phone", line) as page:
            sign_in(page, "village", server.password)
            page.goto("/visits/")
            addresses = page.locator("a[data-keep]").evaluate_all("all => all.map((one) => one.pathname)")[:2]
            kept(page, ["/visits/", *addresses])
            line.cut()
            write(page, addresses[0], met=True)
            expect(page.locator("[data-last=visit]:visible")).to_have_count(1)
            page.reload()
            write(page, addresses[1], met=False)
        with phone(browser_type, browser_type_launch_args, tmp_path / "phone", line) as page:
            page.goto("/visits/")
            expect(page.locator("[data-last=visit]:visible")).to_have_count(2)
            with psycopg.connect(server.database_url, autocommit=True) as database:
                assert database.execute(ROWS).fetchall() == []
                line.mend()
                page.goto("/visits/")
                for _turn in range(100):
                    if len(database.execute(ROWS).fetchall()) == 2:
                        break
                    page.wait_for_timeout(200)
                assert database.execute(ROWS).fetchall() == [("VISITED", True, True), ("NOT_AT_HOME", True, True)]
