"""A code by text message instead of the password: who is known here must not show, and guessing leads nowhere."""

import json
import re
import time
from datetime import timedelta

import pytest
from django.conf import settings as real
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.people.models import Person
from frontend.shell.tasks import carry_code
from frontend.shell.text_messages import SENDERS
from tests import personas

PHONE = "13900001111"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_file(settings, tmp_path):
    settings.SMS_SENDER, settings.SMS_FILE = "file", str(tmp_path / "codes.jsonl")
    cache.clear()


@pytest.fixture
def mei():
    user = personas.user("郑美兰")
    user.phone, user.phone_verified = f"+86{PHONE}", True
    user.save()
    return user


def ask(phone: str) -> Client:
    client = Client()
    client.post(reverse("account_request_login_code"), {"phone": phone})
    return client


def carried(settings) -> list[dict[str, str]]:
    """Every code that arrives once the waiting jobs are done."""
    for job in ProcrastinateJob.objects.filter(task_name="frontend.shell.carry_code").order_by("id"):
        carry_code(**job.args)
    try:
        return [json.loads(line) for line in open(settings.SMS_FILE)]
    except FileNotFoundError:
        return []


def test_the_code_opens_the_door_once(mei, settings):
    client = ask("139 0000 1111")
    [letter] = carried(settings)
    assert letter["phone"] == PHONE
    confirm = reverse("account_confirm_login_code")
    assert client.post(confirm, {"code": letter["code"]}).status_code == 302
    assert client.get(reverse("shell:me")).status_code == 200
    other = ask("13999990000")
    other.post(confirm, {"code": letter["code"]})
    assert other.get(reverse("shell:me")).status_code == 302


def test_a_stranger_sees_and_waits_the_same(mei, settings):
    known, unknown = ask(PHONE), ask("13999990000")
    pages = [client.get(reverse("account_confirm_login_code")) for client in (known, unknown)]
    assert [page.status_code for page in pages] == [200, 200]
    bodies = [page.content.decode().replace(page.wsgi_request.META["CSRF_COOKIE"], "") for page in pages]
    assert _without_tokens(bodies[0]) == _without_tokens(bodies[1])
    jobs = ProcrastinateJob.objects.filter(task_name="frontend.shell.carry_code")
    assert jobs.count() == 2  # the same work for both
    assert len(carried(settings)) == 1


def test_after_three_wrong_codes_the_right_one_opens_nothing(mei, settings):
    client = ask(PHONE)
    [letter] = carried(settings)
    confirm, wrong = reverse("account_confirm_login_code"), f"{(int(letter['code']) + 1) % 1_000_000:06d}"
    for _time in range(real.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS):
        client.post(confirm, {"code": wrong})
    client.post(confirm, {"code": letter["code"]})
    assert client.get(reverse("shell:me")).status_code == 302


def test_a_code_is_too_old_after_three_minutes(mei, settings, monkeypatch):
    client = ask(PHONE)
    [letter] = carried(settings)
    later = time.time() + timedelta(seconds=real.ACCOUNT_LOGIN_BY_CODE_TIMEOUT + 1).seconds
    monkeypatch.setattr("time.time", lambda: later)
    client.post(reverse("account_confirm_login_code"), {"code": letter["code"]})
    assert client.get(reverse("shell:me")).status_code == 302


def test_a_code_that_would_come_too_late_is_not_sent(mei, settings, monkeypatch):
    ask(PHONE)
    later = time.time() + 181
    monkeypatch.setattr("time.time", lambda: later)
    assert carried(settings) == []


def test_one_number_is_not_rung_all_day(mei, settings):
    for _time in range(8):
        ask(PHONE)
    assert len(carried(settings)) == 3


def test_number_and_code_lie_sealed_in_the_queue(mei, settings):
    ask(PHONE)
    [job] = ProcrastinateJob.objects.filter(task_name="frontend.shell.carry_code")
    [letter] = carried(settings)
    assert PHONE not in json.dumps(job.args)
    assert letter["code"] not in json.dumps(job.args)


def test_the_console_is_for_developers_alone(settings):
    settings.DEBUG = settings.DEMO = False
    with pytest.raises(ImproperlyConfigured):
        SENDERS["console"](PHONE, "code", "123456")


def test_an_elders_number_is_no_login(mei, settings):
    """A dossier's number opens nothing: only the number of a login does."""
    elder = personas.elder("林细妹")
    elder.person.phone = "13922223333"
    elder.person.save()
    assert Person.objects.filter(phone_index=elder.person.phone_index).exists()
    ask("13922223333")
    assert carried(settings) == []


def _without_tokens(body: str) -> str:
    return re.sub(r'(value|nonce|content)="[^"]{20,}"', "", body)


SPELLINGS = (
    "+86 139 0000 1111",
    "0086 13900001111",
    "１３９００００１１１１",
    "1３900001111",
    "139٣00001111",
    "+13900001111",
)


def test_another_spelling_is_the_same_number(mei, settings):
    for phone in (PHONE, PHONE, PHONE, *SPELLINGS):
        ask(phone)
    assert [letter["phone"] for letter in carried(settings)] == [PHONE] * 3


def test_wrong_passwords_count_for_the_number_however_it_is_written(mei, settings):
    mei.set_password("Tea-hill-7")
    mei.save()
    settings.ALLOWED_HOSTS = ["testserver"]

    def opens(login: str, password: str, host: str = "testserver") -> bool:
        sent = {"login": login, "password": password}
        return Client().post(reverse("account_login"), sent, headers={"host": host}).status_code == 302

    assert opens(PHONE, "Tea-hill-7")
    assert not any(opens(PHONE, "wrong") for _time in range(5))
    assert not any(opens(phone, "Tea-hill-7") for phone in SPELLINGS)
    assert not opens(PHONE, "Tea-hill-7", host="testserver:8443")  # a port of one's own choice is not another house


def test_guesses_that_come_at_the_same_time_are_all_counted(mei, settings):
    """Each of them reads the session before another has written into it: as if it said nothing of them."""
    client = ask(PHONE)
    [letter] = carried(settings)
    confirm, wrong = reverse("account_confirm_login_code"), f"{(int(letter['code']) + 1) % 1_000_000:06d}"
    before = Session.objects.get(session_key=client.session.session_key).session_data
    for _guess in range(4):
        client.post(confirm, {"code": wrong})
        Session.objects.update_or_create(
            session_key=client.cookies["sessionid"].value,
            defaults={"session_data": before, "expire_date": timezone.now() + timedelta(days=1)},
        )
    client.post(confirm, {"code": letter["code"]})
    assert client.get(reverse("shell:me")).status_code == 302
    again = ask(PHONE)
    assert again.post(confirm, {"code": carried(settings)[-1]["code"]}).status_code == 302
    assert again.get(reverse("shell:me")).status_code == 200
