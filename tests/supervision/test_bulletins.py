"""The bulletin of a month: figures that were frozen, words of one person, passed by another, never changed again."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.access.enums import Role
from accounts.refusals import NotAllowed, NotFound
from services.orders.lifecycle import StateChanged
from services.supervision.actions.bulletins import AnotherPasses, BulletinAtWork, NothingFrozen, SayWhy
from services.supervision.actions.decide_bulletin import decide_bulletin
from services.supervision.actions.drop_bulletin import drop_bulletin
from services.supervision.actions.submit_bulletin import submit_bulletin
from services.supervision.actions.take_readings import take_readings
from services.supervision.actions.write_bulletin import write_bulletin
from services.supervision.models import Bulletin
from tests import personas
from tests.personas import COUNTY, NOW, TOWNSHIP, VILLAGE
from tests.supervision.test_readings import known

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)
END_OF_OCTOBER = datetime(2026, 10, 31, 17, 40, tzinfo=NOW.tzinfo)


@pytest.fixture
def month():
    """One elder known, one not, at the end of October."""
    known(personas.elder("甲"))
    known(personas.elder("乙"), complete=10)
    take_readings(at=END_OF_OCTOBER)
    author = personas.user("写的人", Role.COUNTY_OFFICIAL, region=COUNTY)
    return author, personas.user("审的人", Role.COUNTY_OFFICIAL, region=COUNTY)


def write(by, **words):
    return write_bulletin(by=by, at=NOW, region_code=COUNTY, month=OCTOBER, **{"words": "十月走访到位。", **words})


def publish(author, other, **words):
    made = write(author, **words)
    submit_bulletin(by=author, at=NOW, bulletin_id=made.id)
    return decide_bulletin(by=other, at=NOW, bulletin_id=made.id, publish=True)


def test_written_handed_in_passed_and_read_by_anybody(month, client):
    author, other = month
    made = write(author, practice="白岩村午饭送到门口。")
    address = reverse("supervision:bulletin", args=[made.id])
    assert client.get(address).status_code == 404
    submit_bulletin(by=author, at=NOW, bulletin_id=made.id)
    with pytest.raises(AnotherPasses):
        decide_bulletin(by=author, at=NOW, bulletin_id=made.id, publish=True)
    decide_bulletin(by=other, at=NOW, bulletin_id=made.id, publish=True)
    page = client.get(address).content.decode()
    assert "午饭送到门口" in page
    assert "50.0" in page
    assert client.get(reverse("supervision:bulletin_paper", args=[made.id])).content.startswith(b"%PDF")
    assert client.get(reverse("supervision:bulletin_sheet", args=[made.id])).status_code == 200
    assert str(made.id) in client.get(reverse("supervision:bulletins"), {"region": COUNTY}).content.decode()
    gauge = made.rows["gauges"][0]
    assert (made.rows["on"], gauge["code"], gauge["now"]) == ("2026-10-31", "REGISTRY", [1, 2])
    assert made.rows["red"]["REGISTRY"] == [["白岩村", "均溪镇", 1, 2]]


def test_published_it_never_changes_and_a_correction_is_a_new_edition(month, client):
    author, other = month
    first = publish(author, other)
    with pytest.raises(DatabaseError), transaction.atomic():
        Bulletin.objects.filter(id=first.id).update(words="没有的事")
    with pytest.raises(SayWhy):
        write(author)
    second = publish(author, other, words="更正：十月走访到位。", because="白岩村写错了")
    assert second.edition == 2
    page = client.get(reverse("supervision:bulletin", args=[first.id])).content.decode()
    assert reverse("supervision:bulletin", args=[second.id]) in page


def test_refusals(month):
    author, other = month
    with pytest.raises(NothingFrozen):
        write_bulletin(by=author, at=NOW, region_code=COUNTY, month=date(2026, 9, 1))
    township = personas.user("镇里", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    with pytest.raises(NotFound):
        write(township)
    with pytest.raises(NotAllowed):
        write(personas.user("村里", Role.VILLAGE_WORKER, region=VILLAGE))
    made = write(author)
    with pytest.raises(BulletinAtWork):
        write(other)
    submit_bulletin(by=author, at=NOW, bulletin_id=made.id)
    with pytest.raises(StateChanged):
        write(author)
    with pytest.raises(SayWhy):
        decide_bulletin(by=other, at=NOW, bulletin_id=made.id, publish=False)
    back = decide_bulletin(by=other, at=NOW, bulletin_id=made.id, publish=False, words="少了石牌镇")
    assert (back.state, back.sent_back) == ("DRAFT", "少了石牌镇")
    assert write(author, words="补上了").id == made.id
    drop_bulletin(by=author, at=NOW + timedelta(days=1), bulletin_id=made.id)
    assert write(other).edition == 1


def test_the_form_writes_and_the_pages_lead_on(month, client):
    author, other = month
    client.force_login(author)
    form = reverse("supervision:bulletin_write") + "?month=2026-10"
    assert client.get(form).status_code == 200
    answer = client.post(form, {"words": "十月走访到位。"})
    assert answer.status_code == 303
    made = Bulletin.objects.get()
    assert client.post(reverse("supervision:bulletin_submit", args=[made.id])).status_code == 303
    client.force_login(other)
    assert client.get(reverse("supervision:bulletin", args=[made.id])).status_code == 200
    assert client.post(reverse("supervision:bulletin_decide", args=[made.id]), {"do": "publish"}).status_code == 303
    made.refresh_from_db()
    assert made.state == "PUBLISHED"
    assert client.get(form).status_code == 200
    assert client.post(form, {"words": "再来"}).status_code == 422
