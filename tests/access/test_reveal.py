"""Masked by default; a reveal says why and leaves a row; no row, no reveal (VERIFICATION 26)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.access.actions.looking import LookedTooOften
from accounts.access.actions.reveal import SayWhy, reveal
from accounts.access.actions.reveal_person import reveal_person
from accounts.access.enums import REVEALED_WITH, TABLE, Purpose, Role, Shown
from accounts.access.models import Reveal
from accounts.people.masks import mask_id, mask_name, mask_phone
from accounts.people.models import User
from accounts.refusals import NotAllowed, NotFound
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, VILLAGE

pytestmark = [pytest.mark.django_db, pytest.mark.verifies(26)]
ID, PHONE, ADDRESS = "350425194303011227", "13877770219", "鸟鸣巷九十九号"


@pytest.fixture
def lin():
    made = personas.elder()
    made.person.id_number, made.person.phone, made.person.address = ID, PHONE, ADDRESS
    made.person.save()
    return made


@pytest.fixture
def worker():
    return personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE)


def ask(by, person, shown=Shown.PHONE, purpose=Purpose.VISIT, words="", at=NOW):
    return reveal(by=by, at=at, person_id=person.id, shown=shown, purpose=purpose, words=words)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_masks_leave_enough_to_tell_two_apart_and_no_more():
    assert mask_id(ID) == "3504**********1227"
    assert mask_phone(PHONE) == "138****0219"
    assert mask_phone("05987224418") == "0598****418"
    assert [mask_phone(short) for short in ("7224418", "12349", "110", "")] == ["*****18", "***49", "***", ""]
    assert mask_id("350425") == "******"
    assert mask_name("范细妹") == "范＊妹"


def test_a_reveal_leaves_one_row_with_its_reason(lin, worker):
    assert ask(worker, lin.person, Shown.ID_NUMBER, Purpose.ALLOWANCE, " 高龄津贴 ") == ID
    assert ask(worker, lin.person) == PHONE
    assert ask(worker, lin.person, Shown.ADDRESS) == ADDRESS
    first, *others = Reveal.objects.order_by("id")
    assert (first.by, first.person, first.shown, first.purpose, first.words) == (
        worker,
        lin.person,
        "ID_NUMBER",
        "ALLOWANCE",
        "高龄津贴",
    )
    assert first.at == NOW
    assert [one.shown for one in others] == ["PHONE", "ADDRESS"]
    assert ID not in str(first.__dict__)


def test_without_a_reason_there_is_no_reveal(lin, worker):
    for purpose, words in (("", ""), ("CURIOSITY", "为了看看"), (Purpose.OTHER, "   ")):
        with pytest.raises(SayWhy):
            ask(worker, lin.person, purpose=purpose, words=words)
    assert not Reveal.objects.exists()


def test_no_row_no_reveal(lin, worker, monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError("the journal cannot be written")

    monkeypatch.setattr(Reveal.objects, "create", broken)
    monkeypatch.setattr(Reveal.objects, "bulk_create", broken)
    with pytest.raises(DatabaseError):
        ask(worker, lin.person)
    with pytest.raises(DatabaseError):
        reveal_person(by=worker, at=NOW, person=lin.person, purpose="order", reference="order:1")
    client = signed_in(worker)
    client.raise_request_exception = False
    address = reverse("territory:reveal", args=[lin.person_id])
    answer = client.post(address, {"shown": "PHONE", "purpose": "VISIT"})
    assert answer.status_code == 500
    assert PHONE not in answer.content.decode()
    for page in ("territory:elder", "territory:place"):
        answer = client.get(reverse(page, args=[lin.id]))
        assert answer.status_code == 500
        assert ADDRESS not in answer.content.decode()


def test_no_row_no_reveal_also_when_the_database_itself_refuses(lin, worker):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_reveal ADD CONSTRAINT shut CHECK (false) NOT VALID")
    with pytest.raises(DatabaseError):
        ask(worker, lin.person)


@pytest.mark.parametrize("shown", REVEALED_WITH)
@pytest.mark.parametrize("role", Role)
def test_who_may_ask_stands_in_the_table(lin, role, shown):
    region = COUNTY if role in (Role.COUNTY_OFFICIAL, Role.OPERATOR, Role.ADMIN) else VILLAGE
    asker = personas.user("某某")
    personas.hold(asker, role, region=region)
    if REVEALED_WITH[shown] in TABLE[role]:
        assert ask(asker, lin.person, shown)
    else:
        with pytest.raises(NotAllowed):
            ask(asker, lin.person, shown)
        assert not Reveal.objects.exists()


def test_the_next_village_does_not_learn_that_the_person_exists(lin):
    next_door = personas.user("乐远", Role.VILLAGE_WORKER, region=OTHER_VILLAGE)
    with pytest.raises(NotFound):
        ask(next_door, lin.person)
    address = reverse("territory:reveal", args=[lin.person_id])
    for answer in (
        signed_in(next_door).get(address, {"shown": "PHONE"}),
        signed_in(next_door).post(address, {"shown": "PHONE", "purpose": "VISIT"}),
        signed_in(next_door).get(reverse("territory:reveal", args=[next_door.id]), {"shown": "PHONE"}),
    ):
        assert answer.status_code == 404
        assert lin.person.name not in answer.content.decode()
    assert not Reveal.objects.exists()


def test_the_page_shows_the_value_once_and_keeps_it_nowhere(lin, worker):
    client = signed_in(worker)
    address = reverse("territory:reveal", args=[lin.person_id])
    asked = client.get(address, {"shown": "ID_NUMBER"})
    assert mask_id(ID) in asked.content.decode()
    assert ID not in asked.content.decode()
    assert client.post(address, {"shown": "ID_NUMBER", "purpose": ""}).status_code == 422
    shown = client.post(address, {"shown": "ID_NUMBER", "purpose": "CHECK", "words": "核对身份证"})
    assert ID in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    part = client.post(address, {"shown": "PHONE", "purpose": "CALL"}, headers={"HX-Request": "true"})
    assert PHONE in part.content.decode()
    assert "<html" not in part.content.decode()
    assert ID not in client.get(address, {"shown": "ID_NUMBER"}).content.decode()
    assert {client.get(address, {"shown": what}).status_code for what in ("SALARY", "KIN_PHONE", "")} == {404}
    assert Reveal.objects.count() == 2


def test_nobody_reads_through_the_register(lin, worker, settings):
    settings.REVEALS_PER_HOUR = 3
    for number in range(3):
        ask(worker, lin.person, at=NOW + timedelta(minutes=number))
    with pytest.raises(LookedTooOften):
        ask(worker, lin.person, at=NOW + timedelta(minutes=59))
    assert Reveal.objects.count() == 3
    assert ask(worker, lin.person, at=NOW + timedelta(minutes=61)) == PHONE
    reveal_person(by=worker, at=NOW, person=lin.person, purpose="order", reference="order:1")  # work goes on


def test_opening_a_page_is_one_look_a_day(lin, worker):
    for at in (NOW, NOW + timedelta(hours=1), NOW + timedelta(days=1)):
        reveal_person(by=worker, at=at, person=lin.person, purpose="order", reference="order:1")
    assert Reveal.objects.count() == 2


def test_the_elder_and_who_may_look_for_them_read_who_looked(lin, worker):
    mei = personas.proxy(lin)
    now = timezone.now()
    ask(worker, lin.person, Shown.ID_NUMBER, Purpose.OTHER, "看病要用", at=now)
    reveal_person(by=worker, at=now, person=lin.person, purpose="ordering", reference="elder:x")
    herself = User.objects.create_user("lin", "Tea-hill-7", person=lin.person)
    address = reverse("helper:looks", args=[lin.id])
    for reader in (mei, herself):
        page = signed_in(reader).get(address).content.decode()
        assert "乐建国" in page
        assert "看病要用" in page
        assert ID not in page
    strangers = (worker, personas.proxy(personas.elder("陈阿公"), "陈小远"), personas.user("周远"))
    assert {signed_in(one).get(address).status_code for one in strangers} == {404}
    assert Client().get(address).status_code == 302
    own = signed_in(worker).get(reverse("shell:looks")).content.decode()
    assert "林＊妹" in own
    assert "看病要用" in own
    assert lin.person.name not in own


def test_lists_of_looks_ask_the_database_as_often_for_one_as_for_five(lin):
    mei = personas.proxy(lin)
    counts = []
    for number in range(5):
        looker = personas.user(f"某{number}", Role.VILLAGE_WORKER, region=VILLAGE)
        ask(looker, lin.person, at=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            signed_in(mei).get(reverse("helper:looks", args=[lin.id]))
        counts.append(len(queries))
    assert counts[0] == counts[-1]


def test_everything_is_masked_where_nobody_asked(lin, worker):
    client = signed_in(worker)
    for address in (reverse("territory:elders"), reverse("territory:orders"), reverse("territory:figures")):
        page = client.get(address).content.decode()
        assert not [value for value in (ID, PHONE, ADDRESS, lin.person.name) if value in page]
