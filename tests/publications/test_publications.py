"""Written, published, read, withdrawn: whom it goes to, who has seen it, which edition holds."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client

from accounts.access.enums import Role
from accounts.journal.models import Event, Notice
from accounts.refusals import NotAllowed, NotFound
from frontend.live.readers import readers
from services.orders.lifecycle import StateChanged
from services.publications.actions.answer_publication import answer_publication
from services.publications.actions.keeping import NothingWritten, OverBeforeItBegins, Sheet, TooMuchWritten
from services.publications.actions.open_publication import open_publication
from services.publications.actions.post_publication import NotPublished, post_publication
from services.publications.actions.publish_publication import publish_publication
from services.publications.actions.remind_readers import RemindedLately, remind_readers
from services.publications.actions.revise_publication import revise_publication
from services.publications.actions.set_hotline import BadHotline, set_hotline
from services.publications.actions.withdraw_publication import withdraw_publication
from services.publications.actions.write_publication import write_publication
from services.publications.enums import Audience, Kind, State, Topic
from services.publications.models import Edition, Publication
from services.publications.queries.readers import seen_by_place
from services.publications.queries.rows import hotline_of, readable, shown
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
EGGS = Sheet(title_zh="别领鸡蛋", body_zh="多半要骗钱。\n\n不听，不买。", kind=Kind.WARNING, topic=Topic.FRAUD)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def chen():
    return personas.user("陈县", Role.COUNTY_OFFICIAL, region=COUNTY)


@pytest.fixture
def su():
    return personas.user("苏村", Role.VILLAGE_WORKER, region=VILLAGE)


def published(by: Any, code: str = COUNTY, **more: Any) -> Publication:
    sheet = Sheet(**{**EGGS.__dict__, **more})
    made = write_publication(by=by, at=NOW, region_code=code, sheet=sheet)
    return publish_publication(by=by, at=NOW, publication_id=made.id)


def told(happened: str) -> list[str]:
    event = Event.objects.filter(name=f"services.publication.{happened}").latest("sequence")
    return sorted(user.person.name for user in readers(event))


def deliver(happened: str) -> None:
    event = Event.objects.filter(name=f"services.publication.{happened}").latest("sequence")
    Notice.objects.bulk_create([Notice(recipient=user, event=event) for user in readers(event)], ignore_conflicts=True)


def browser(user: Any = None) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="zh-hans")
    if user is not None:
        client.force_login(user)
    return client


def test_it_goes_to_whom_it_is_for_and_who_has_seen_it_is_counted(chen, su):
    lin = personas.elder(minutes=0)
    mei, guo = personas.proxy(lin), personas.volunteer()
    far = personas.volunteer("远客", village=OTHER_VILLAGE)
    made = published(chen, TOWNSHIP, asks_answer=True, on_board=True)
    assert told("published") == sorted(one.person.name for one in (mei, guo, su))
    deliver("published")
    open_publication(by=mei, at=NOW, publication=made)
    open_publication(by=far, at=NOW, publication=made)
    answer_publication(by=su, at=NOW, publication_id=made.id)
    with pytest.raises(NotFound):
        answer_publication(by=far, at=NOW, publication_id=made.id)
    post_publication(by=su, at=NOW, publication_id=made.id, village=VILLAGE)
    (row,) = seen_by_place(made)
    assert (row.code, row.sent, row.delivered, row.opened, row.answered, row.posted) == (VILLAGE, 3, 3, 2, 1, 1)
    (town,) = seen_by_place(made, digits=9)
    assert (town.code, town.sent, town.opened, town.posted, town.villages) == (TOWNSHIP, 3, 2, 1, 1)
    assert remind_readers(by=chen, at=NOW, publication_id=made.id) == 2
    assert told("reminded") == sorted(one.person.name for one in (mei, guo))
    with pytest.raises(RemindedLately):
        remind_readers(by=chen, at=NOW + timedelta(hours=3), publication_id=made.id)
    with pytest.raises(NotFound):  # not the place it is for
        post_publication(by=su, at=NOW, publication_id=published(chen, OTHER_VILLAGE).id, village=VILLAGE)


@pytest.mark.parametrize(
    ("audience", "names"), [("STAFF", ["苏村"]), ("VOLUNTEERS", ["郑国忠"]), ("FAMILIES", ["林小梅"])]
)
def test_an_audience_is_nobody_else(chen, su, audience, names):
    personas.proxy(personas.elder(minutes=0))
    personas.volunteer()
    published(chen, audience=Audience(audience))
    assert told("published") == names


def test_the_next_edition_is_read_anew_and_the_one_before_stays(chen, su):
    made = published(chen)
    open_publication(by=su, at=NOW, publication=made)
    again = revise_publication(
        by=chen, at=NOW + DAY, publication_id=made.id, sheet=Sheet(title_zh="别领鸡蛋和面条", body_zh="都要骗钱。")
    )
    assert (again.number, again.state) == (2, State.PUBLISHED)
    assert [one.title_zh for one in Edition.objects.order_by("number")] == ["别领鸡蛋", "别领鸡蛋和面条"]
    assert seen_by_place(again)[0].opened == 0
    assert "苏村" in told("revised")
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.update(title_zh="从没说过")
    page = browser().get(f"/knowledge/{made.id}/?edition=1").content.decode()
    assert "别领鸡蛋" in page
    assert "不听，不买" in page


def test_a_draft_is_nobodys_and_what_was_withdrawn_says_why(chen, su):
    draft = write_publication(by=chen, at=NOW, region_code=COUNTY, sheet=EGGS)
    for reader in (None, su):
        with pytest.raises(NotFound):
            readable(reader, draft.id)
    assert readable(chen, draft.id)
    with pytest.raises(StateChanged):
        withdraw_publication(by=chen, at=NOW, publication_id=draft.id, because="写错了")
    with pytest.raises(NotPublished):
        post_publication(by=su, at=NOW, publication_id=draft.id, village=VILLAGE)
    made = publish_publication(by=chen, at=NOW, publication_id=draft.id)
    assert list(shown(VILLAGE, on=NOW.date())) == [made]
    with pytest.raises(NothingWritten):
        withdraw_publication(by=chen, at=NOW, publication_id=made.id, because=" ")
    withdraw_publication(by=chen, at=NOW, publication_id=made.id, because="写错了日子")
    assert not shown(VILLAGE, on=NOW.date()).exists()
    assert "写错了日子" in browser().get(f"/knowledge/{made.id}/").content.decode()


def test_nobody_writes_for_a_foreign_place(chen, su):
    made = published(chen)
    with pytest.raises(NotFound):
        write_publication(by=su, at=NOW, region_code=OTHER_VILLAGE, sheet=EGGS)
    with pytest.raises(NotFound):
        revise_publication(by=su, at=NOW, publication_id=made.id, sheet=EGGS)
    with pytest.raises(NotAllowed):
        write_publication(by=personas.volunteer(), at=NOW, region_code=VILLAGE, sheet=EGGS)
    for wrong, refusal in (
        ({"title_zh": " "}, NothingWritten),
        ({"body_zh": "长" * 4001}, TooMuchWritten),
        ({"until": NOW.date() - DAY}, OverBeforeItBegins),
    ):
        with pytest.raises(refusal):
            published(chen, **wrong)


def test_the_hotline_of_the_county_is_the_latest_and_the_one_before_is_kept(chen, su):
    assert hotline_of(VILLAGE) is None
    for number in ("12348", "0598-12345"):
        set_hotline(by=chen, at=NOW, county=COUNTY, name_zh="维权热线", phone=number)
    assert hotline_of(VILLAGE).phone == "0598-12345"
    with pytest.raises(BadHotline):
        set_hotline(by=chen, at=NOW, county=COUNTY, name_zh="维权热线", phone="打给我")
    with pytest.raises(NotFound):
        set_hotline(by=su, at=NOW, county=COUNTY, name_zh="维权热线", phone="12348")
    personas.item()
    assert "0598-12345" in browser().get("/elder/").content.decode()


def test_pages_from_the_draft_to_the_board(chen, su):
    county, village = browser(chen), browser(su)
    form = {"region": COUNTY, "kind": "WARNING", "topic": "FRAUD", "audience": "EVERYBODY", "on_board": "on"}
    assert county.post("/publications/new/", form).status_code == 422
    sent = county.post("/publications/new/", {**form, "title_zh": "别领鸡蛋", "body_zh": "要骗钱"})
    assert sent.status_code == 303
    made = Publication.objects.get()
    assert county.post(f"/publications/{made.id}/publish/").status_code == 303
    assert "别领鸡蛋" in village.get(f"/knowledge/?region={VILLAGE}").content.decode()
    assert "别领鸡蛋" in village.get("/publications/to-hang-up/").content.decode()
    assert village.post(f"/publications/{made.id}/hang/", {"village": VILLAGE}).status_code == 303
    assert "别领鸡蛋" not in village.get("/publications/to-hang-up/").content.decode()
    assert village.get(f"/publications/{made.id}/").status_code == 404
    shown_page = county.get(f"/publications/{made.id}/")
    assert shown_page.status_code == 200
    assert county.get(f"/publications/{made.id}/seen.xlsx").content[:2] == b"PK"
    assert browser().get(f"/knowledge/{made.id}/paper.pdf").content[:5] == b"%PDF-"
    assert county.get("/publications/").status_code == county.get(f"/publications/{made.id}/change/").status_code == 200
    assert county.get("/publications/hotline/").status_code == 200
    listed = browser().get(f"/api/v1/publications/?region={VILLAGE}").json()["results"]
    assert [one["title_zh"] for one in listed] == ["别领鸡蛋"]
