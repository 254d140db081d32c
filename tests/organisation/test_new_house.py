"""An organisation from nothing: apply, verified, under contract, somebody joins; then its desk: hours, hand-overs."""

from time import time_ns

import pytest
from playwright.sync_api import expect

from accounts.organisations.credit_code import check_character
from tests.browser import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(one_server):
    return one_server


def test_from_the_application_to_the_first_member(page_as):
    number = f"{time_ns() % 10**7:07d}"  # another one should the browser stumble
    first, name = f"52350425MJ{number}", f"新竹家政{number}"
    page = page_as("volunteer")
    page.goto("/organisation/apply/")
    assert_accessible(page)
    page.locator("[name=name]").fill(name)
    page.locator("[name=credit_code]").fill(first + check_character(first))
    page.locator("[name=phone]").fill("0598-7220001")
    page.locator("form.tb-form button.btn-primary").click()
    page.wait_for_url("**/organisation/mine/")
    expect(page.get_by_text(name)).to_be_visible()
    assert_accessible(page)

    county = page_as("county", width=1280)
    county.goto("/territory/organisations/")
    assert_accessible(county)
    county.get_by_role("link", name=name).first.click()
    county.wait_for_url("**/territory/organisations/*/")
    assert_accessible(county)
    county.locator("button[value=verify]").click()
    county.locator("a[href$='/contracts/new/']").first.click()
    county.wait_for_url("**/contracts/new/")
    assert_accessible(county)
    county.locator("[name=number]").fill("新-1")
    county.locator("#find-price").fill("lf")  # the initials of what is looked for
    price = county.locator("#prices input:visible").first
    price.fill("15")
    assert_accessible(county)
    county.locator("form.tb-form button.btn-primary").click()
    expect(county.get_by_text("新-1").first).to_be_visible()

    county.goto("/organisations/")
    county.get_by_role("link", name=name).first.click()
    county.wait_for_url("**/organisations/*-*/")
    address = county.url
    joining = page_as("volunteer2")
    joining.goto(address)
    assert_accessible(joining)
    joining.locator("form[action*='/join/'] button").click()
    joining.wait_for_url("**/organisation/mine/")

    page.goto("/organisation/members/")
    page.locator("button[value=accept]").first.click()
    expect(page.locator(".tb-member")).to_have_count(2)
    assert_accessible(page)
    page.locator(".tb-member a").last.click()
    page.wait_for_url("**/members/*-*/")
    assert_accessible(page)
    page.goto(page.url.split("?")[0] + "consents/")
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
