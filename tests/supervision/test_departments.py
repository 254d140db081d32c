"""A department goes along to an inspection; tasks whose day is over are told of."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access.actions.give_role import give_role
from accounts.access.enums import Department, Role
from accounts.journal.models import Event
from accounts.people.models import User
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.models import Region
from frontend.live.readers import readers
from services.supervision.actions.close_inspection import close_inspection
from services.supervision.actions.finish_task import finish_task
from services.supervision.actions.give_task import give_task
from services.supervision.actions.note_sampled import note_sampled
from services.supervision.actions.open_inspection import open_inspection
from services.supervision.actions.remind_late import remind_late
from services.supervision.models import Inspection, Task
from services.supervision.queries.tasks import inspection_for, inspections_for
from tests import personas
from tests.personas import COUNTY, NOW, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
TODAY, DAY = NOW.date(), timedelta(days=1)


def office(department: Department, region: str = COUNTY, name: str = "部门") -> User:
    made = personas.user(name)
    where = Region.objects.get(code=region)
    give_role(by=None, at=NOW, user=made, role=Role.DEPARTMENT, region=where, department=department)
    return made


def opened(**more: Any) -> Inspection:
    personas.elder(minutes=0)
    township = personas.user("镇里", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    asked: dict[str, Any] = {"by": township, "at": NOW, "region_code": TOWNSHIP, "title": "联合督查", "each": 1}
    asked |= {"villages": [VILLAGE], "departments": ["POLICE", "关工委"], "held_on": TODAY}
    return open_inspection(**{**asked, **more})


def test_a_department_that_goes_along_sees_the_doors_and_writes_down_what_it_found():
    inspection = opened()
    police = office(Department.POLICE)
    assert inspection_for(police, inspection.id) == inspection
    door = inspection.sample.get()
    assert note_sampled(by=police, at=NOW, sampled_id=door.id, found="AS_WRITTEN").looked_by == police
    with pytest.raises(NotAllowed):  # whoever leads it closes it
        close_inspection(by=police, at=NOW, inspection_id=inspection.id)
    client = Client()
    client.force_login(police)
    assert "联合督查" in client.get(reverse("supervision:inspections")).content.decode()
    page = client.get(reverse("supervision:inspection", args=[inspection.id])).content.decode()
    assert "林细妹" in page
    assert "关工委" in page
    assert reverse("territory:elder", args=[door.elder_id]) not in page  # no dossier opens by going along


def test_a_department_that_stays_at_home_sees_nothing():
    inspection = opened()
    door = inspection.sample.get()
    personas.regions()
    for stranger in (office(Department.HEALTH), office(Department.POLICE, region="350425101", name="邻镇派出所")):
        assert list(inspections_for(stranger)) == []
        with pytest.raises(NotFound):
            inspection_for(stranger, inspection.id)
        with pytest.raises(NotFound):
            note_sampled(by=stranger, at=NOW, sampled_id=door.id, found="AS_WRITTEN")
    with pytest.raises(NotAllowed):
        inspections_for(personas.volunteer())


def test_an_overdue_task_is_told_of_once_for_each_step_and_never_when_it_is_done():
    personas.regions()
    township = personas.user("镇里", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    worker, colleague = (personas.user(name, Role.VILLAGE_WORKER, region=VILLAGE) for name in ("村里", "村会计"))
    asked: dict[str, Any] = {"by": township, "at": NOW, "region_code": VILLAGE, "person_id": worker.id}
    task = give_task(**asked, words="走一遍", due_on=TODAY)
    assert remind_late(at=NOW) == 0  # the day itself is not over
    assert [remind_late(at=NOW + n * DAY) for n in (1, 1, 2, 3, 3, 9, 13)] == [1, 0, 0, 1, 0, 1, 0]
    events = Event.objects.filter(name="services.task.overdue").order_by("sequence")
    assert [one.detail["days"] for one in events] == [1, 3, 7]
    assert set(readers(events[0])) == {worker, colleague, township}
    finish_task(by=worker, at=NOW + 20 * DAY, task_id=task.id, words="走完了")
    assert remind_late(at=NOW + 40 * DAY) == 0
    assert Task.objects.get().late_told == 7
