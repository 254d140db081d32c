"""Sending a roster in, deciding on its preview, writing it in, getting it back, forgetting it."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.access.enums import Role
from accounts.elders.models import Elder
from accounts.journal.models import Event
from accounts.people.models import Person
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.models import Region
from accounts.rosters.actions import commit_roster as commit_room
from accounts.rosters.actions import upload_roster as upload_room
from accounts.rosters.actions.check_roster import check_roster
from accounts.rosters.actions.commit_roster import NothingToWrite, commit_roster
from accounts.rosters.actions.decide_roster import decide_roster
from accounts.rosters.actions.discard_roster import discard_roster
from accounts.rosters.actions.forget_rosters import forget_rosters
from accounts.rosters.actions.return_roster import RosterForgotten, return_roster
from accounts.rosters.actions.upload_roster import upload_roster
from accounts.rosters.actions.write_roster import write_roster
from accounts.rosters.enums import UploadState
from accounts.rosters.lifecycle import RosterMoved
from accounts.rosters.models import RosterRow, RosterUpload
from accounts.rosters.queries import mended_together
from accounts.rosters.workbook.container import BadWorkbook
from accounts.sealing import SealBroken
from tests import personas
from tests.rosters.ground import (
    DONGJING,
    GANTOU,
    HEADS,
    OTHER_TOWN,
    TOWN,
    datian,
    number,
    person,
    saved,
    sheets,
    workbook,
)

pytestmark = pytest.mark.django_db
NOW = personas.NOW


@pytest.fixture
def clerk():
    datian()
    return personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWN)


@pytest.fixture
def outsider(clerk):
    return personas.user("吴德明", Role.TOWNSHIP_OFFICIAL, region=OTHER_TOWN)


def sent(by, *rows, data=b"", **options) -> RosterUpload:
    region = Region.objects.get(code=options.pop("region", TOWN))
    data = data or workbook(*(rows or (person(),)), **options)
    return upload_roster(by=by, at=NOW, region=region, file_name="C:\\台账\\2026.xlsx", data=data)


def signed_in(user) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(user)
    return client


def verdicts(upload) -> list[tuple[int, str]]:
    return list(RosterRow.objects.filter(upload=upload).order_by("id").values_list("row", "verdict"))


def test_the_file_and_its_rows_are_unreadable_at_rest(clerk, rosters_folder):
    upload = sent(clerk, person(), person(姓名="张三丰", 身份证号="12"))
    (kept,) = rosters_folder.iterdir()
    raw = kept.read_bytes()
    assert b"PK" not in raw[:40]
    assert kept.stat().st_mode & 0o077 == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(r::text, ' ') FROM rosters_rosterrow r")
        rows = cursor.fetchone()[0]
        cursor.execute("SELECT u::text FROM rosters_rosterupload u")
        row = cursor.fetchone()[0]
    for canary in ("吴金水", "张三丰", number(), "吴强"):
        assert canary not in rows + row
        assert canary.encode() not in raw
    assert upload.file_name == "2026.xlsx"
    kept.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    with pytest.raises(SealBroken):
        return_roster(by=clerk, at=NOW, upload_id=upload.id)


def test_only_for_a_place_of_ones_own(clerk, outsider):
    with pytest.raises(NotFound):
        sent(outsider)
    with pytest.raises(NotAllowed):
        sent(personas.volunteer())
    with pytest.raises(BadWorkbook):
        sent(clerk, data=b"not a workbook")
    assert not RosterUpload.objects.exists()


def test_the_same_file_again_is_the_same_upload(clerk):
    data = workbook(person())
    assert sent(clerk, data=data) == sent(clerk, data=data)
    upload = sent(clerk, data=data)
    discard_roster(by=clerk, at=NOW, upload_id=upload.id)
    assert sent(clerk, data=data) != upload


def test_a_large_one_waits_for_the_job(clerk, monkeypatch):
    monkeypatch.setattr(upload_room, "AT_ONCE_BYTES", 10)
    monkeypatch.setattr(commit_room, "AT_ONCE_BYTES", 10)
    upload = sent(clerk)
    assert upload.state == UploadState.CHECKING
    page = signed_in(clerk).get(reverse("territory:roster", args=[upload.id])).content.decode()
    assert 'hx-trigger="every 2s"' in page
    fragment = signed_in(clerk).get(reverse("territory:roster", args=[upload.id]), headers={"HX-Request": "true"})
    assert b"<html" not in fragment.content
    check_roster(at=NOW, upload_id=upload.id)
    answer = signed_in(clerk).get(reverse("territory:roster", args=[upload.id]), headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"
    assert commit_roster(by=clerk, at=NOW, upload_id=upload.id).state == UploadState.WRITING
    assert not Elder.objects.exists()
    assert write_roster(by=None, at=NOW, upload_id=upload.id).state == UploadState.WRITTEN
    assert write_roster(by=None, at=NOW, upload_id=upload.id).state == UploadState.WRITTEN
    assert Elder.objects.count() == 1


def test_a_job_asks_again_whether_its_sender_may(clerk, monkeypatch):
    monkeypatch.setattr(commit_room, "AT_ONCE_ROWS", 0)
    upload = sent(clerk)
    commit_roster(by=clerk, at=NOW, upload_id=upload.id)
    clerk.grants.all().delete()
    after = write_roster(by=None, at=NOW, upload_id=upload.id)
    assert (after.state, bool(after.failure)) == (UploadState.READY, True)
    assert not Elder.objects.exists()


def test_no_headings_makes_it_failed_with_a_sentence(clerk):
    upload = sent(clerk, heads=["1. 请如实填写"])
    assert upload.state == UploadState.FAILED
    page = signed_in(clerk).get(reverse("territory:roster", args=[upload.id]))
    assert upload.failure in page.content.decode()


def test_faults_are_mended_together(clerk):
    near = [person(所在村="甲头", 身份证号=number(order=order)) for order in (995, 993)]
    upload = sent(clerk, *near, person(出生年月="1943.13.2"))
    groups = {group.field: group for group in mended_together(upload)}
    assert groups["village"].rows == (2, 3)
    assert groups["village"].remedy == "岬头村委会"
    upload = decide_roster(by=clerk, at=NOW, upload_id=upload.id, mend=groups["village"].key)
    assert verdicts(upload) == [(2, "accept"), (3, "accept"), (4, "reject")]
    upload = decide_roster(by=clerk, at=NOW, upload_id=upload.id, mend=groups["birth_date"].key)
    assert upload.accepted == 3
    commit_roster(by=clerk, at=NOW, upload_id=upload.id)
    assert set(Person.objects.filter(elder__isnull=False).values_list("home_id", flat=True)) == {GANTOU}
    with pytest.raises(RosterMoved):
        decide_roster(by=clerk, at=NOW, upload_id=upload.id, column=(0, 1, ""))


def test_the_other_of_two_rows_goes_in(clerk):
    upload = sent(clerk, person(联系电话="13800000000"), person(联系电话="13911111111"))
    twice = RosterRow.objects.get(upload=upload, verdict="duplicate")
    upload = decide_roster(by=clerk, at=NOW, upload_id=upload.id, keep=twice.id)
    assert verdicts(upload) == [(2, "duplicate"), (3, "accept")]
    commit_roster(by=clerk, at=NOW, upload_id=upload.id)
    assert Person.objects.get(elder__isnull=False).phone == "13911111111"


def test_the_same_person_under_another_name_takes_the_new_one(clerk):
    commit_roster(by=clerk, at=NOW, upload_id=sent(clerk).id)
    upload = sent(clerk, person(姓名="吴金永"))
    row = RosterRow.objects.get(upload=upload, verdict="duplicate")
    upload = decide_roster(by=clerk, at=NOW, upload_id=upload.id, keep=row.id)
    assert upload.accepted == 1
    commit_roster(by=clerk, at=NOW, upload_id=upload.id)
    assert Person.objects.get(elder__isnull=False).name == "吴金永"


def test_a_column_is_taken_for_something_else(clerk):
    upload = sent(clerk, [*person(), "孙 2 人"], heads=[*HEADS, "带小的"])
    doubtful = [column for column in upload.layout["sheets"][0]["columns"] if not column[2]]
    assert [(column[1], column[4]) for column in doubtful] == [("带小的", ["孙 2 人"])]
    upload = decide_roster(by=clerk, at=NOW, upload_id=upload.id, column=(0, doubtful[0][0], "grandchildren"))
    commit_roster(by=clerk, at=NOW, upload_id=upload.id)
    assert Elder.objects.get().facts.get(field="grandchildren").value == "2"


def test_decisions_about_what_is_not_there(clerk, outsider):
    upload = sent(clerk, person(姓名=None))
    for decision in ({"mend": "village|x|y"}, {"keep": 1}, {"column": (7, 0, "name")}):
        with pytest.raises(NotFound):
            decide_roster(by=clerk, at=NOW, upload_id=upload.id, **decision)
    with pytest.raises(NotFound):
        decide_roster(by=outsider, at=NOW, upload_id=upload.id, column=(0, 1, ""))
    with pytest.raises(NothingToWrite):
        commit_roster(by=clerk, at=NOW, upload_id=upload.id)


def test_after_a_clean_commit_the_file_is_gone(clerk, rosters_folder, django_capture_on_commit_callbacks):
    upload = sent(clerk)
    with django_capture_on_commit_callbacks(execute=True):
        commit_roster(by=clerk, at=NOW, upload_id=upload.id)
        commit_roster(by=clerk, at=NOW, upload_id=upload.id)  # again: nothing more
    upload.refresh_from_db()
    assert (upload.state, upload.file_key, upload.rows.count()) == (UploadState.WRITTEN, None, 0)
    assert not list(rosters_folder.iterdir())
    assert Elder.objects.count() == 1
    with pytest.raises(RosterForgotten):
        return_roster(by=clerk, at=NOW, upload_id=upload.id)


def test_after_a_week_it_is_forgotten(clerk, rosters_folder):
    kept = sent(clerk, person(姓名=None))
    assert forget_rosters(at=NOW + timedelta(days=6)) == 0
    assert forget_rosters(at=NOW + timedelta(days=7)) == 1
    kept.refresh_from_db()
    assert (kept.state, kept.file_key, kept.rows.count()) == (UploadState.DISCARDED, None, 0)
    assert not list(rosters_folder.iterdir())


def test_the_corrected_workbook_is_for_its_sender_alone(clerk):
    upload = sent(clerk, ["=1+1", *person(身份证号="12")[1:]], person(姓名="=HYPERLINK(1)"), person())
    colleague = personas.user("陈丽", Role.TOWNSHIP_OFFICIAL, region=TOWN)
    address = reverse("territory:roster_corrections", args=[upload.id])
    assert signed_in(colleague).post(address).status_code == 404
    assert not Event.objects.filter(name="accounts.roster.returned").exists()
    answer = signed_in(clerk).post(address)
    assert Event.objects.get(name="accounts.roster.returned").by == clerk
    sheet = load_workbook(io.BytesIO(answer.content)).active
    bad = sheet["E2"]
    assert bad.value == "12"
    assert bad.fill.fill_type == "solid"
    assert "18" in bad.comment.text
    assert sheet.cell(2, 11).value
    assert sheet["E4"].fill.fill_type is None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f" or str(cell.value).startswith("=")]
    again = sent(clerk, data=answer.content)  # it can be sent in as it is
    assert [row for row, _verdict in verdicts(again)] == [2, 3, 4]


def test_what_was_hidden_comes_back_hidden(clerk):
    book = load_workbook(io.BytesIO(sheets({"登记": [HEADS, person(姓名=None)], "旧表": [HEADS, person()]})))
    book["旧表"].sheet_state = "hidden"
    upload = sent(clerk, data=saved(book))
    answer = signed_in(clerk).post(reverse("territory:roster_corrections", args=[upload.id]))
    assert [sheet.sheet_state for sheet in load_workbook(io.BytesIO(answer.content))] == ["visible", "hidden"]
    assert verdicts(sent(clerk, data=answer.content)) == verdicts(upload) == [(2, "reject")]


def test_pages_mask_numbers_and_shut_others_out(clerk, outsider):
    upload = sent(clerk, person(联系电话="13800001234"), person(姓名=None, 身份证号=number(order=995)))
    for show in ("", "?show=accept", "?show=reject", "?show=duplicate", "?show=ignore"):
        page = signed_in(clerk).get(reverse("territory:roster", args=[upload.id]) + show).content.decode()
        assert number() not in page
        assert "13800001234" not in page
    for name in ("roster", "roster_decide", "roster_commit", "roster_discard", "roster_corrections"):
        address = reverse(f"territory:{name}", args=[upload.id])
        client = signed_in(outsider)
        answer = client.get(address) if name == "roster" else client.post(address, {"mend": "x"})
        assert answer.status_code == 404, name
    assert "2026.xlsx" not in signed_in(outsider).get(reverse("territory:rosters")).content.decode()


def test_the_way_through_the_pages(clerk):
    client = signed_in(clerk)
    address = reverse("territory:rosters")
    assert client.post(address, {"region": TOWN}).status_code == 422
    junk = SimpleUploadedFile("a.xlsx", b"MZ")
    assert client.post(address, {"region": TOWN, "file": junk}).status_code == 422
    foreign = SimpleUploadedFile("a.xlsx", workbook(person()))
    assert client.post(address, {"region": OTHER_TOWN, "file": foreign}).status_code == 422
    file = SimpleUploadedFile("a.xlsx", workbook(person(), person(所在村="甲头", 身份证号=number(order=995))))
    answer = client.post(address, {"region": TOWN, "file": file})
    assert answer.status_code == 303
    upload = RosterUpload.objects.get()
    assert answer.url == reverse("territory:roster", args=[upload.id])
    key = mended_together(upload)[0].key
    assert client.post(reverse("territory:roster_decide", args=[upload.id]), {"mend": key}).status_code == 303
    assert client.post(reverse("territory:roster_commit", args=[upload.id])).status_code == 303
    assert Elder.objects.count() == 2
    page = client.get(reverse("territory:roster", args=[upload.id])).content.decode()
    assert "写进台账了" in page
    other = SimpleUploadedFile("b.xlsx", workbook(person(所在村="东景")))
    client.post(address, {"region": DONGJING, "file": other})
    put_aside = RosterUpload.objects.get(file_name="b.xlsx")
    assert client.post(reverse("territory:roster_discard", args=[put_aside.id])).status_code == 303
    assert client.get(reverse("territory:roster", args=[put_aside.id])).status_code == 200


def test_as_many_questions_for_many_rows_as_for_few(clerk):
    counts = []
    for many in (1, 6):
        rows = []
        for i in range(many):
            rows.append(person(姓名=None, 身份证号=number(order=901 + 2 * i)))
            pair = number(order=801 + 2 * i)
            rows += [person(身份证号=pair), person(身份证号=pair, 联系电话="13800000000")]
        upload = sent(clerk, *rows)
        client = signed_in(clerk)
        for show in ("", "?show=reject", "?show=duplicate"):
            address = reverse("territory:roster", args=[upload.id]) + show
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
