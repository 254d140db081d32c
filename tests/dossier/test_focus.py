"""An eye on an elder: one at a time, with a helper, a next step and a day to look again (N29, N67)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.access.enums import Role
from accounts.elders.actions.close_focus_care import close_focus_care
from accounts.elders.actions.judge_elders import judge_elders
from accounts.elders.actions.note_focus_care import note_focus_care
from accounts.elders.actions.open_focus_care import FocusOpen, FocusReview, FocusWords, open_focus_care
from accounts.elders.models import Change, Elder, FocusCare
from accounts.elders.queries.focus import earlier_focus, focus_of, notes_of
from accounts.refusals import NotAllowed, NotFound
from tests import personas
from tests.personas import NOW, OTHER_VILLAGE, VILLAGE

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 19)
WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def lin():
    return personas.elder()


@pytest.fixture
def le():
    return personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE)


def begun(by, elder, **changes):
    said = {"reason": "刚出院，一个人住", "helper": "乐建国", "next_step": "周五带去复查", "review_on": WEEK, **changes}
    return open_focus_care(by=by, at=NOW, elder=elder, **said)


def flags(elder, days=0):
    judge_elders(at=NOW + timedelta(days=days))
    return {code for code in Elder.objects.get(pk=elder.pk).flags if code.startswith("focus")}


def test_it_is_begun_goes_on_and_ends(lin, le):
    care = begun(le, lin)
    assert focus_of(lin) == care
    assert flags(lin) == {"focus"}
    assert flags(lin, days=8) == {"focus", "focus_due"}
    later = NOW + timedelta(days=8)
    again = WEEK + timedelta(days=14)
    note_focus_care(by=le, at=later, elder_id=lin.id, text="复查过了", next_step="每天打电话", review_on=again)
    assert [note.text for note in notes_of(care)] == ["复查过了"]
    care.refresh_from_db()
    assert (care.next_step, care.review_on) == ("每天打电话", again)
    assert flags(lin, days=8) == {"focus"}
    close_focus_care(by=le, at=later, elder_id=lin.id, outcome="女儿回来了")
    assert focus_of(lin) is None
    assert [one.outcome for one in earlier_focus(lin)] == ["女儿回来了"]
    assert flags(lin, days=9) == set()
    assert list(Change.objects.filter(elder=lin).values_list("field", flat=True)) == ["focus_opened", "focus_closed"]
    begun(le, lin)


def test_what_was_said_is_sealed_in_the_database(lin, le):
    begun(le, lin)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason || next_step FROM elders_focuscare")
        assert "出院" not in cursor.fetchone()[0]


def test_one_at_a_time_by_the_action_and_by_the_database(lin, le):
    care = begun(le, lin)
    with pytest.raises(FocusOpen):
        begun(le, lin)
    with pytest.raises(IntegrityError), transaction.atomic():
        FocusCare.objects.create(elder=lin, helper="某", review_on=WEEK, opened_at=NOW)
    assert list(FocusCare.objects.all()) == [care]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": " "}, FocusWords),
        ({"next_step": "长" * 201}, FocusWords),
        ({"reason": "一\n二"}, FocusWords),
        ({"review_on": TODAY - timedelta(days=1)}, FocusReview),
        ({"review_on": TODAY + timedelta(days=93)}, FocusReview),
    ],
)
def test_what_cannot_be_is_refused(lin, le, changes, refusal):
    with pytest.raises(refusal) as raised:
        begun(le, lin, **changes)
    assert raised.value.field in changes
    assert not FocusCare.objects.exists()


def test_outsiders_neither_begin_nor_end_it(lin, le):
    begun(le, lin)
    hua = personas.user("华玉兰", Role.VILLAGE_WORKER, region=OTHER_VILLAGE)
    guo = personas.user("郭水生", Role.SUPERVISOR, region=VILLAGE)
    for by, refusal in ((hua, NotFound), (guo, NotAllowed)):
        with pytest.raises(refusal):
            close_focus_care(by=by, at=NOW, elder_id=lin.id, outcome="没事了")
        with pytest.raises(refusal):
            note_focus_care(by=by, at=NOW, elder_id=lin.id, text="好", next_step="好", review_on=WEEK)
    assert focus_of(lin) is not None


def test_the_page_leads_from_the_first_word_to_the_last(lin, le):
    client = Client()
    client.force_login(le)
    page = reverse("territory:focus", args=[lin.id])
    assert client.get(page).status_code == 200
    empty = client.post(page, {})
    assert empty.status_code == 422
    assert set(empty.context["form"].errors) == {"reason", "helper", "next_step", "review_on"}
    far = {"reason": "独居", "helper": "乐建国", "next_step": "明天去看", "review_on": "2036-01-01"}
    assert client.post(page, far).context["form"].errors["review_on"]
    soon = (timezone.localdate() + timedelta(days=3)).isoformat()
    assert client.post(page, {**far, "review_on": soon}).status_code == 303
    assert "明天去看" in client.get(reverse("territory:elder", args=[lin.id])).content.decode()
    assert client.post(page, {"text": "看过了", "next_step": "再看", "review_on": soon}).status_code == 303
    assert "看过了" in client.get(page).content.decode()
    close = reverse("territory:focus_close", args=[lin.id])
    assert client.post(close, {"outcome": ""}).status_code == 422
    assert client.post(close, {"outcome": "女儿接走了"}).status_code == 303
    assert focus_of(lin) is None
    assert client.post(close, {"outcome": "又一次"}).status_code == 404
