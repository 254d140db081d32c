"""A dispatcher's morning: by keyboard alone, by mouse, on a tablet and on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(one_server):
    return one_server


def tomorrow() -> str:
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def cards(page):
    return page.locator(".tb-dp-card")


def test_by_keyboard_alone(page_as):
    page = page_as("manager", width=1280)
    page.goto(f"/organisation/dispatch/?day={tomorrow()}")
    expect(cards(page).first).to_be_visible()
    assert_accessible(page)
    waiting = cards(page).count()
    assert waiting >= 8

    page.keyboard.press("n")
    expect(page.locator("#fits button[autofocus]")).to_be_focused()
    assert_accessible(page)
    for left in range(waiting - 1, waiting - 4, -1):  # the best, each by one key
        page.keyboard.press("Enter")
        expect(cards(page)).to_have_count(left)
        expect(page.locator("#fits button[autofocus]")).to_be_focused()
    page.keyboard.press("ArrowDown")  # the second best
    second = page.evaluate("document.activeElement.value")
    chosen = page.locator(".tb-dp-card[aria-current]").get_attribute("data-seat")
    page.keyboard.press("Enter")
    expect(cards(page)).to_have_count(waiting - 4)
    expect(page.locator(f"[data-drop='{second}'] #seat-{chosen}")).to_be_visible()
    expect(page.locator("#dispatch-said")).not_to_be_empty()

    page.keyboard.press("z")
    expect(cards(page)).to_have_count(waiting - 3)
    page.locator(".tb-dp-job").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.classList.contains('tb-dp-job')")
    page.keyboard.press("Enter")
    expect(page.locator("#fits")).to_be_visible()
    assert_accessible(page)

    page.keyboard.press("p")
    expect(page.locator("#toasts .tb-toast")).to_be_visible()
    expect(page.locator(".tb-dp-publish button")).to_have_count(0)
    assert_accessible(page)


def test_by_mouse_onto_a_row_and_back(page_as):
    page = page_as("manager", width=1280)
    page.goto(f"/organisation/dispatch/?day={tomorrow()}")
    waiting = cards(page).count()
    row = page.locator("[data-drop]:not([data-drop='']):not(:has(.tb-dp-job))").first
    person = row.get_attribute("data-drop")
    carry(page, cards(page).first, row)
    expect(cards(page)).to_have_count(waiting - 1)
    carry(page, page.locator(f"[data-drop='{person}'] .tb-dp-job").first, page.locator("[data-drop='']"))
    expect(cards(page)).to_have_count(waiting)


def carry(page, what, where):
    """Drag with the button held down."""
    start, end = what.bounding_box(), where.bounding_box()
    page.mouse.move(start["x"] + 12, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 30, steps=3)
    page.mouse.move(end["x"] + min(300, end["width"] / 2), end["y"] + end["height"] / 2, steps=5)
    page.mouse.up()


@pytest.mark.parametrize(("width", "language"), [(360, "zh-hans"), (768, "en")])
def test_by_finger(page_as, width, language):
    page = page_as("manager", width=width, language=language, has_touch=True)
    page.goto(f"/organisation/dispatch/?day={tomorrow()}")
    assert_accessible(page)
    waiting = cards(page).count()
    cards(page).first.tap()
    expect(page.locator("#fits")).to_be_visible()
    assert_accessible(page)
    page.locator("#fits ol button").first.tap()
    expect(cards(page)).to_have_count(waiting - 1)
    page.get_by_role("button", name="撤回" if language == "zh-hans" else "Undo", exact=True).tap()
    expect(cards(page)).to_have_count(waiting)
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    if width == 360:
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_computer_proposes_and_one_key_takes_it_back(page_as):
    page = page_as("manager", width=1280)
    page.goto(f"/organisation/dispatch/?day={tomorrow()}")
    waiting = cards(page).count()
    page.keyboard.press("g")
    expect(page.locator("#toasts .tb-toast")).to_be_visible(timeout=20_000)
    assert cards(page).count() < waiting
    assert_accessible(page)
    page.keyboard.press("z")
    expect(cards(page)).to_have_count(waiting)
