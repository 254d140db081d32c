"""Answers to requests that carried a key hold for a month, and then go by themselves."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django import app

from accounts.journal.actions.forget_answers import KEPT, forget_answers
from accounts.journal.models import AnsweredRequest
from accounts.journal.tasks import forget
from tests import personas
from tests.personas import NOW

pytestmark = pytest.mark.django_db


def answered(key: str, *, age: timedelta) -> None:
    user = personas.user(f"某{key}")
    row = AnsweredRequest.objects.create(user=user, key=key, fingerprint="0", status=201, body={"elder": "林细妹"})
    AnsweredRequest.objects.filter(id=row.id).update(created_at=NOW - age)


def test_a_key_holds_for_weeks_and_not_for_good():
    answered("late", age=KEPT - timedelta(minutes=1))
    answered("old", age=KEPT + timedelta(minutes=1))
    assert forget_answers(at=NOW) == 1
    assert [row.key for row in AnsweredRequest.objects.all()] == ["late"]
    assert timedelta(weeks=4) < KEPT


def test_it_runs_every_night():
    answered("old", age=timedelta(days=4000))
    assert "accounts.journal.forget_answers" in {one.task.name for one in app.periodic_registry.periodic_tasks.values()}
    forget(timestamp=0)
    assert not AnsweredRequest.objects.exists()
