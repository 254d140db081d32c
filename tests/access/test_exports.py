"""Lists to take away: one asks, another decides, and each download is written down first."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.access.actions.decide_export import AlreadyDecided, AnotherMustDecide, decide_export
from accounts.access.actions.request_export import WhatForAndHow, request_export
from accounts.access.actions.take_export import TakenTooOften, take_export
from accounts.access.enums import Role
from accounts.access.models import ExportDownload, ExportRequest, Grant
from accounts.access.queries.exports import export_allowed, export_requests
from accounts.journal.models import Event
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.models import Region
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(hours=1)


@pytest.fixture
def su():
    return personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)


@pytest.fixture
def chen():
    return personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)


def ask(by, code=TOWNSHIP, **changes):
    given = {"layout": "NATIONAL", "purpose": "NATIONAL", "words": "八月底前报送", **changes}
    return request_export(by=by, at=NOW, region=Region.objects.get(code=code), **given)


def test_a_list_leaves_only_after_somebody_else_agreed(su, chen):
    asked = ask(su)
    assert export_allowed(su, asked.id, at=NOW) is None
    with pytest.raises(NotFound):
        take_export(by=su, at=NOW, request_id=asked.id)
    decide_export(by=chen, at=NOW, request_id=asked.id, approve=True, answer="可以")
    assert export_allowed(su, asked.id, at=SOON) == asked
    take_export(by=su, at=SOON, request_id=asked.id)
    assert ExportDownload.objects.get().by == su
    names = list(Event.objects.filter(name__startswith="accounts.export").values_list("name", flat=True))
    assert names == ["accounts.export.requested", "accounts.export.decided", "accounts.export.taken"]


def test_no_row_no_file(su, chen, monkeypatch):
    asked = ask(su)
    decide_export(by=chen, at=NOW, request_id=asked.id, approve=True)

    def broken(**kwargs):
        raise DatabaseError("the journal cannot be written")

    monkeypatch.setattr(ExportDownload.objects, "create", broken)
    with pytest.raises(DatabaseError):
        take_export(by=su, at=NOW, request_id=asked.id)


def test_nobody_decides_on_their_own_request(chen):
    asked = ask(chen, COUNTY)
    with pytest.raises(AnotherMustDecide):
        decide_export(by=chen, at=NOW, request_id=asked.id, approve=True)
    asked.refresh_from_db()
    asked.decided_by, asked.decided_at, asked.approved, asked.expires_at = chen, NOW, True, SOON
    with pytest.raises(IntegrityError), transaction.atomic():
        asked.save()


def test_a_decision_is_made_once_and_by_those_who_may(su, chen):
    asked = ask(su)
    far = personas.user("吴德明", Role.COUNTY_OFFICIAL, region="350425101")
    with pytest.raises(NotFound):
        decide_export(by=far, at=NOW, request_id=asked.id, approve=True)
    with pytest.raises(NotAllowed):
        decide_export(by=su, at=NOW, request_id=asked.id, approve=True)
    decide_export(by=chen, at=NOW, request_id=asked.id, approve=False, answer="太多了")
    with pytest.raises(AlreadyDecided):
        decide_export(by=chen, at=NOW, request_id=asked.id, approve=True)
    assert export_allowed(su, asked.id, at=NOW) is None


def test_an_approval_ends_and_goes_with_the_role(su, chen, settings):
    asked = ask(su)
    decide_export(by=chen, at=NOW, request_id=asked.id, approve=True)
    end = NOW + timedelta(hours=settings.EXPORT_HOURS)
    assert export_allowed(su, asked.id, at=end - timedelta(seconds=1))
    assert export_allowed(su, asked.id, at=end) is None
    assert export_allowed(chen, asked.id, at=NOW) is None  # somebody else's link
    Grant.objects.filter(user=su).update(until=NOW - timedelta(hours=2))
    assert export_allowed(su, asked.id, at=NOW) is None


def test_what_must_be_said_and_where(su):
    for wrong in ({"layout": "PDF"}, {"purpose": ""}, {"words": "  "}):
        with pytest.raises(WhatForAndHow):
            ask(su, **wrong)
    with pytest.raises(NotFound):
        ask(su, OTHER_VILLAGE)
    with pytest.raises(NotFound):
        ask(su, COUNTY)
    with pytest.raises(NotAllowed):
        ask(personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE), VILLAGE)
    assert not ExportRequest.objects.exists()


@pytest.mark.verifies(20)
def test_lists_are_not_taken_all_day(su, chen, settings):
    settings.EXPORTS_PER_HOUR = 2
    asked = ask(su)
    decide_export(by=chen, at=NOW, request_id=asked.id, approve=True)
    for _ in range(2):
        take_export(by=su, at=SOON, request_id=asked.id)
    with pytest.raises(TakenTooOften):
        take_export(by=su, at=SOON, request_id=asked.id)
    assert ExportDownload.objects.count() == 2


def test_asking_and_deciding_on_the_page(su, chen):
    client = Client()
    client.force_login(su)
    address = reverse("territory:exports")
    assert client.get(address).status_code == 200
    empty = client.post(address, {"region": TOWNSHIP, "layout": "", "purpose": "", "words": ""})
    assert empty.status_code == 422
    filled = {"region": TOWNSHIP, "layout": "CSV", "purpose": "SURVEY", "words": "下村核对，月底删"}
    assert client.post(address, filled).status_code == 303
    assert client.post(address, {**filled, "region": OTHER_VILLAGE}).status_code == 422
    asked = ExportRequest.objects.get()
    decide = reverse("territory:export_decide", args=[asked.id])
    assert decide not in client.get(address).content.decode()
    assert client.post(decide, {"answer": "approve"}).status_code == 403
    client.force_login(chen)
    page = client.get(address).content.decode()
    assert decide in page
    assert "下村核对" in page
    assert client.post(decide, {"answer": "approve", "words": "可以"}).status_code == 303
    asked.refresh_from_db()
    assert asked.approved
    client.force_login(personas.user("吴德明", Role.TOWNSHIP_OFFICIAL, region="350425101"))
    assert "下村核对" not in client.get(address).content.decode()
    client.force_login(personas.volunteer())
    assert client.get(address).status_code == 403


@pytest.mark.verifies(28)
def test_the_list_of_requests_costs_the_same_for_one_and_for_five(su, chen, django_assert_max_num_queries):
    for _ in range(5):
        ask(su)
    with django_assert_max_num_queries(4):
        assert len(export_requests(chen)) == 5
