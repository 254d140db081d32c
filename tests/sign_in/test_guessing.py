"""Guessing who is known here, or a password, leads nowhere (VERIFICATION 20, 21)."""

import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests import personas
from tests.sizes import FULL, sized

PASSWORD, PHONE = "Tea-hill-7", "13900001111"
WRONG = "名字和密码对不上"
TOO_OFTEN = "试得太多次了"
BY_ADDRESS, OVERRUN = 20, 1.1
RESETS = "/account/password/reset/"


@pytest.fixture
def mei(db, settings):
    """Somebody with a password hashed as in earnest: the time of that is what could tell."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    cache.clear()
    user = personas.user("郑美兰")
    user.phone, user.phone_verified, user.email = f"+86{PHONE}", True, "mei@example.org"
    user.set_password(PASSWORD)
    user.save()
    return user


def tried(name: str, number: int, address: str = "account_login") -> tuple[int, str, float]:
    """One wrong password for this name, each from another address: status, page without its tokens, milliseconds."""
    client, since = Client(REMOTE_ADDR=f"10.1.{number // 250}.{number % 250 + 1}"), time.perf_counter()
    answer = client.post(reverse(address), {"login": name, "password": "wrong-hill-1"})
    took = (time.perf_counter() - since) * 1000
    page = re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", answer.content.decode())
    return answer.status_code, page.replace(name, "NAME"), took


@pytest.mark.verifies(21)
@pytest.mark.parametrize(
    ("known", "unknown"),
    [(None, "linqiuxiang"), (PHONE, "13999990000"), ("mei@example.org", "lin@example.org")],
    ids=["name", "phone", "mail which is no door here"],
)
def test_somebody_known_and_somebody_unknown_get_the_same_answer_for_the_same_work(mei, monkeypatch, known, unknown):
    hashed: list[str] = []
    encode = PBKDF2PasswordHasher.encode
    monkeypatch.setattr(
        PBKDF2PasswordHasher, "encode", lambda self, *given, **more: hashed.append("") or encode(self, *given, **more)
    )
    status, page, _took = tried(known or mei.username, 1)
    work_for_known = len(hashed)
    assert (status, WRONG in page) == (200, True)
    assert tried(unknown, 2)[:2] == (status, page)
    assert len(hashed) == 2 * work_for_known > 0


@pytest.mark.verifies(21)
@pytest.mark.skipif(not FULL, reason="measures time: for make verify on a machine that does nothing else")
def test_nor_does_time_tell(mei):
    times: dict[str, list[float]] = {mei.username: [], "linqiuxiang": []}
    for number in range(300):
        for name, found in times.items():
            if number % 4 == 0:
                cache.clear()  # else the limit answers
            found.append(tried(name, number)[2])
    known, unknown = (statistics.median(found) for found in times.values())
    assert abs(known - unknown) <= 10


@pytest.mark.verifies(21)
def test_there_is_no_sign_up_and_a_lost_password_tells_nothing(mei):
    told = []
    for name in ("mei@example.org", "lin@example.org"):
        cache.clear()
        client = Client()
        answer = client.post(RESETS, {"email": name}, follow=True)
        told.append((answer.status_code, [to for to, _status in answer.redirect_chain]))
    assert told[0] == told[1]
    assert "email" not in Client().get("/account/signup/").content.decode()


def at_once(url: str, times: int, name: str) -> list[str]:
    """Wrong passwords from one address, all at the same moment, each claiming to come from elsewhere."""
    start = Barrier(times)

    def one(number: int) -> str:
        headers = {"X-Forwarded-For": f"203.0.113.{number}", "X-Real-IP": f"203.0.113.{number}"}
        with httpx.Client(base_url=url, headers=headers, timeout=120) as client:
            client.get("/account/login/")
            form = {
                "login": name.format(number),
                "password": "wrong",
                "csrfmiddlewaretoken": client.cookies["csrftoken"],
            }
            start.wait()
            return client.post("/account/login/", data=form).text

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


@pytest.mark.server
@pytest.mark.verifies(20)
def test_a_hundred_guesses_at_once_hardly_run_over_the_limit(one_server):
    for _again in range(sized(1, 5)):
        told = at_once(one_server.url, sized(50, 100), "nobody{}")
        looked_at = sum(WRONG in page for page in told)
        assert sum(TOO_OFTEN in page for page in told) == len(told) - looked_at
        assert 0 < looked_at <= BY_ADDRESS * OVERRUN
        with httpx.Client(base_url=one_server.url) as client:  # and never open: not even with the right one
            client.get("/account/login/")
            token = client.cookies["csrftoken"]
            form = {"login": "helper", "password": one_server.password, "csrfmiddlewaretoken": token}
            assert TOO_OFTEN in client.post("/account/login/", data=form, follow_redirects=True).text
