"""Lists that leave the house: agreed to by a second person, or masked; never a formula."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.access.actions.decide_export import decide_export
from accounts.access.actions.request_export import request_export
from accounts.access.enums import Layout, Role
from accounts.access.models import ExportDownload, ExportRequest
from accounts.elders.actions.add_supporter import add_supporter
from accounts.elders.actions.change_person import change_person
from accounts.elders.models import Elder
from accounts.journal.models import Event
from accounts.people.models import Person
from accounts.regions.models import Region
from accounts.rosters.models import NationalEntry
from tests import personas
from tests.rosters.ground import HEADS, OTHER_TOWN, TOWN, brought_in, datian, looked, number, person, workbook

pytestmark = pytest.mark.django_db
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@pytest.fixture
def clerk():
    datian()
    return personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWN)


@pytest.fixture
def county(clerk):
    return personas.user("陈丽", Role.COUNTY_OFFICIAL, region="350425")


def signed_in(user) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(user)
    return client


def agreed(clerk, county, layout: Layout) -> ExportRequest:
    at = timezone.now() - timedelta(minutes=5)
    town = Region.objects.get(code=TOWN)
    asked = request_export(by=clerk, at=at, region=town, layout=layout, purpose="NATIONAL", words="录入全国系统")
    return decide_export(by=county, at=at, request_id=asked.id, approve=True)


def fetched(user, asked: ExportRequest) -> bytes:
    answer = signed_in(user).post(reverse("territory:export_file", args=[asked.id]))
    assert answer.status_code == 200
    return answer.content


def rows_of_xlsx(content: bytes) -> list[list[object]]:
    return [list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]


def test_what_is_exported_can_be_imported_again(clerk, county):
    heads = (
        *HEADS,
        "与老人关系",
        "务工地点",
        "外出时间",
        "联系人（1+N）",
        "自理能力",
        "居住状况",
        "家庭经济状况",
        "健康状况",
    )
    more = ["女儿", "厦门", "2018-09", "田月娥", "部分自理", "独居", "建档立卡", "慢性病"]
    brought_in(workbook([*person(联系电话="13800000000", 子女电话="0598-7222333"), *more], heads=heads))
    add_supporter(
        by=None, at=personas.NOW, elder=Elder.objects.get(), name="吴二", relation="CHILD", phone="13900000000"
    )
    content = fetched(clerk, agreed(clerk, county, Layout.REGISTRY))
    (row,) = looked(content)
    assert (row.verdict, row.effect, row.elder) == ("accept", "UPDATE", Elder.objects.get().id)
    assert row.values["id_number"] == number()
    assert (row.values["phone"], row.values["supporter_phone"]) == ("13800000000", "05987222333")
    assert [one["name"] for one in row.values["supporters"]] == ["吴强", "吴二"]
    assert row.values["facts"] == {
        "self_care": "PARTLY", "lives_with": "ALONE", "poverty_file": True, "health_note": "慢性病", "needs": ["MEALS"],
    }  # fmt: skip


def test_no_row_in_the_journal_no_list(clerk, county, monkeypatch):
    brought_in(workbook(person()))
    asked = agreed(clerk, county, Layout.CSV)
    seen = []
    build = "frontend.territory.roster_sheets.as_csv"
    monkeypatch.setattr(build, lambda *_given: seen.append(ExportDownload.objects.count()) or b"")
    fetched(clerk, asked)
    assert seen == [1]  # the row stood before the first byte was made
    assert Event.objects.filter(name="accounts.export.taken").count() == 1


def test_only_who_asked_and_only_while_it_holds(clerk, county):
    brought_in(workbook(person()))
    asked = agreed(clerk, county, Layout.CSV)
    outsider = personas.user("吴德明", Role.TOWNSHIP_OFFICIAL, region=OTHER_TOWN)
    address = reverse("territory:export_file", args=[asked.id])
    assert signed_in(outsider).post(address).status_code == 404
    assert signed_in(county).post(address).status_code == 404
    ExportRequest.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert signed_in(clerk).post(address).status_code == 404
    assert not ExportDownload.objects.exists()


def test_masked_lists_carry_nobody(clerk):
    brought_in(workbook(person(联系电话="13800001234", 子女电话="13900005678")))
    client = signed_in(clerk)
    for layout in ("REGISTRY", "CSV"):
        content = client.post(reverse("territory:export_masked"), {"region": TOWN, "layout": layout}).content
        text = content.decode("utf-8-sig") if layout == "CSV" else str(rows_of_xlsx(content))
        assert "吴＊水" in text
        for canary in ("吴金水", number(), "13800001234", "13900005678", "吴强", "1943-04-12"):
            assert canary not in text
    assert Event.objects.filter(name="accounts.roster.masked_list_taken", by=clerk).count() == 2
    for wrong in ({"region": OTHER_TOWN, "layout": "CSV"}, {"region": TOWN, "layout": "x"}, {"region": "\x00"}):
        assert client.post(reverse("territory:export_masked"), wrong).status_code == 404
    village = personas.user("乐建国", Role.VILLAGE_WORKER, region=TOWN)
    assert signed_in(village).post(reverse("territory:export_masked"), {"region": TOWN}).status_code == 403


@pytest.mark.verifies(27)
@pytest.mark.parametrize("start", STARTS)
def test_no_formula_ever_leaves(start, clerk, county):
    brought_in(workbook(person()))
    for one in Person.objects.filter(elder__isnull=False):
        one.name = f"{start}cmd|' /C calc'!A0"
        one.save()
    text = fetched(clerk, agreed(clerk, county, Layout.CSV)).decode("utf-8")
    assert text.startswith("\ufeff")
    cells = [cell for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(STARTS)]
    content = fetched(clerk, agreed(clerk, county, Layout.REGISTRY))
    for row in load_workbook(io.BytesIO(content)).active.iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            assert not str(cell.value or "").startswith(STARTS)


def test_the_national_list_says_who_was_entered_there(clerk, county):
    brought_in(workbook(person(), person(身份证号=number(order=995), 姓名="张三")))
    Elder.objects.filter(person__name="吴金水").update(left_behind=True, left_behind_since="2019-03-01")
    asked = agreed(clerk, county, Layout.NATIONAL)
    marking = reverse("territory:export_entered", args=[asked.id])
    assert signed_in(clerk).post(marking).status_code == 409  # nothing was fetched yet
    heads, row = rows_of_xlsx(fetched(clerk, asked))  # one elder: the other is not left behind
    told = dict(zip(heads, row, strict=True))
    assert (told["姓名"], told["身份证号码"], told["留守起始日期"]) == ("吴金水", number(), "2019-03-01")
    assert told["是否已录入全国系统"] == "否"
    assert signed_in(county).post(marking).status_code == 404
    assert signed_in(clerk).post(marking).status_code == 303
    assert NationalEntry.objects.get().entered_by == clerk
    heads, row = rows_of_xlsx(fetched(clerk, asked))
    told = dict(zip(heads, row, strict=True))
    assert (told["是否已录入全国系统"], told["录入后有变动"]) == ("是", "否")
    change_person(by=None, at=timezone.now(), elder=Elder.objects.get(person__name="吴金水"), phone="13800000000")
    heads, row = rows_of_xlsx(fetched(clerk, asked))
    assert dict(zip(heads, row, strict=True))["录入后有变动"] == "是"
