"""The file with everything of a county: asked for by one, agreed to by another, made by a job, fetched, forgotten."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access.actions.decide_export import decide_export
from accounts.access.actions.request_export import WhatForAndHow, request_export
from accounts.access.enums import Role
from accounts.access.models import ExportDownload
from accounts.journal.models import Event
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.models import Region
from services.windup.actions import write_takeout as writing
from services.windup.actions.begin_takeout import begin_takeout
from services.windup.actions.forget_takeouts import forget_takeouts
from services.windup.actions.take_takeout import take_takeout
from services.windup.actions.write_takeout import write_takeout
from services.windup.enums import TakeoutState
from services.windup.exporting.verifying import verify_export
from services.windup.models import Takeout
from tests import personas
from tests.personas import COUNTY, NOW, TOWNSHIP

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, settings) -> Path:
    settings.TAKEOUTS = tmp_path / "takeouts"
    return settings.TAKEOUTS


@pytest.fixture
def chen():
    return personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)


@pytest.fixture
def luo():
    return personas.user("罗启明", Role.COUNTY_OFFICIAL, region=COUNTY)


def ask(by, code=COUNTY):
    county = Region.objects.get(code=code)
    return request_export(
        by=by, at=NOW, region=county, layout="COUNTY", purpose="HANDOVER", words="移交永安市，收到后核对"
    )


@pytest.fixture
def agreed(chen, luo):
    personas.elder()
    asked = ask(chen)
    decide_export(by=luo, at=NOW, request_id=asked.id, approve=True)
    return asked


def test_a_whole_county_is_asked_for_by_who_may_take_it(chen):
    with pytest.raises(WhatForAndHow):
        ask(chen, TOWNSHIP)
    with pytest.raises(WhatForAndHow):
        ask(personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP), TOWNSHIP)


def test_nothing_is_made_before_somebody_else_agreed(chen, luo):
    asked = ask(chen)
    with pytest.raises(NotFound):
        begin_takeout(by=chen, at=NOW, request_id=asked.id)
    decide_export(by=luo, at=NOW, request_id=asked.id, approve=True)
    with pytest.raises(NotFound):
        begin_takeout(by=luo, at=NOW, request_id=asked.id)
    with pytest.raises(NotAllowed):
        begin_takeout(by=personas.volunteer(), at=NOW, request_id=asked.id)


def test_it_is_written_down_made_fetched_and_forgotten(agreed, chen, folder):
    takeout = begin_takeout(by=chen, at=NOW, request_id=agreed.id)
    assert ExportDownload.objects.count() == 1
    assert Event.objects.get(name="services.county.export_begun").words == "移交永安市，收到后核对"
    assert begin_takeout(by=chen, at=NOW, request_id=agreed.id).password == takeout.password
    with pytest.raises(NotFound):
        take_takeout(by=chen, at=NOW, request_id=agreed.id)
    made = write_takeout(at=NOW, request_id=agreed.id)
    assert made.state == TakeoutState.READY
    path = take_takeout(by=chen, at=NOW, request_id=agreed.id)
    assert verify_export(path, password=takeout.password).findings == []
    assert ExportDownload.objects.count() == 2
    assert forget_takeouts(at=NOW + timedelta(hours=1)) == 0
    late = NOW + timedelta(days=8)
    assert forget_takeouts(at=late) == 1
    assert list(folder.iterdir()) == []
    gone = Takeout.objects.get()
    assert (gone.state, gone.password, gone.file) == (TakeoutState.GONE, "", "")
    with pytest.raises(NotFound):
        take_takeout(by=chen, at=late, request_id=agreed.id)


def test_a_job_that_was_killed_begins_anew_and_one_that_failed_is_begun_again(agreed, chen, folder, monkeypatch):
    begin_takeout(by=chen, at=NOW, request_id=agreed.id)
    usual = writing.write_export

    def power_cut(county, sink, **given):
        with sink.file("data/half.csv") as out:
            out.write(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "write_export", power_cut)
    with pytest.raises(KeyboardInterrupt):
        write_takeout(at=NOW, request_id=agreed.id)
    assert Takeout.objects.get().state == TakeoutState.WRITING  # the queue gives it to another worker
    assert [one.suffix for one in folder.iterdir()] == [".part"]

    def full_disk(*args, **given):
        raise OSError("no space left")

    monkeypatch.setattr(writing, "write_export", full_disk)
    with pytest.raises(OSError, match="no space"):
        write_takeout(at=NOW, request_id=agreed.id)
    assert Takeout.objects.get().state == TakeoutState.FAILED
    monkeypatch.setattr(writing, "write_export", usual)
    begin_takeout(by=chen, at=NOW, request_id=agreed.id)
    assert write_takeout(at=NOW, request_id=agreed.id).state == TakeoutState.READY
    assert [one.suffix for one in folder.iterdir()] == [".zip"]


def test_the_pages(agreed, chen, luo, settings):
    client, other = Client(), Client()
    client.force_login(chen)
    other.force_login(luo)
    address = reverse("windup:takeout", args=[agreed.id])
    from django.utils import timezone

    from accounts.access.models import ExportRequest

    ExportRequest.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert address in client.get(reverse("territory:exports")).content.decode()
    assert other.get(address).status_code == 404
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 303
    write_takeout(at=NOW, request_id=agreed.id)
    page = client.get(address).content.decode()
    assert Takeout.objects.get().password in page
    answer = client.post(reverse("windup:takeout_file", args=[agreed.id]))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert other.post(reverse("windup:takeout_file", args=[agreed.id])).status_code == 404
    listed = client.post(reverse("territory:export_file", args=[agreed.id]))
    assert (listed.status_code, listed["Location"]) == (303, address)
