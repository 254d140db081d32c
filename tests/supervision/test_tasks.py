"""Tasks and inspections: given, done, looked at again by somebody else; drawn so that anybody can draw it again."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.access.enums import Role
from accounts.refusals import NotAllowed, NotFound
from services.orders.lifecycle import StateChanged
from services.supervision.actions.bulletins import SayWhy
from services.supervision.actions.close_inspection import DoorsLeft, FindingsLeft, close_inspection
from services.supervision.actions.drop_task import drop_task
from services.supervision.actions.finish_task import finish_task
from services.supervision.actions.give_task import give_task
from services.supervision.actions.judge_task import judge_task
from services.supervision.actions.note_sampled import InspectionOver, note_sampled
from services.supervision.actions.open_inspection import NobodyToDraw, open_inspection
from services.supervision.actions.tasking import AnotherJudges, DueBefore, NotTheirs, SayWhat, ShowHow
from services.supervision.models import Inspection, Task, TaskStep
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def township():
    return personas.user("镇里", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)


@pytest.fixture
def worker():
    return personas.user("村里", Role.VILLAGE_WORKER, region=VILLAGE)


def give(by, person, **more) -> Task:
    asked = {"region_code": VILLAGE, "person_id": person.id, "words": "把三位老人走一遍", "due_on": WEEK, **more}
    return give_task(by=by, at=NOW, **asked)


def test_given_done_returned_done_and_accepted(township, worker):
    task = give(township, worker, gauge="RISKS", of=TODAY)
    with pytest.raises(NotAllowed):
        finish_task(by=township, at=NOW, task_id=task.id, words="走了")
    with pytest.raises(StateChanged):
        judge_task(by=township, at=NOW, task_id=task.id, accept=True)
    with pytest.raises(ShowHow):
        finish_task(by=worker, at=NOW, task_id=task.id, words=" ")
    finish_task(by=worker, at=NOW, task_id=task.id, words="三位都走了，记在探访里")
    with pytest.raises(SayWhy):
        judge_task(by=township, at=NOW, task_id=task.id, accept=False)
    judge_task(by=township, at=NOW, task_id=task.id, accept=False, words="少一位")
    finish_task(by=worker, at=NOW, task_id=task.id, words="补上了")
    assert judge_task(by=township, at=NOW, task_id=task.id, accept=True).state == "ACCEPTED"
    steps = list(TaskStep.objects.order_by("id").values_list("what", flat=True))
    assert steps == ["GIVEN", "DONE", "RETURNED", "DONE", "ACCEPTED"]
    with pytest.raises(DatabaseError), transaction.atomic():
        TaskStep.objects.all().delete()


def test_what_is_refused(township, worker):
    stranger = personas.user("别村", Role.VILLAGE_WORKER, region=OTHER_VILLAGE)
    for fault, refusal in (
        ({"words": " "}, SayWhat),
        ({"due_on": TODAY - timedelta(days=1)}, DueBefore),
        ({"person_id": stranger.id}, NotTheirs),
        ({"region_code": OTHER_VILLAGE}, NotFound),
        ({"elder_id": personas.elder("外村", village=OTHER_VILLAGE).id}, NotFound),
    ):
        with pytest.raises(refusal):
            give(township, worker, **fault)
    with pytest.raises(NotAllowed):
        give(worker, worker)
    own = give(township, township)
    finish_task(by=township, at=NOW, task_id=own.id, words="做了")
    with pytest.raises(AnotherJudges):
        judge_task(by=township, at=NOW, task_id=own.id, accept=True)
    with pytest.raises(NotFound):
        finish_task(by=stranger, at=NOW, task_id=own.id, words="我来")
    dropped = drop_task(by=township, at=NOW, task_id=give(township, worker).id, words="重了")
    assert dropped.state == "DROPPED"


def begin(by, **more) -> Inspection:
    asked = {
        "region_code": TOWNSHIP,
        "title": "冬季联合督查",
        "villages": [VILLAGE],
        "departments": ["公安", "卫健"],
        "each": 2,
        "held_on": TODAY,
        "seed": "2026-冬",
        **more,
    }
    return open_inspection(by=by, at=NOW, **asked)


def test_the_draw_can_be_done_again_by_anybody(township):
    elders = [personas.elder(f"老人{n}") for n in range(5)]
    personas.elder("外村", village=OTHER_VILLAGE)
    inspection = begin(township)
    drawn = [one.elder_id for one in inspection.sample.order_by("position")]
    by_hand = sorted((one.id for one in elders), key=lambda key: sha256(f"2026-冬:{key}".encode()).hexdigest())
    assert drawn == by_hand[:2]
    assert len(begin(township, seed="").seed) == 36  # one that nobody chose
    for fault, refusal in (
        ({"villages": [OTHER_VILLAGE]}, NotFound),
        ({"villages": []}, NobodyToDraw),
        ({"each": 0}, NobodyToDraw),
    ):
        with pytest.raises(refusal):
            begin(township, **fault)


def test_an_inspection_closes_when_everything_is_put_right(township, worker, client):
    personas.elder("甲"), personas.elder("乙")
    inspection = begin(township)
    first, second = inspection.sample.order_by("position")
    with pytest.raises(DoorsLeft):
        close_inspection(by=township, at=NOW, inspection_id=inspection.id)
    note_sampled(by=township, at=NOW, sampled_id=first.id, found="AS_WRITTEN")
    with pytest.raises(SayWhy):
        note_sampled(by=township, at=NOW, sampled_id=second.id, found="OTHERWISE")
    client.force_login(township)
    assert client.get(reverse("supervision:inspection", args=[inspection.id])).status_code == 200
    found = {
        "found": "OTHERWISE",
        "words": "台账写独居，其实和儿子住",
        "person": str(worker.id),
        "due_on": "2099-01-01",
    }
    assert client.post(reverse("supervision:look", args=[second.id]), found).status_code == 400
    found["due_on"] = "2026-12-20"
    assert client.post(reverse("supervision:look", args=[second.id]), found).status_code == 303
    task = Task.objects.get(inspection=inspection)
    assert task.elder_id == second.elder_id
    with pytest.raises(FindingsLeft):
        close_inspection(by=township, at=NOW, inspection_id=inspection.id)
    finish_task(by=worker, at=NOW, task_id=task.id, words="台账改了")
    judge_task(by=township, at=NOW, task_id=task.id, accept=True)
    close_inspection(by=township, at=NOW, inspection_id=inspection.id, words="两户，一户不符，已改")
    with pytest.raises(InspectionOver):
        note_sampled(by=township, at=NOW, sampled_id=first.id, found="NOT_MET")
    assert client.get(reverse("supervision:inspection", args=[inspection.id])).status_code == 200


def test_the_pages(township, worker, client):
    task = give(township, worker)
    client.force_login(worker)
    address = reverse("supervision:task", args=[task.id])
    assert "把三位老人走一遍" in client.get(address).content.decode()
    assert str(task.id) in client.get(reverse("supervision:tasks")).content.decode()
    answer = client.post(reverse("supervision:task_act", args=[task.id]), {"do": "finish", "words": "走了"})
    assert answer.status_code == 303
    client.force_login(township)
    for state in ("todo", "overdue", "done", "over"):
        assert client.get(reverse("supervision:tasks"), {"state": state}).status_code == 200
    answer = client.post(reverse("supervision:task_act", args=[task.id]), {"do": "accept"})
    assert answer.status_code == 303
    form = reverse("supervision:task_give") + f"?place={VILLAGE}"
    assert client.get(form).status_code == 200
    given = {"words": "补齐台账", "person": str(worker.id), "due_on": "2026-12-20", "unit": "村委"}
    assert client.post(form, given).status_code == 303
    assert client.post(form, given | {"words": ""}).status_code == 422
    assert client.get(reverse("supervision:inspections")).status_code == 200
    assert client.get(reverse("supervision:inspection_begin")).status_code == 200
    client.force_login(personas.user("别村", Role.VILLAGE_WORKER, region=OTHER_VILLAGE))
    assert client.get(address).status_code == 404


def test_a_county_chooses_a_township_first(client):
    client.force_login(personas.user("县里", Role.COUNTY_OFFICIAL, region=COUNTY))
    assert f"place={TOWNSHIP}" in client.get(reverse("supervision:inspection_begin")).content.decode()
    personas.elder("甲")
    form = reverse("supervision:inspection_begin") + f"?place={TOWNSHIP}"
    drawn = {
        "title": "联合督查",
        "held_on": "2026-11-20",
        "villages": [VILLAGE],
        "each": "1",
        "departments": ["POLICE"],
    }
    assert client.post(form, drawn).status_code == 303
    assert client.post(form, drawn | {"villages": []}).status_code == 422
