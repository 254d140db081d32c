"""The volunteer's whole way in a real browser at 360 px: find, claim, check in and out, be booked; the live board."""

import re
from collections.abc import Callable

import httpx
import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.api.conftest import issue_token
from tests.browser import assert_accessible
from tests.servers import RunningServer

pytestmark = pytest.mark.browser
LIVE_MS = 15_000  # an event may have to wait for the socket's own beat
TASK = re.compile(r"/volunteer/tasks/([0-9a-f-]{36})/")
PageAs = Callable[..., Page]


def no_sideways(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def key_of(address: str) -> str:
    found = TASK.search(address)
    assert found, address
    return found[1]


def code_of(server: RunningServer, order: str) -> str:
    """The four digits the elder would say."""
    with psycopg.connect(server.database_url) as database:
        row = database.execute(
            "SELECT spoken_code FROM elders_elder e JOIN orders_order o ON o.elder_id = e.id WHERE o.id = %s", [order]
        ).fetchone()
    assert row
    return str(row[0])


def balance(server: RunningServer, username: str) -> int:
    bearer = {"Authorization": f"Bearer {issue_token(server, username)}"}
    rows = httpx.get(f"{server.url}/api/v1/me/accounts/", headers=bearer, timeout=30).json()
    return next((int(row["balance"]) for row in rows if row["unit"] == "MINUTE"), 0)


def first_to_take(page: Page) -> Locator:
    return page.locator(".tb-task:not(.is-cannot) .tb-task-title a").first


def test_find_claim_check_in_and_out(page_as: PageAs, server: RunningServer) -> None:
    page = page_as("volunteer2")
    page.goto("/volunteer/?reach=county")
    expect(page.get_by_text("到期了").first).to_be_visible()  # the health card has run out
    assert_accessible(page)
    page.get_by_role("link", name="筛选").click()
    page.get_by_label("只看我能做的").check()
    assert_accessible(page)
    page.get_by_role("button", name="就看这些").click()
    page.wait_for_url("**mine=1**")
    expect(page.locator(".tb-task.is-cannot")).to_have_count(0)

    first_to_take(page).click()
    page.wait_for_url(TASK)
    order = key_of(page.url)
    assert_accessible(page)
    page.get_by_role("button", name="我来").click()
    expect(page.locator("#toasts")).to_contain_text("您接下了")
    expect(page.get_by_role("link", name=re.compile("打给"))).to_be_visible()
    assert_accessible(page)
    check_in_and_out(page, code_of(server, order))

    page.goto("/volunteer/mine/")
    expect(page.get_by_role("heading", name="等家人说一声")).to_be_visible()
    assert page.locator(f"a[href*='{order}']").count() == 1
    assert_accessible(page)


def check_in_and_out(page: Page, code: str) -> None:
    """First a wrong code, then the right one; then out again."""
    wrong = f"{(int(code) + 1) % 10_000:04d}"
    page.get_by_label("四位数").fill(wrong)
    page.get_by_role("button", name="签到", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="还能试 4 次")).to_be_focused()
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("还能试 4 次")).click()
    page.keyboard.type(code)
    expect(page.locator("[data-cell]").last).to_have_text(code[-1])
    page.get_by_role("button", name="签到", exact=True).click()
    expect(page.get_by_role("timer")).to_have_text("0 分")
    assert_accessible(page)
    page.get_by_role("button", name="做完了，签退").click()
    expect(page.get_by_role("heading", name="您做了 0 分")).to_be_visible()
    expect(page.locator(".tb-state").first).to_have_text("待确认")
    assert_accessible(page)


def test_the_minutes_worked_come_into_the_passbook(page_as: PageAs, server: RunningServer) -> None:
    before = balance(server, "volunteer")
    page = page_as("volunteer")
    page.goto("/volunteer/mine/")
    expect(page.get_by_role("timer")).to_contain_text("1 小时")
    assert_accessible(page)
    page.get_by_role("link", name="去签退").click()
    page.get_by_role("button", name="做完了，签退").click()
    expect(page.locator("#toasts")).to_contain_text("就入账")
    order = key_of(page.url)

    page.evaluate("window.notLoadedAgain = true")
    bearer = {"Authorization": f"Bearer {issue_token(server, 'helper')}"}
    answer = httpx.post(f"{server.url}/api/v1/orders/{order}/confirm/", json={"rating": 5}, headers=bearer, timeout=30)
    assert answer.status_code == 200, answer.text
    expect(page.get_by_role("heading", name="已经入账")).to_be_visible(timeout=LIVE_MS)
    expect(page.locator(".tb-state").first).to_have_text("已入账")
    assert page.evaluate("window.notLoadedAgain")
    assert_accessible(page)

    earned = balance(server, "volunteer") - before
    assert 62 <= earned <= 122  # the demo may be an hour old on a full machine
    expect(page.get_by_text(f"+{earned}")).to_be_visible()
    page.get_by_role("link", name="看折子上这一笔").click()
    expect(page.get_by_role("heading", name=f"这 {earned} 分怎么来的")).to_be_visible()
    hours, minutes = divmod(before + earned, 60)
    total = f"{hours} 小时 {minutes} 分" if minutes else f"{hours} 小时"
    expect(page.get_by_role("img", name=total)).to_be_visible()
    assert_accessible(page)


def test_the_board_changes_by_itself(page_as: PageAs) -> None:
    watching, other = page_as("volunteer2"), page_as("volunteer", width=1280, language="en")
    for page in (watching, other):
        page.goto("/volunteer/?mine=1")
    theirs = {link.get_attribute("href") for link in other.locator(".tb-task-title a").all()}
    mine = [link.get_attribute("href") for link in watching.locator(".tb-task-title a").all()]
    address = str(next(href for href in mine if href in theirs))
    expect(watching.locator("[data-live-chip]")).to_have_text("实时")
    watching.evaluate("window.notLoadedAgain = true")

    other.goto(address)
    other.get_by_role("button", name="I can go").click()
    expect(other.get_by_role("button", name="Check in", exact=True)).to_be_visible()
    gone = watching.locator(".tb-gone", has_text="刚被别人接走")
    expect(gone).to_be_visible(timeout=LIVE_MS)
    expect(watching.locator(f".tb-task-title a[href='{address}']")).to_have_count(0)
    assert_accessible(watching)

    other.get_by_text("Give this task back").click()
    other.get_by_role("button", name="Give it back").click()
    other.wait_for_url("**/volunteer/")
    expect(watching.locator(f".tb-task-title a[href='{address}']")).to_be_visible(timeout=LIVE_MS)
    assert watching.evaluate("window.notLoadedAgain")


def test_everything_works_without_scripts(page_as: PageAs, server: RunningServer) -> None:
    page = page_as("volunteer2", java_script_enabled=False)
    page.goto("/volunteer/?reach=county&mine=1&sort=soonest")
    first_to_take(page).click()
    order = key_of(page.url)
    page.get_by_role("button", name="我来").click()
    page.get_by_label("四位数").fill(code_of(server, order))
    page.get_by_role("button", name="签到", exact=True).click()
    expect(page.get_by_role("timer")).to_have_text("0 分")
    page.get_by_role("button", name="做完了，签退").click()
    expect(page.get_by_role("heading", name="您做了 0 分")).to_be_visible()
    page.goto("/bank/")
    page.locator(".tb-lines summary").first.click()
    expect(page.get_by_text("怎么来的").first).to_be_visible()


@pytest.mark.parametrize(("width", "language", "mode"), [(360, "zh-hans", "elder"), (768, "en", "usual")])
def test_every_page_is_fit_for_everybody(
    page_as: PageAs, server: RunningServer, width: int, language: str, mode: str
) -> None:
    page = page_as("volunteer", width=width, language=language)
    page.context.add_cookies([{"name": "mode", "value": mode, "url": server.url}])
    page.goto("/volunteer/")
    tasks = [page.locator(f".tb-task{kind} .tb-task-title a").first for kind in (":not(.is-cannot)", ".is-cannot")]
    addresses = ["/volunteer/?sort=soonest&reach=county", "/volunteer/?day=today&category=farm&mine=1#filter"]
    addresses += [str(task.get_attribute("href")) for task in tasks if task.count()]
    page.goto("/volunteer/mine/")
    addresses += [str(link.get_attribute("href")) for link in page.locator(".tb-ledger a.tb-line").all()[:2]]
    addresses += [str(page.locator(".tb-nextone a").get_attribute("href"))]
    addresses += ["/volunteer/mine/"]
    for address in addresses:
        page.goto(address)
        assert_accessible(page)
        no_sideways(page)
