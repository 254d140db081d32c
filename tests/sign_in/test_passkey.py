"""A passkey in a real browser: made once, and from then on the door opens without a password."""

import pytest
from playwright.sync_api import expect

from tests.browser import FLAGS, assert_accessible

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_made_and_opens_the_door(browser_type, browser_type_launch_args, server):
    """On ``localhost``: a passkey belongs to a name, and an address in digits is none."""
    home = server.url.replace("127.0.0.1", "localhost")
    flags = [flag.replace("EXCLUDE 127.0.0.1", "EXCLUDE localhost") for flag in FLAGS]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": flags})
    page = browser.new_context(base_url=home, viewport={"width": 360, "height": 800}, locale="zh-CN").new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
    phone = page.context.new_cdp_session(page)
    phone.send("WebAuthn.enable")
    phone.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    page.goto("/account/login/")
    page.locator("[name=login]").fill("county")
    page.locator("[name=password]").fill(server.password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/account/login" not in url)
    page.locator("aside.tb-banner a").click()
    assert_accessible(page)
    page.goto("/account/keys/webauthn/add/")
    assert "/account/reauthenticate/" in page.url
    assert_accessible(page)
    page.locator("[name=password]").fill(server.password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/webauthn/add/")
    assert_accessible(page)
    page.locator("[name=name]").fill("办公室的手机")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    expect(page.locator("body")).to_contain_text("通行密钥已添加")
    page.goto("/account/keys/webauthn/")
    expect(page.locator("main")).to_contain_text("办公室的手机")
    assert_accessible(page)

    page.context.clear_cookies()
    page.goto("/account/login/")
    assert_accessible(page)
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: "/account/login" not in url)
    page.goto("/territory/orders/")
    assert page.url.endswith("/territory/orders/")
    assert errors == []
    browser.close()
