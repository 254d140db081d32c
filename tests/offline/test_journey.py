"""A day without signal in a real browser: the line is cut, the page reloaded, the browser closed and opened again."""

from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import BrowserType, Page, Route, expect

from tests.api.conftest import api  # noqa: F401 - a fixture
from tests.api.test_main_job_over_http import new_order
from tests.browser import assert_accessible
from tests.offline.handset import KEPT, SLOW_MS, kept, phone, sign_in
from tests.offline.line import Line
from tests.servers import RunningServer

pytestmark = pytest.mark.browser
HOURS = count(30, 4)  # from now on: nobody is in two places at once
SEATS = """SELECT a.status, a.minutes_worked, a.left_device_at IS NOT NULL, a.left_recorded_at > a.left_device_at
           FROM orders_assignment a WHERE a.order_id = ANY(%s::uuid[])"""


@pytest.fixture
def tasks(server: RunningServer, api: Any) -> list[dict[str, str]]:  # noqa: F811
    """Two tasks that the volunteer took for today, with what the elder would say at the door."""
    made = []
    for _number in range(2):
        order = new_order(api("helper"), hours=next(HOURS))[0].json()["id"]
        assert api("volunteer2").post(f"/orders/{order}/claim/", json={}).status_code == 200
        with psycopg.connect(server.database_url) as database:
            row = database.execute(
                "SELECT spoken_code FROM elders_elder e JOIN orders_order o ON o.elder_id = e.id WHERE o.id = %s",
                [order],
            ).fetchone()
        assert row
        made.append({"order": str(order), "path": f"/volunteer/tasks/{order}/", "code": str(row[0])})
    return made


def work(page: Page, task: dict[str, str], number: int) -> None:
    """In at the door with the spoken digits, and out again; nothing says that it has arrived."""
    page.goto(task["path"])
    page.locator("#id_code").fill(task["code"])
    page.get_by_role("button", name="签到", exact=True).click()
    expect(page.get_by_role("heading", name="签到记在手机里了")).to_be_visible()
    expect(page.locator("#signal [data-count]")).to_have_text(str(2 * number - 1))
    page.get_by_role("button", name="做完了，签退").locator("visible=true").click()
    expect(page.get_by_role("heading", name="做完了，记在手机里")).to_be_visible()
    expect(page.locator("#toasts")).not_to_contain_text("送到了")


def test_a_day_without_signal(
    server: RunningServer,
    line: Line,
    tasks: list[dict[str, str]],
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    tmp_path: Path,
) -> None:
    first, second = tasks
    with phone(browser_type, browser_type_launch_args, tmp_path / "phone", line) as page:
        sign_in(page, "volunteer2", server.password)
        page.goto("/volunteer/mine/")
        kept(page, ["/volunteer/mine/", first["path"], second["path"]])
        line.cut()
        page.goto("/volunteer/mine/")
        expect(page.locator("#signal")).to_contain_text("没有信号，照常做")
        assert_accessible(page)
        work(page, first, 1)
        page.reload()
        expect(page.get_by_role("heading", name="做完了，记在手机里")).to_be_visible()
        page.goto("/bank/")
        expect(page.get_by_role("heading", name="这一页手机里没有")).to_be_visible()
        assert_accessible(page)
    with phone(browser_type, browser_type_launch_args, tmp_path / "phone", line) as page:
        work(page, second, 2)
        page.goto("/offline/queue/")
        expect(page.locator("[data-queue] > li")).to_have_count(4)
        assert_accessible(page)
        page.get_by_role("button", name="现在试一次").click()
        expect(page.locator("[data-queue] > li")).to_have_count(4)
        line.mend()
        page.get_by_role("button", name="现在试一次").click()
        expect(page.get_by_role("heading", name="都送到了")).to_be_visible(timeout=SLOW_MS)
        page.goto(first["path"])
        expect(page.get_by_text("没有信号")).to_have_count(0)
    with psycopg.connect(server.database_url) as database:
        seats = database.execute(SEATS, [[task["order"] for task in tasks]]).fetchall()
    assert [seat[0] for seat in seats] == ["CHECKED_OUT", "CHECKED_OUT"]
    assert all(seat[2] and seat[3] for seat in seats), "the device's clock stands beside ours"


@pytest.mark.flaky(reruns=4)  # its clock runs ahead while the machine does not: named as RERUN when it stumbled
def test_what_a_bad_line_lost_at_first_is_fetched_at_the_next_try(
    server: RunningServer,
    line: Line,
    tasks: list[dict[str, str]],
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    tmp_path: Path,
) -> None:
    with phone(browser_type, browser_type_launch_args, tmp_path / "phone", line) as page:
        sign_in(page, "volunteer2", server.password)
        lost: list[str] = []

        def lose(route: Route) -> None:
            lost.append(route.request.url)
            route.abort()

        for address in ("**/offline/pulse/", f"**{tasks[0]['path']}"):
            page.route(address, lose, times=1)
        page.clock.install()
        page.goto("/volunteer/mine/")
        wanted = ["/volunteer/mine/", *(task["path"] for task in tasks)]
        for moment in range(24):  # nobody waits half a minute in a test: each third moment is a beat
            page.wait_for_timeout(4_000)
            if page.evaluate(KEPT, wanted):
                break
            if moment % 3 == 0:  # a busy machine gets time to end what a beat has begun
                page.clock.fast_forward(31_000)
        kept(page, wanted)
        assert len(lost) == 2


def test_who_signs_out_leaves_nothing(
    server: RunningServer,
    line: Line,
    tasks: list[dict[str, str]],
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    tmp_path: Path,
) -> None:
    with phone(browser_type, browser_type_launch_args, tmp_path / "phone", line) as page:
        sign_in(page, "volunteer2", server.password)
        page.goto("/volunteer/mine/")
        kept(page, ["/volunteer/mine/", tasks[0]["path"]])
        line.cut()
        page.goto(tasks[0]["path"])
        page.locator("#id_code").fill(tasks[0]["code"])
        page.get_by_role("button", name="签到", exact=True).click()
        expect(page.get_by_role("heading", name="签到记在手机里了")).to_be_visible()
        page.get_by_label("菜单").or_(page.locator("details.tb-menu summary")).first.click()
        page.get_by_role("button", name="退出").locator("visible=true").first.click()
        expect(page.get_by_role("dialog")).to_contain_text("还有 1 件没送到")
        page.get_by_role("button", name="先不退，等送到").click()
        line.mend()
        page.goto("/offline/queue/")
        expect(page.get_by_role("heading", name="都送到了")).to_be_visible(timeout=SLOW_MS)
        page.locator("details.tb-menu summary").first.click()
        page.get_by_role("button", name="退出").locator("visible=true").first.click()
        page.wait_for_url(f"{line.url}/")
        left = page.evaluate(
            """async () => {
                const database = await new Promise((done) => {
                  const asked = indexedDB.open("timebank");
                  asked.onsuccess = () => done(asked.result);
                });
                const counts = {};
                for (const store of ["keys", "queue", "pages", "drafts"]) {
                  const asked = database.transaction(store).objectStore(store).count();
                  counts[store] = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
                }
                return counts;
            }"""
        )
        assert left == {"keys": 0, "queue": 0, "pages": 0, "drafts": 0}
        names = page.evaluate("async () => (await (await caches.open('timebank-1')).keys()).map((one) => one.url)")
        assert not [name for name in names if "/static/" not in name and "/offline/" not in name]
