"""Who hears of what supervision asks of them, and in which words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.access.enums import Role
from accounts.journal.models import Event
from frontend.live.readers import readers
from frontend.shell.notices import SENTENCES
from services.supervision.actions.answer_matter import answer_matter
from services.supervision.actions.finish_task import finish_task
from services.supervision.actions.give_task import give_task
from services.supervision.actions.judge_task import judge_task
from services.supervision.actions.raise_matter import raise_matter
from tests import personas
from tests.personas import NOW, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db


def last() -> Event:
    event = Event.objects.filter(name__startswith="services.").order_by("-sequence").first()
    assert event is not None
    assert event.name in SENTENCES
    return event


def test_each_side_hears_of_the_other(client):
    township = personas.user("镇里", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    worker = personas.user("村里", Role.VILLAGE_WORKER, region=VILLAGE)
    soon = NOW.date() + timedelta(days=7)
    task = give_task(by=township, at=NOW, region_code=VILLAGE, person_id=worker.id, words="走一遍", due_on=soon)
    assert readers(last()) == [worker]
    finish_task(by=worker, at=NOW, task_id=task.id, words="走了")
    assert readers(last()) == [township]
    judge_task(by=township, at=NOW, task_id=task.id, accept=True)
    assert readers(last()) == [worker]
    asked = {"kind": "PROBLEM", "title": "缺人", "words": "没人送饭", "due_on": soon}
    matter = raise_matter(by=worker, at=NOW, region_code=VILLAGE, to_code=TOWNSHIP, **asked)
    assert readers(last()) == [township]
    answer_matter(by=township, at=NOW, matter_id=matter.id, words="派人")
    assert readers(last()) == [worker]
    client.force_login(worker)
    assert client.get(reverse("shell:inbox")).status_code == 200
