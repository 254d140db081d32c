"""What officials are told of how the system is doing: in their words, true to the minute, and only to them."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.access.enums import Role
from accounts.messaging.enums import State
from accounts.running import keep_record
from tests import personas
from tests.ledger.books import account, post
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint
from timebank.operations.doctor import Finding, Level
from timebank.operations.status.topics import ANSWERS, BELONGS, QUESTIONS, topics
from timebank.operations.watch import looking
from timebank.operations.watch.figures import Figures, forget_figures

pytestmark = pytest.mark.django_db
PAGE = "/status/"


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.VAR, settings.BACKUP_FOLDER = tmp_path, ""
    cache.clear()
    forget_figures()
    yield
    cache.clear()
    forget_figures()


def client_of(*roles: Role, english: bool = False) -> Client:
    client = Client()
    client.force_login(personas.user("陈丽", *roles, region=personas.COUNTY))
    if english:
        client.cookies["django_language"] = "en"
    return client


def levels(answer: Any) -> dict[str, Level]:
    return {topic.name: topic.level for topic in answer.context["topics"]}


def look_anew() -> None:
    looking.forget_look()
    forget_figures()


def worker_beats() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")


def test_only_those_who_answer_for_it_see_it() -> None:
    assert client_of(Role.COUNTY_OFFICIAL).get(PAGE).status_code == 200
    assert client_of(Role.ADMIN).get(PAGE).status_code == 200
    assert client_of(Role.TOWNSHIP_OFFICIAL).get(PAGE).status_code == 403
    assert client_of().get(PAGE).status_code == 403
    assert Client().get(PAGE).headers["Location"].startswith("/account/login/")


def test_a_worker_that_stopped_is_said_within_seconds_in_both_languages() -> None:
    worker_beats()
    chinese, english = client_of(Role.COUNTY_OFFICIAL), client_of(Role.ADMIN, english=True)
    assert levels(chinese.get(PAGE))["messages"] != Level.BAD
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '10 minutes'")
    forget_figures()  # ten seconds later; the doctor has not looked again
    page = chinese.get(PAGE)
    assert levels(page)["messages"] == Level.BAD
    assert page.context["topics"][0].level == Level.BAD  # what is broken stands first
    assert "发不出去" in page.content.decode()
    look_anew()
    text = english.get(PAGE).content.decode()
    assert "nobody is told anything" in text
    assert "systemctl start timebank-worker" in text  # folded away, for the operator
    worker_beats()
    look_anew()
    assert levels(chinese.get(PAGE))["messages"] != Level.BAD


def test_saved_sealed_and_counted_are_told_with_their_moments() -> None:
    client = client_of(Role.ADMIN, english=True)
    page = client.get(PAGE)
    assert (levels(page)["saved"], levels(page)["books"]) == (Level.BAD, Level.BAD)
    assert "never" in page.content.decode()
    post(account("林细妹", 100), account("范阿土"), 1, "a")
    seal_checkpoint(at=timezone.now())
    keep_record("audit", ok=True, problems=0)
    keep_record("backup", folder="/backups/one", bytes=1, sealed=True)
    keep_record("drill", ok=True)
    keep_record("keys")
    look_anew()
    page = client.get(PAGE)
    assert (levels(page)["saved"], levels(page)["books"]) == (Level.GOOD, Level.GOOD)
    assert "never" not in page.content.decode()
    keep_record("audit", ok=False, problems=1)
    look_anew()
    assert levels(client.get(PAGE))["books"] == Level.BAD


def test_the_doctor_looks_once_a_minute_however_often_one_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []

    def examine() -> Iterator[Finding]:
        looked.append(1)
        yield Finding("disk", Level.WARN, "Nearly full.", "Tidy up.")

    monkeypatch.setattr(looking, "examine", examine)
    client = client_of(Role.ADMIN)
    for _ in range(3):
        assert levels(client.get(PAGE))["open"] == Level.WARN
    assert len(looked) == 1
    assert looking.KEPT_SECONDS == 60


def test_a_way_that_loses_its_messages_and_an_emergency_nobody_passed_on() -> None:
    def read(**values: dict[tuple[str, ...], float]) -> dict[str, Level]:
        found = Figures(values={"workers": {(): 1}, **values})
        return {topic.name: topic.level for topic in topics([], found)}

    assert set(read().values()) == {Level.GOOD}
    lost = {("SMS", State.FAILED): 5.0, ("SMS", State.SENT): 10.0}
    assert read(deliveries_last_hour=lost)["messages"] == Level.WARN
    assert read(deliveries_last_hour=lost | {("SMS", State.SENT): 100.0})["messages"] == Level.GOOD
    assert read(deliveries_overdue={(): 1})["late"] == Level.WARN
    assert read(incidents_late={(): 1})["late"] == Level.BAD
    assert read(workers={(): 0})["messages"] == Level.BAD
    assert read(backup_age_seconds={(): math.inf})["saved"] == Level.GOOD  # that is for the doctor to judge


def test_no_technical_word_reaches_an_official_unfolded() -> None:
    with translation.override("en"):
        for answer in (str(one) for three in ANSWERS.values() for one in three):
            for word in ("worker", "PostgreSQL", "Redis", "job", "queue", "migration", "backup", "checkpoint", "SQL"):
                assert word not in answer, answer


def test_everything_the_doctor_looks_at_has_its_question() -> None:
    assert set(BELONGS.values()) | {"late", "open"} == set(QUESTIONS)
    found = topics([Finding("something new", Level.BAD, "Oh.")], Figures(values={"workers": {(): 1}}))
    assert found[0].name == "open"


def test_the_way_there_starts_at_the_figures() -> None:
    assert f'href="{PAGE}"' in client_of(Role.COUNTY_OFFICIAL).get(reverse("territory:figures")).content.decode()
    assert f'href="{PAGE}"' in client_of(Role.ADMIN).get(reverse("territory:figures")).content.decode()
    assert f'href="{PAGE}"' not in client_of(Role.SUPERVISOR).get(reverse("territory:figures")).content.decode()
