"""Pages of entering an organisation and of its desk: everybody can use them, on a phone and on a desk."""

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(one_server):
    return one_server


def test_the_form_of_an_application(page_as):
    page = page_as("volunteer")
    page.goto("/organisation/apply/")
    assert_accessible(page)


@pytest.mark.parametrize(("width", "language"), [(360, "zh-hans"), (1280, "en")])
def test_the_desk_of_a_manager(page_as, width, language):
    page = page_as("manager", width=width, language=language)
    for address in ("hours/approve/", "handovers/", "handovers/new/"):
        page.goto(f"/organisation/{address}")
        assert_accessible(page)
    page.goto("/organisation/handovers/")
    page.locator(".tb-ledger a").first.click()
    expect(page.locator("button[value=accept]").or_(page.locator(".tb-tag")).first).to_be_visible()
    assert_accessible(page)
