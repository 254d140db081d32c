"""Pages a second of one process, beside a page that only knows who is signed in."""

from tests.bench.http import gets_a_second
from tests.bench.say import say

READ, AT_ONCE = 400, 8
PAGES = {"board": "/volunteer/", "passbook": "/bank/", "inbox": "/inbox/", "landing, signed out": "/"}


def pages_a_second(url: str) -> None:
    """Several readers at once, everything warm."""
    from django.conf import settings
    from django.test import Client

    from tests import personas

    signed_in = Client()
    signed_in.force_login(personas.volunteer(), backend="allauth.account.auth_backends.AuthenticationBackend")
    cookies = {settings.SESSION_COOKIE_NAME: signed_in.cookies[settings.SESSION_COOKIE_NAME].value}
    floor = gets_a_second(url, "/bench/page/", cookies, READ, at_once=AT_ONCE)
    for name, path in PAGES.items():
        rate = gets_a_second(url, path, {} if "signed out" in name else cookies, READ, at_once=AT_ONCE)
        say("pages", name, rate, "pages/s", floor=round(floor, 1))
