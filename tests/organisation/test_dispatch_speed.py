"""Forty orders for eight people: by keyboard alone, and on a tablet by finger. One key, or one tap, for each order."""

import contextlib
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Error, expect

from tests.browser import assert_accessible
from tests.databases import ROOT
from tests.dispatch.busy import ORDERS, PEOPLE

pytestmark = pytest.mark.browser


@pytest.fixture
def house(server) -> str:
    code = "import tests.dispatch.busy as busy; print(busy.fill_seeded())"
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": server.database_url},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()[-1]


def cards(page):
    return page.locator(".tb-dp-card")


def board(page, house):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    page.goto(f"/organisation/dispatch/?organisation={house}&day={tomorrow}")
    expect(cards(page)).to_have_count(ORDERS)
    expect(page.locator(".tb-dp-line")).to_have_count(PEOPLE)


def too_quick_for_the_line(tablet):
    """Whom to send is tapped before the look at another seat has come: the late answer must not bring the seat back."""
    cards(tablet).nth(1).tap()
    expect(cards(tablet).nth(1)).to_have_attribute("aria-current", "true")
    held = []
    tablet.route(
        lambda address: "/organisation/dispatch/?" in address and "seat=" in address, lambda late: held.append(late)
    )
    cards(tablet).nth(2).tap()
    tablet.locator("#fits ol button").first.tap()
    expect(cards(tablet)).to_have_count(ORDERS - 1)
    for late in held:
        with contextlib.suppress(Error):  # it was called off
            late.continue_()
    tablet.unroute_all()
    tablet.wait_for_timeout(1000)
    expect(cards(tablet)).to_have_count(ORDERS - 1)
    assert held
    tablet.get_by_role("button", name="都撤回").tap()
    expect(cards(tablet)).to_have_count(ORDERS)


def test_forty_orders_by_finger_and_by_keyboard(page_as, house):
    tablet = page_as("manager", width=1024, has_touch=True)
    board(tablet, house)
    too_quick_for_the_line(tablet)
    cards(tablet).first.tap()
    for left in range(ORDERS - 1, ORDERS - 4, -1):
        tablet.locator("#fits ol button").first.tap()
        expect(cards(tablet)).to_have_count(left)
        expect(tablet.locator("#fits ol button").first).to_be_in_viewport()
    assert_accessible(tablet)
    tablet.get_by_role("button", name="都撤回").tap()
    expect(cards(tablet)).to_have_count(ORDERS)

    page = page_as("manager", width=1280)
    board(page, house)
    page.goto(page.evaluate("document.querySelector('.tb-dp-card').href"))  # a link somebody kept, or no htmx yet
    expect(page.locator("#fits button[autofocus]")).to_be_focused()
    board(page, house)
    keys = 1
    page.keyboard.press("n")
    for left in range(ORDERS - 1, -1, -1):
        expect(page.locator("#fits button[autofocus]")).to_be_focused()
        page.keyboard.press("Enter")
        keys += 1
        expect(cards(page)).to_have_count(left)
    assert keys == ORDERS + 1
    for line in page.locator(".tb-dp-line").all():  # nobody idle, nobody with more than eight hours
        assert 1 <= line.locator(".tb-dp-job").count() <= 8
    page.keyboard.press("p")
    expect(page.locator("#toasts .tb-toast")).to_be_visible(timeout=20_000)
    expect(page.locator(".tb-dp-publish button")).to_have_count(0)
