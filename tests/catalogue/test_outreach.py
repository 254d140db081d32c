"""What departments bring to villages: who posts it, where it is read, who is told."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.access.actions.give_role import give_role
from accounts.access.enums import Department, Role
from accounts.journal.models import Event
from accounts.people.models import User
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.models import Region
from frontend.live.readers import readers
from services.catalogue.actions.post_outreach import (
    BadOutreach,
    OutreachSheet,
    WithdrawnAlready,
    post_outreach,
    withdraw_outreach,
)
from services.catalogue.actions.publish_list import publish_list
from services.catalogue.models import Outreach
from services.catalogue.queries.outreach import outreach_in, outreach_of
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
TODAY, DAY = date(2026, 11, 19), timedelta(days=1)
PEOPLE = (("陈福", VILLAGE), ("京口", OTHER_VILLAGE))


def office(department: Department = Department.HEALTH, *, region: str = COUNTY, name: str = "卫健局") -> User:
    made = personas.user(name)
    where = Region.objects.get(code=region)
    give_role(by=None, at=NOW, user=made, role=Role.DEPARTMENT, region=where, department=department)
    return made


def sheet(**more: Any) -> OutreachSheet:
    given: dict[str, Any] = {
        "title": "巡回义诊",
        "words": "量血压、测血糖，看病不收钱",
        "times": "每月逢五上午",
        "how": "带身份证到村卫生所，或打 12320",
        "first_on": TODAY,
        "last_on": TODAY + 90 * DAY,
        "villages": [VILLAGE],
    }
    return OutreachSheet(**{**given, **more})


def brought(by: User, **more: Any) -> Outreach:
    return post_outreach(by=by, at=NOW, sheet=sheet(**more))


def test_a_department_posts_for_the_villages_it_chooses_and_only_they_are_told():
    village, other = (personas.user(name, Role.VILLAGE_WORKER, region=code) for name, code in PEOPLE)
    made = brought(office())
    assert (made.department, made.region_id) == ("HEALTH", COUNTY)
    assert [[one.title for one in outreach_in(code, on=TODAY)] for code in (VILLAGE, OTHER_VILLAGE, COUNTY)] == [
        ["巡回义诊"],
        [],
        ["巡回义诊"],
    ]
    assert readers(Event.objects.get(name="services.outreach.posted")) == [village]
    assert other not in readers(Event.objects.get(name="services.outreach.posted"))


def test_who_posts_nothing():
    personas.regions()
    with pytest.raises(NotAllowed):
        brought(personas.user("陈福", Role.VILLAGE_WORKER, region=VILLAGE))
    with pytest.raises(NotFound):  # a village out of reach
        brought(office(region=TOWNSHIP, name="镇卫生院"), villages=[VILLAGE, OTHER_VILLAGE])
    with pytest.raises(NotFound):  # a department that is not theirs
        post_outreach(by=office(name="又一个"), at=NOW, sheet=sheet(), department="JUSTICE")


def test_what_is_posted_is_looked_at():
    personas.regions()
    by = office()
    for wrong in (
        {"title": " "},
        {"how": ""},
        {"times": ""},
        {"villages": []},
        {"first_on": TODAY - DAY},
        {"last_on": TODAY - DAY},
        {"last_on": TODAY + 500 * DAY},
    ):
        with pytest.raises(BadOutreach):
            brought(by, **wrong)


def test_it_is_read_until_its_last_day():
    personas.regions()
    brought(office(), last_on=TODAY + DAY)
    assert [len(outreach_in(VILLAGE, on=TODAY + n * DAY)) for n in (0, 1, 2)] == [1, 1, 0]


def test_withdrawn_by_the_department_or_the_county_and_nobody_else():
    personas.regions()
    health, justice = office(), office(Department.JUSTICE, name="司法局")
    made = brought(health)
    town = office(region=TOWNSHIP, name="镇卫生院")
    wide = brought(health, villages=[VILLAGE, OTHER_VILLAGE])
    for stranger, one in ((justice, made), (town, wide)):
        with pytest.raises(NotFound):
            withdraw_outreach(by=stranger, at=NOW, outreach_id=one.id, reason="不去了")
    with pytest.raises(BadOutreach):
        withdraw_outreach(by=health, at=NOW, outreach_id=made.id, reason=" ")
    county = personas.user("县民政", Role.COUNTY_OFFICIAL, region=COUNTY)
    assert set(outreach_of(county)) == {made, wide}
    withdraw_outreach(by=county, at=NOW, outreach_id=made.id, reason="车坏了")
    assert [one.id for one in outreach_in(VILLAGE, on=TODAY)] == [wide.id]
    with pytest.raises(WithdrawnAlready):
        withdraw_outreach(by=health, at=NOW, outreach_id=made.id, reason="再来")


def test_an_edition_keeps_what_was_brought_when_it_was_published():
    personas.item()
    county = personas.user("县民政", Role.COUNTY_OFFICIAL, region=COUNTY)
    region = Region.objects.get(code=COUNTY)
    health = office()
    first = publish_list(by=county, at=NOW, region=region, starts_on=TODAY, citation="第一号")
    made = brought(health)
    second = publish_list(by=county, at=NOW, region=region, starts_on=TODAY, citation="第二号")  # nothing else changed
    withdraw_outreach(by=health, at=NOW, outreach_id=made.id, reason="车坏了")
    assert (first.outreach, [row["title"] for row in second.outreach]) == ([], ["巡回义诊"])
    address = reverse("public:edition", args=[second.number])
    assert "巡回义诊" in Client().get(address, {"region": COUNTY}).content.decode()


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_from_the_form_to_the_list_the_poster_and_the_helper():
    personas.item()
    lin, far = personas.elder(), personas.elder("京口阿婆", village=OTHER_VILLAGE)
    health = signed_in(office())
    today = timezone.localdate()
    sent = {"post": "1", "title": "巡回义诊", "words": "量血压", "times": "逢五", "how": "带身份证"}
    sent |= {"first_on": today.isoformat(), "last_on": (today + 30 * DAY).isoformat()}
    address = reverse("referrals:outreach")
    assert health.get(address).status_code == 200
    assert health.post(address, sent).status_code == 422
    assert health.post(address, {**sent, "villages": [VILLAGE]}).status_code == 303
    everybody = Client()
    read = lambda code: everybody.get(reverse("public:services"), {"region": code}).content.decode()  # noqa: E731
    assert ["巡回义诊" in read(code) for code in (COUNTY, VILLAGE, OTHER_VILLAGE)] == [True, True, False]
    poster = everybody.get(reverse("public:poster"), {"region": COUNTY})
    assert poster["Content-Type"] == "application/pdf"
    for elder, shown in ((lin, True), (far, False)):
        page = signed_in(personas.proxy(elder, name=f"代办{shown}")).get(reverse("helper:elder", args=[elder.id]))
        assert ("巡回义诊" in page.content.decode()) is shown
    one = Outreach.objects.get()
    withdraw = reverse("referrals:outreach_withdraw", args=[one.id])
    assert signed_in(office(Department.JUSTICE, name="司法局")).post(withdraw, {"reason": "x"}).status_code == 404
    assert health.post(withdraw, {"reason": "车坏了"}).status_code == 303
    assert "巡回义诊" not in read(VILLAGE)


def test_over_http():
    personas.regions()
    health, everybody = APIClient(), APIClient()
    health.force_authenticate(office())
    address, read = reverse("api_post_outreach"), reverse("api_outreach")
    today = timezone.localdate()
    body = {"title": "送法", "words": "遗嘱、赡养", "times": "圩日", "how": "到圩场", "villages": [VILLAGE]}
    body |= {"first_on": today.isoformat(), "last_on": (today + 9 * DAY).isoformat()}
    assert everybody.post(address, body, format="json").status_code == 401
    assert health.post(address, {**body, "villages": ["350426100201"]}, format="json").status_code == 404
    assert health.post(address, body, format="json").json()["department"] == "HEALTH"
    rows = everybody.get(read, {"region": VILLAGE}).json()
    assert [(row["title"], row["villages"]) for row in rows] == [("送法", [VILLAGE])]
    assert everybody.get(read, {"region": OTHER_VILLAGE}).json() == []
