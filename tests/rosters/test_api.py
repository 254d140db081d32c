"""Rosters over HTTP."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from accounts.access.enums import Role
from accounts.elders.models import Elder
from tests import personas
from tests.rosters.ground import OTHER_TOWN, TOWN, datian, number, person, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    datian()
    return personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWN)


def as_user(user) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def send(client: APIClient, data: bytes, region: str = TOWN):
    return client.post(
        "/api/v1/rosters/", {"file": SimpleUploadedFile("a.xlsx", data), "region": region}, format="multipart"
    )


def test_send_look_commit(clerk):
    client = as_user(clerk)
    answer = send(client, workbook(person(联系电话="13800001234"), person(姓名=None, 身份证号=number(order=995))))
    assert answer.status_code == 201
    roster = answer.json()
    assert (roster["state"], roster["accepted"], roster["fresh"], roster["rejected"]) == ("READY", 1, 1, 1)
    address = f"/api/v1/rosters/{roster['id']}/"
    rows = client.get(f"{address}rows/").json()["results"]
    assert [(row["row"], row["verdict"]) for row in rows] == [(2, "accept"), (3, "reject")]
    assert rows[0]["values"]["id_number"] != number()
    assert rows[0]["values"]["phone"] == "138****1234"
    assert rows[1]["fields"] == ["name"]
    assert rows[1]["problems"]
    assert len(client.get(f"{address}rows/?verdict=reject").json()["results"]) == 1
    assert not Elder.objects.exists()
    for _time in range(2):
        assert client.post(f"{address}commit/", headers={"Idempotency-Key": "a"}).json()["state"] == "WRITTEN"
    assert Elder.objects.count() == 1
    assert client.get(address).json()["written_at"]
    assert client.post(f"{address}discard/").status_code == 409


def test_refusals(clerk):
    client = as_user(clerk)
    assert send(client, b"junk").status_code == 400
    assert send(client, workbook(person()), OTHER_TOWN).status_code == 404
    assert send(client, workbook(person()), "１２").status_code == 404
    assert send(as_user(personas.volunteer()), workbook(person())).status_code == 403
    assert client.post("/api/v1/rosters/", {"region": TOWN}, format="multipart").status_code == 400
    roster = send(client, workbook(person())).json()["id"]
    foreign = as_user(personas.user("吴德明", Role.TOWNSHIP_OFFICIAL, region=OTHER_TOWN))
    for tail in ("", "rows/"):
        assert foreign.get(f"/api/v1/rosters/{roster}/{tail}").status_code == 404
    for tail in ("commit/", "discard/"):
        assert foreign.post(f"/api/v1/rosters/{roster}/{tail}").status_code == 404
    assert client.post(f"/api/v1/rosters/{roster}/discard/").json()["state"] == "DISCARDED"
