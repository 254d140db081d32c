"""A request leaves one line that names nobody, and can be followed into its jobs."""

import asyncio
import logging
from typing import Any
from uuid import uuid4

import pytest
import structlog
from django.conf import settings
from django.db import DataError, connection
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import DjangoApp
from procrastinate.testing import InMemoryConnector

from accounts.access.enums import Role
from tests import personas
from tests.loops import run
from tests.operations.lines import writing
from timebank.operations.management.commands.follow import followed, lines_of

pytestmark = pytest.mark.django_db
NAME, PHONE, ID_NUMBER = "金丝雀", "13877776666", "350425194303017777"
HIDDEN = (NAME, PHONE, ID_NUMBER)


@pytest.fixture
def official() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(personas.user(NAME, Role.COUNTY_OFFICIAL, region=personas.COUNTY))
    return client


def fail(*_args: Any, **_options: Any) -> None:
    raise ValueError(f"{NAME} {PHONE} {ID_NUMBER}")


def ask_the_database(*_args: Any, **_options: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::int", [f"{NAME} {PHONE} {ID_NUMBER}"])


def leaks(text: str) -> list[str]:
    return [one for one in HIDDEN if one in text]


def test_a_request_leaves_one_line_with_route_status_and_time(official: Client) -> None:
    elder = personas.elder("林细妹")
    with writing() as log:
        official.get(reverse("territory:elder", args=[elder.id]), {"q": NAME})
    (line,) = log.of("request")
    assert line["route"] == "territory:elder"
    assert (line["method"], line["status"], line["who"]) == ("GET", 200, "person")
    assert line["milliseconds"] >= 0
    assert str(elder.id) not in log.text


def test_the_number_of_a_request_is_the_proxys_only_when_it_looks_like_one(official: Client) -> None:
    given = uuid4().hex
    with writing() as log:
        assert official.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given
        for odd in (PHONE, ID_NUMBER, NAME, "x" * 32, given + "\n", ""):
            answered = official.get(reverse("shell:me"), headers={"X-Request-ID": odd}).headers["X-Request-ID"]
            assert answered != odd.strip()
            assert len(answered) == 32
            assert log.of("request")[-1]["request"] == answered
    assert leaks(log.text) == []
    assert structlog.contextvars.get_contextvars() == {}


@pytest.mark.parametrize("trouble", [fail, ask_the_database])
def test_canary_nothing_of_anybody_stands_in_the_log(
    official: Client, monkeypatch: pytest.MonkeyPatch, trouble: Any
) -> None:
    with writing() as log:
        official.post(reverse("territory:elders"), {"q": PHONE})
        official.get(reverse("territory:elders"), {"q": NAME})
        official.get(f"/territory/{NAME}/{PHONE}/")
        official.get(f"/api/v1/elders/{ID_NUMBER}/")
        official.post(reverse("account_login"), {"login": PHONE, "password": ID_NUMBER})
        official.get("/", headers={"Host": PHONE})
        monkeypatch.setattr("frontend.shell.me.grants_of", trouble)
        assert official.get(reverse("shell:me")).status_code == 500
        logging.getLogger("some.library").error("Could not send %s to %s", NAME, PHONE)
        logging.getLogger("asyncio").error(f"Task exception was never retrieved\nfuture: {NAME}")
    assert leaks(log.text) == []
    (error,) = log.of("Internal Server Error")
    assert "tests/operations/test_logs.py" in error["exception"]
    assert ("ValueError" if trouble is fail else "sqlstate=22P02") in error["exception"]
    assert error["route"] == "shell:me"
    assert error["request"] == log.of("request")[-1]["request"]
    assert "Could not send %s to %s" in log.text
    numbers = {line["request"] for line in log.of("request")}
    assert {line["request"] for line in log.of("Not Found")} <= numbers
    assert len(log.of("Not Found")) == 2


def test_negative_control_where_words_stay_the_canary_is_found(
    official: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontend.shell.me.grants_of", fail)
    with writing(as_json=False, frank=True) as log:
        official.get(reverse("shell:me"))
    assert leaks(log.text) == list(HIDDEN)
    with writing(as_json=False, frank=True) as log:
        logging.getLogger("some.library").error("Could not send %s to %s", NAME, PHONE)
    assert f"Could not send {NAME} to {PHONE}" in log.text


def test_what_the_machine_is_called_is_written_in_full() -> None:
    with writing() as log:
        logging.getLogger("psycopg.pool").warning("error connecting in %r: %s", "pool-1", "connection refused")
        logging.getLogger("uvicorn.error").info("Started server process [%d]", 42)
        logging.getLogger("uvicorn.error").info('%s - "WebSocket %s" [accepted]', "203.0.113.9", f"/live/?q={PHONE}")
    assert log.lines[0]["event"] == "error connecting in 'pool-1': connection refused"
    assert log.lines[1]["event"] == "Started server process [42]"
    assert log.lines[2]["event"] == '%s - "WebSocket %s" [accepted]'


def test_frankness_never_reaches_lines_that_are_gathered() -> None:
    with writing(as_json=True, frank=True) as log:
        try:
            fail()
        except ValueError:
            logging.getLogger("timebank.tests").exception("failed")
    assert leaks(log.text) == []
    assert "ValueError" in log.text


def test_an_error_tells_its_cause_and_what_belongs_to_the_program() -> None:
    with writing() as log:
        try:
            try:
                ask_the_database()
            except DataError as error:
                raise KeyError(PHONE) from error
        except KeyError:
            structlog.get_logger("timebank.tests").exception("failed")
        try:
            NAME.nothing_of_the_kind  # type: ignore[attr-defined] # noqa: B018
        except AttributeError:
            structlog.get_logger("timebank.tests").exception("failed")
    first, second = log.of("failed")
    assert first["exception"].startswith("KeyError\n")
    assert "caused by django.db.utils.DataError" in first["exception"]
    assert "nothing_of_the_kind" in second["exception"]
    assert leaks(log.text) == []


def test_a_request_is_followed_into_its_job_and_arguments_stay_out() -> None:
    app = DjangoApp(connector=InMemoryConnector(), worker_defaults=settings.PROCRASTINATE_WORKER_DEFAULTS)

    @app.task(name="tests.tell", pass_context=False)
    def tell(phone: str) -> None:
        structlog.get_logger("timebank.tests").info("inside")
        raise ValueError(phone)

    async def work() -> None:
        with structlog.contextvars.bound_contextvars(request="r" * 32):
            await app.configure_task("tests.tell").defer_async(phone=PHONE)
        async with app.open_async():
            await asyncio.wait_for(app.run_worker_async(wait=False, install_signal_handlers=False), 20)

    with writing() as log:
        run(work())
    (deferred,) = log.of("jobs_deferred")
    assert deferred["request"] == "r" * 32
    (job,) = deferred["jobs"]
    (inside,) = log.of("inside")
    assert (inside["in_job"], inside["in_task"]) == (job, "tests.tell")
    (ended,) = log.of("job_error")
    assert ended["job"] == job
    assert "ValueError" in ended["exception"]
    assert leaks(log.text) == []


def test_the_terminal_gets_plain_text(official: Client) -> None:
    with writing(as_json=False) as log:
        official.get(reverse("shell:me"))
    (line,) = [line for line in log.text.splitlines() if "request" in line]
    assert "route=shell:me" in line
    assert not line.startswith("{")


def test_machines_that_ask_all_day_leave_no_lines() -> None:
    with writing() as log:
        assert Client().get("/healthz").status_code == 200
    assert log.of("request") == []


def test_following_a_request_through_the_log_of_several_processes() -> None:
    text = [
        '{"at": "3", "event": "start_job", "job": 8}',
        "Traceback of something else",
        '{"at": "1", "event": "jobs_deferred", "request": "aa", "jobs": [7]}',
        '{"at": "2", "event": "jobs_deferred", "in_job": 7, "jobs": [8]}',
        '{"at": "4", "event": "start_job", "job": 9}',
        '{"at": "5", "event": "request", "request": "bb"}',
    ]
    assert [line["at"] for line in followed(lines_of(text), "aa")] == ["1", "2", "3"]
    assert followed(lines_of(text), "cc") == []


def test_what_procrastinate_says_of_our_tasks_at_every_start_is_not_worth_a_line() -> None:
    worth = settings.LOGGING["filters"]["worth"]["()"]()
    assert "worth" in settings.LOGGING["handlers"]["console"]["filters"]
    told = [logging.makeLogRecord({"action": one}) for one in ("registering_periodic_task", "start_job")]
    assert [worth.filter(one) for one in told] == [False, True]
