"""Two web processes behind nginx, two workers, one PostgreSQL, one Redis: together they are one house (ADR 52)."""

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from django.db import connection, transaction
from django.utils import timezone
from knox.models import AuthToken
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from pytest_django import DjangoDbBlocker

from accounts.journal.actions.emit import DELIVERY_TASK, emit
from accounts.journal.models import Event, Notice
from accounts.people.models import User
from tests.api.test_main_job_over_http import new_order
from tests.databases import own_copy
from tests.loops import run
from tests.operations.many import House, Web, Worker, house_of, sign_in, until

pytestmark = pytest.mark.server
TOPIC = "board:350425100"
JOBS = 200
LOCK = "FOR UPDATE OF jobs SKIP LOCKED"


@pytest.fixture(scope="module")
def house(
    seeded_template: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("many")
    with own_copy(seeded_template, django_db_blocker) as name, house_of(name, folder) as running:
        yield running


@pytest.fixture(scope="module")
def token(house: House) -> dict[str, str]:
    _row, secret = AuthToken.objects.create(User.objects.get(username="helper"))
    return {"Authorization": f"Bearer {secret}"}


def placed_at(web: Web, token: dict[str, str], hours: float) -> str:
    """An order placed through one process; returns its id."""
    with web.visitor(**token) as helper:
        helper.base_url = httpx.URL("http://localhost/api/v1")
        answer, _body = new_order(helper, hours=hours)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def hears(socket: Any, order: str, *, seconds: float = 20) -> bool:
    """Whether a socket is told of the order in time."""
    try:
        async with asyncio.timeout(seconds):
            async for text in socket:
                if order in text:
                    return True
    except TimeoutError:
        pass
    return False


def test_what_happens_at_one_is_heard_at_both(house: House, token: dict[str, str]) -> None:
    async def story() -> None:
        cookies = []
        for web in (house.one, house.other, house.alone):
            with web.visitor() as visitor:
                assert (await asyncio.to_thread(sign_in, visitor, "volunteer2")).status_code == 302
                cookies.append(visitor.cookies)
        async with (
            house.one.watching(TOPIC, cookies[0]) as one,
            house.other.watching(TOPIC, cookies[1]) as other,
            house.watching(TOPIC, cookies[0]) as through_nginx,
            house.alone.watching(TOPIC, cookies[2]) as alone,
        ):
            await asyncio.sleep(2.5)  # longer than a group is joined for here
            for number, web in enumerate((house.one, house.other)):
                order = await asyncio.to_thread(placed_at, web, token, 90 + number)
                assert await hears(one, order)
                assert await hears(other, order)
                assert await hears(through_nginx, order)
                assert not await hears(alone, order, seconds=0.5)  # negative control: nothing but Redis carries it
            await alone.ping()  # it was open all the while

    run(story())


def test_a_session_holds_at_both_and_ends_at_both(house: House) -> None:
    with house.one.visitor() as one, house.other.visitor() as other, house.alone.visitor() as alone:
        assert sign_in(one, "family").status_code == 302
        other.cookies, alone.cookies = one.cookies, one.cookies
        assert other.get("/me/").status_code == 200
        assert alone.get("/me/").status_code == 302  # negative control: another house's secret opens no session
        leave = {"csrfmiddlewaretoken": one.cookies["csrftoken"]}
        with house.other.visitor() as bystander:
            assert sign_in(bystander, "family").status_code == 302
            assert one.post("/account/logout/", data=leave).status_code == 302
            assert other.get("/me/").status_code == 302
            assert bystander.get("/me/").status_code == 200


def test_tries_at_the_door_are_counted_together(house: House) -> None:
    with house.one.visitor() as one, house.other.visitor() as other, house.alone.visitor() as alone:
        for door in (one, other, one, other, one):
            assert sign_in(door, "village", "guess").status_code == 200
        for door in (one, other):
            assert sign_in(door, "village").status_code != 302  # even the right one, for a while
        for _ in range(2):
            assert sign_in(alone, "village", "guess").status_code == 200
        assert sign_in(alone, "village").status_code == 302  # negative control: it knows of its own two only


@pytest.fixture
def told(house: House) -> Event:
    """Something somebody hears of in their inbox."""
    return Event.objects.filter(name="services.order.placed", notices__isnull=False).latest("sequence")


def happen(like: Event, times: int) -> list[int]:
    """The same once more, so many times, each with its job."""
    same = ("name", "by", "subject_kind", "subject_id", "region_code", "public", "detail")
    with transaction.atomic():
        events = [emit(at=timezone.now(), **{name: getattr(like, name) for name in same}) for _ in range(times)]
    return [event.sequence for event in events]


def jobs_of(events: list[int]) -> Counter[str]:
    """State → how many jobs of these events are in it."""
    return Counter(
        dict(
            rows(
                """SELECT status::text, count(*) FROM procrastinate_jobs
                   WHERE task_name = %s AND (args->>'sequence')::bigint = ANY(%s) GROUP BY 1""",
                [DELIVERY_TASK, events],
            )
        )
    )


def begun(house: House, events: list[int]) -> Counter[int]:
    """How often a worker began the job of each event, as the workers themselves say.

    Not by what procrastinate keeps of a job: a second beginning of what runs already leaves no trace there.
    """
    found = rows(
        """SELECT id, (args->>'sequence')::bigint FROM procrastinate_jobs
           WHERE task_name = %s AND (args->>'sequence')::bigint = ANY(%s)""",
        [DELIVERY_TASK, events],
    )
    event_of = dict(found)
    lines = [json.loads(line) for one in house.workers for line in one.log.read_text().splitlines() if line[:1] == "{"]
    return Counter(
        event_of[line["job"]] for line in lines if line.get("event") == "start_job" and line["job"] in event_of
    )


def held_by(worker: Worker) -> int:
    """How many jobs it has in its hands."""
    return int(
        rows("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' AND worker_id = %s", [worker.number])[0][0]
    )


def run_sql(statement: str, values: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def rows(statement: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


@contextmanager
def slow_fetch(lock: str) -> Iterator[None]:
    """A moment between finding a job and taking it, so that two workers do meet there."""
    text = rows("SELECT pg_get_functiondef('procrastinate_fetch_job_v2'::regproc)")[0][0]
    found = "WHERE procrastinate_jobs.id = candidate.id"
    assert LOCK in text
    assert found in text
    run_sql(text.replace(LOCK, lock).replace(found, f"{found} AND (SELECT true FROM pg_sleep(0.02))"))
    try:
        yield
    finally:
        run_sql(text)


def test_two_workers_run_each_job_once(house: House, told: Event) -> None:
    with slow_fetch(LOCK):
        events = happen(told, JOBS)
        until(lambda: jobs_of(events)["succeeded"] == JOBS, "not all done")
    assert begun(house, events) == dict.fromkeys(events, 1)
    assert all(one.process.poll() is None for one in house.workers)
    assert heard_once(events)


def test_without_the_lock_some_run_twice(house: House, told: Event) -> None:
    """Negative control: the count above can see it."""
    with slow_fetch(""):
        events = happen(told, 40)
        until(lambda: sum(jobs_of(events)[one] for one in ("succeeded", "failed")) == 40, "not all done")
    assert max(begun(house, events).values()) > 1


def heard_once(events: list[int]) -> bool:
    """Whether somebody has a notice of each, and nobody two of one."""
    found = Counter(Notice.objects.filter(event__in=events).values_list("event", "recipient"))
    return {event for event, _ in found} == set(events) and set(found.values()) == {1}


def test_a_worker_killed_in_the_middle_loses_nothing(house: House, told: Event) -> None:
    killed, left = house.workers
    events = happen(told, JOBS)
    until(lambda: held_by(killed), "it took nothing up")
    killed.process.kill()
    killed.process.wait()
    lying = held_by(killed)
    assert lying
    until(lambda: jobs_of(events)["succeeded"] == JOBS - lying, "the other one goes on")
    assert jobs_of(events) == {"succeeded": JOBS - lying, "doing": lying}  # nobody takes them up yet
    rows(
        "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute' WHERE id = %s RETURNING 1",
        [killed.number],
    )
    with suppress(AlreadyEnqueued):  # the clock itself may just have done it
        app.configure_task(name="frontend.live.retry_stalled").defer(timestamp=0)  # what the clock does each minute
    until(lambda: jobs_of(events)["succeeded"] == JOBS, "what it held was not taken up again")
    assert left.process.poll() is None
    times = begun(house, events)
    assert set(times) == set(events)
    # What it had taken up may have been killed before it said that it begins.
    again = Counter(times.values())
    assert (again[1] + again[2], again[2] <= lying) == (JOBS, True)
    assert heard_once(events)


def test_one_after_the_other_restarts_and_nobody_is_turned_away(house: House, token: dict[str, str]) -> None:
    said, orders, over = Counter[str](), list[str](), threading.Event()

    def visit(at: str) -> None:
        with httpx.Client(base_url=house.url, timeout=120) as client:
            while not over.wait(0.1):
                try:
                    said[f"GET {client.get(at).status_code}"] += 1
                except httpx.HTTPError as error:
                    said[repr(error)] += 1

    def order() -> None:
        with httpx.Client(base_url=f"{house.url}/api/v1", headers=token, timeout=120) as helper:
            _first, body = new_order(helper, hours=100)
            while not over.wait(0.1):
                body |= {name: _later(body[name]) for name in ("starts_at", "ends_at")}
                try:
                    answer = helper.post("/orders/", json=body, headers={"Idempotency-Key": str(uuid4())})
                    said[f"POST {answer.status_code}"] += 1
                    orders.append(answer.json()["id"])
                    gone = helper.post(f"/orders/{orders[-1]}/cancel/", json={"reason": "试"})
                    said[f"cancelled {gone.status_code}"] += 1
                except httpx.HTTPError as error:
                    said[repr(error)] += 1

    visitors = [threading.Thread(target=visit, args=[at]) for at in ("/healthz", "/account/login/")]
    visitors.append(threading.Thread(target=order))
    for one in visitors:
        one.start()
    try:
        wait_for_orders(said, 3)
        for web in (house.one, house.other):
            web.restart()
            wait_for_orders(said, 3)
    finally:
        over.set()
        for one in visitors:
            one.join()
    assert set(said) == {"GET 200", "POST 201", "cancelled 200"}, said
    assert len(set(orders)) == said["POST 201"] == said["cancelled 200"]
    assert Event.objects.filter(name="services.order.placed", subject_id__in=orders).count() == len(orders)
    for web in (house.one, house.other):  # negative control: without their sockets the same visitor sees it
        web.end()
    assert httpx.get(f"{house.url}/healthz").status_code == 502


def wait_for_orders(said: Counter[str], number: int) -> None:
    """Until so many more were placed."""
    enough = said["POST 201"] + number
    until(lambda: said["POST 201"] >= enough, str(said))


def _later(moment: str) -> str:
    return (datetime.fromisoformat(moment) + timedelta(hours=1)).isoformat()
