"""What is sent up and answered, and the figures of a year that two people stand for."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.access.enums import Role
from accounts.refusals import NotAllowed, NotFound
from services.orders.lifecycle import StateChanged
from services.supervision.actions.answer_matter import answer_matter
from services.supervision.actions.bulletins import AnotherPasses, NothingFrozen
from services.supervision.actions.freeze_year import YearSigned, freeze_year
from services.supervision.actions.raise_matter import NotAbove, raise_matter
from services.supervision.actions.receive_matter import receive_matter
from services.supervision.actions.sign_year import sign_year
from services.supervision.actions.take_readings import take_readings
from services.supervision.actions.tasking import DueBefore, SayWhat
from services.supervision.models import Matter, YearFigures
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.supervision.test_readings import NIGHT, known

pytestmark = pytest.mark.django_db
SOON = NOW.date() + timedelta(days=7)


@pytest.fixture
def offices():
    village = personas.user("村里", Role.VILLAGE_WORKER, region=VILLAGE)
    township = personas.user("镇里", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    return village, township, personas.user("县里", Role.COUNTY_OFFICIAL, region=COUNTY)


def send(by, **more) -> Matter:
    asked = {
        "region_code": VILLAGE,
        "to_code": TOWNSHIP,
        "kind": "PROBLEM",
        "title": "没人会理发",
        "words": "三个月没人来",
        "due_on": SOON,
        **more,
    }
    return raise_matter(by=by, at=NOW, **asked)


def test_sent_received_and_answered_each_with_its_day(offices, client):
    village, township, _county = offices
    matter = send(village)
    with pytest.raises(NotAllowed):
        receive_matter(by=village, at=NOW, matter_id=matter.id)
    receive_matter(by=township, at=NOW + timedelta(hours=1), matter_id=matter.id)
    with pytest.raises(StateChanged):
        receive_matter(by=township, at=NOW, matter_id=matter.id)
    answered = answer_matter(by=township, at=NOW + timedelta(days=1), matter_id=matter.id, words="下周请石牌的师傅来")
    assert (answered.received_at, answered.answered_at) == (NOW + timedelta(hours=1), NOW + timedelta(days=1))
    client.force_login(village)
    assert "石牌的师傅" in client.get(reverse("supervision:matter", args=[matter.id])).content.decode()
    client.force_login(personas.user("别村", Role.VILLAGE_WORKER, region=OTHER_VILLAGE))
    assert client.get(reverse("supervision:matter", args=[matter.id])).status_code == 404


def test_what_is_refused(offices):
    village, township, county = offices
    for fault, refusal in (
        ({"to_code": "350425101"}, NotAbove),
        ({"to_code": VILLAGE}, NotAbove),
        ({"to_code": "35"}, NotAbove),
        ({"region_code": OTHER_VILLAGE, "to_code": "350425101"}, NotFound),
        ({"words": " "}, SayWhat),
        ({"due_on": NOW.date() - timedelta(days=1)}, DueBefore),
    ):
        with pytest.raises(refusal):
            send(village, **fault)
    grave = send(village, to_code=COUNTY, kind="GRAVE")
    with pytest.raises(NotFound):
        answer_matter(by=township, at=NOW, matter_id=grave.id, words="我来答")
    answered = answer_matter(by=county, at=NOW, matter_id=grave.id, words="县里派人")
    assert answered.received_by_id == county.id  # the answer is the receipt


def test_the_pages(offices, client):
    village, township, county = offices
    client.force_login(village)
    form = reverse("supervision:matter_raise")
    assert client.get(form).status_code == 200
    sent = {"kind": "PROBLEM", "to_code": TOWNSHIP, "title": "缺人", "words": "没人送饭", "due_on": "2099-01-01"}
    assert client.post(form, sent).status_code == 422
    soon = (NOW.date() + timedelta(days=30)).isoformat()
    assert client.post(form, sent | {"due_on": soon}).status_code == 303
    matter = Matter.objects.get()
    client.force_login(township)
    assert str(matter.id) in client.get(reverse("supervision:matters")).content.decode()
    for do in ({"do": "receive"}, {"do": "answer", "words": "派人"}):
        assert client.post(reverse("supervision:matter_act", args=[matter.id]), do).status_code == 303
    client.force_login(county)
    assert client.get(form).status_code == 200
    assert client.get(reverse("supervision:years"), {"year": "0000"}).status_code == 200


def test_figures_of_a_year_are_signed_by_another_and_stay(offices, client):
    _village, township, county = offices
    with pytest.raises(NothingFrozen):
        freeze_year(by=township, at=NOW, region_code=TOWNSHIP, year=2026)
    known(personas.elder("甲"))
    take_readings(at=NIGHT)
    with pytest.raises(NotFound):
        freeze_year(by=county, at=NOW, region_code=VILLAGE, year=2026)  # townships only
    with pytest.raises(NothingFrozen):
        freeze_year(by=township, at=NOW, region_code=TOWNSHIP, year=2025)
    mine = freeze_year(by=county, at=NOW, region_code=TOWNSHIP, year=2026)
    with pytest.raises(AnotherPasses):
        sign_year(by=county, at=NOW, figures_id=mine.id)
    with pytest.raises(NotAllowed):
        sign_year(by=township, at=NOW, figures_id=mine.id)
    frozen = freeze_year(by=township, at=NOW, region_code=TOWNSHIP, year=2026)
    assert frozen.rows["gauges"][0] == {"code": "REGISTRY", "on": "2026-11-18", "now": [1, 1], "goal": 98}
    sign_year(by=county, at=NOW, figures_id=frozen.id)
    with pytest.raises(YearSigned):
        freeze_year(by=township, at=NOW, region_code=TOWNSHIP, year=2026)
    with pytest.raises(DatabaseError), transaction.atomic():
        YearFigures.objects.update(rows={})
    client.force_login(county)
    page = client.get(reverse("supervision:years"), {"year": "2026"}).content.decode()
    assert "on=2026-11-18" in page
