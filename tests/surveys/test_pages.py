"""The pages of a round: the way from the county's form to the village's last door and back up."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.access.actions.decide_export import decide_export
from accounts.access.enums import Role
from accounts.access.models import ExportRequest, Reveal
from accounts.surveys.actions.sign_report import sign_report
from accounts.surveys.actions.submit_report import submit_report
from accounts.surveys.enums import ReportState, RoundState
from accounts.surveys.models import Absence, FrozenRoster, Report, Round
from tests import personas
from tests.personas import COUNTY, OTHER_VILLAGE, TOWNSHIP, VILLAGE


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def place(of, code=VILLAGE, name="round_place"):
    return reverse(f"territory:{name}", args=[of.id, code])


def test_the_county_sees_whom_it_reaches_before_it_opens(land):
    client, today = signed_in(land.county), timezone.localdate()
    form = {
        "title": "2026 年全面排查",
        "region": COUNTY,
        "kind": "CENSUS",
        "whom": "ALL",
        "groups": ["HEALTH", "LIVING"],
        "starts_on": today.isoformat(),
        "villages_due": (today + timedelta(days=9)).isoformat(),
        "townships_due": (today + timedelta(days=19)).isoformat(),
    }
    address = reverse("territory:round_new")
    page = client.post(address, {**form, "look": "1"})
    assert (page.context["reach"].elders, page.context["reach"].villages) == (3, 2)
    assert not Round.objects.exists()
    assert client.post(address, {**form, "confirm": "1"}).status_code == 303
    assert client.post(address, {**form, "confirm": "1"}).status_code == 422  # one of a kind
    assert Round.objects.get().state == RoundState.OPEN


def test_the_village_walks_and_hands_in(land):
    of = land.open()
    client = signed_in(land.village)
    assert client.get(reverse("territory:round", args=[of.id]))["Location"] == place(of)
    page = client.get(place(of))
    assert [elder.id for elder, *_rest in page.context["elders"]] == [land.lin.id, land.pan.id]
    assert "林细妹" not in page.content.decode()
    land.see(land.lin)
    missed = reverse("territory:round_missed", args=[of.id, land.pan.id])
    assert client.get(missed).status_code == 200
    assert client.post(missed, {"why": "OTHER", "on": timezone.localdate().isoformat()}).status_code == 422
    assert client.post(missed, {"why": "NOBODY_HOME", "on": timezone.localdate().isoformat()}).status_code == 303
    assert Absence.objects.get().elder == land.pan
    assert client.post(place(of, name="round_submit")).status_code == 303
    assert Report.objects.get(round=of, region=VILLAGE).state == ReportState.SUBMITTED


def test_the_paper_for_the_walk_leaves_a_trace(land):
    of = land.open()
    paper = signed_in(land.village).get(place(of, name="round_walk")).content.decode()
    assert "林细妹" in paper
    assert "13800000000" not in paper
    assert Reveal.objects.filter(by=land.village, purpose="round").count() == 2


def test_a_township_takes_no_list_of_names_along(land):
    of = land.open()
    assert "林细妹" not in signed_in(land.township).get(place(of, TOWNSHIP, "round_walk")).content.decode()


def test_the_next_village_finds_nothing(land):
    of = land.open()
    stranger = signed_in(personas.user("邻村", Role.VILLAGE_ASSISTANT, region=OTHER_VILLAGE, village=OTHER_VILLAGE))
    for name in ("round_place", "round_walk"):
        assert stranger.get(place(of, name=name)).status_code == 404
    for name in ("round_submit", "round_sign", "round_back"):
        assert stranger.post(place(of, name=name), {"reason": "x"}).status_code in (403, 404)
    assert stranger.get(reverse("territory:round_missed", args=[of.id, land.lin.id])).status_code == 404


def test_overdue_places_are_listed(land):
    of = land.open()
    Round.objects.filter(id=of.id).update(
        starts_on=of.starts_on - timedelta(days=30), villages_due=of.starts_on - timedelta(days=2)
    )
    page = signed_in(land.township).get(place(of, TOWNSHIP))
    assert [one.report.region_id for one in page.context["late"]] == [VILLAGE]


def test_every_reader_has_a_page(land):
    of = land.open()
    for user, code in ((land.county, ""), (land.county, TOWNSHIP), (land.township, TOWNSHIP), (land.township, VILLAGE)):
        address = place(of, code) if code else reverse("territory:round", args=[of.id])
        assert signed_in(user).get(address).status_code == 200
    client = signed_in(land.county)
    assert client.get(reverse("territory:rounds")).status_code == 200
    assert client.get(reverse("territory:round_time", args=[of.id])).status_code == 200
    waits = {way.address: way.count for way in client.get(reverse("territory:elders")).context["first"]}
    assert waits[reverse("territory:rounds")] == 1
    assert client.post(reverse("territory:round_off", args=[of.id]), {"reason": "重复"}).status_code == 303


def test_the_frozen_roster_is_shown_printed_and_taken_by_two(land):
    of = land.open()
    land.see(land.lin)
    land.see(land.pan)
    submit_report(by=land.village, at=land.now, round_id=of.id, place=VILLAGE)
    sign_report(by=land.township, at=land.now, round_id=of.id, place=VILLAGE)
    submit_report(by=land.township, at=land.now, round_id=of.id, place=TOWNSHIP)
    roster = FrozenRoster.objects.get()
    client = signed_in(land.township)
    page = client.get(reverse("territory:frozen", args=[roster.id]), {"check": "1"})
    assert page.context["verdict"].sound
    assert "林细妹" not in page.content.decode()
    assert client.get(reverse("territory:frozen_paper", args=[roster.id])).status_code == 200
    assert signed_in(land.village).get(reverse("territory:frozen", args=[roster.id])).status_code == 403
    asked = {"layout": "CSV", "words": "报县民政局"}
    assert client.post(reverse("territory:frozen", args=[roster.id]), asked).status_code == 303
    request = ExportRequest.objects.get()
    assert client.get(reverse("territory:exports")).status_code == 200
    file = reverse("territory:export_file", args=[request.id])
    assert client.post(file).status_code == 404  # nobody agreed yet
    decide_export(by=land.county, at=timezone.now(), request_id=request.id, approve=True)
    land.lin.person.name = "林改名"
    land.lin.person.save()
    text = client.post(file).content.decode()
    assert "林细妹" in text
    assert "林改名" not in text


@pytest.mark.verifies(28)
@pytest.mark.parametrize("code", [VILLAGE, TOWNSHIP])
def test_as_many_queries_for_five_as_for_one(land, code):
    of = land.open()
    client = signed_in(land.township)
    client.get(place(of, code))
    with CaptureQueriesContext(connection) as few:
        client.get(place(of, code))
    for number in range(5):
        personas.elder(f"陈老{number}", minutes=0)
    with CaptureQueriesContext(connection) as many:
        client.get(place(of, code))
    assert len(many) == len(few)


def test_other_systems_read_how_far_it_is(land):
    of = land.open()
    land.see(land.lin)
    client = APIClient()
    client.force_authenticate(land.village)
    assert [one["id"] for one in client.get("/api/v1/rounds/").json()["results"]] == [str(of.id)]
    (mine,) = client.get(f"/api/v1/rounds/{of.id}/progress/").json()
    assert (mine["region"], mine["asked"], mine["seen"], mine["left"]) == (VILLAGE, 2, 1, 1)
