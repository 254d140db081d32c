"""``manage.py import_registry``: dry run, commit, again, and what stops it."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.access.enums import Role
from accounts.elders.actions.enter_elder import enter_elder
from accounts.elders.models import Elder, Fact, Supporter, VisitContact, Whereabouts
from accounts.journal.models import Event
from accounts.people.models import Person
from accounts.refusals import NotAllowed, NotFound
from accounts.rosters.actions import write_rows
from accounts.rosters.actions.write_rows import RowRefused
from tests import personas
from tests.rosters.ground import (
    DATA,
    DONGJING,
    GANTOU,
    HEADS,
    OTHER_TOWN,
    TOWN,
    brought_in,
    datian,
    looked,
    number,
    person,
    workbook,
)

pytestmark = pytest.mark.django_db
MESSY = DATA / "registry-guangping-messy.xlsx"


@pytest.fixture(autouse=True)
def divisions():
    return datian()


def run(file: Path, *options: str, region: str = TOWN) -> str:
    out = io.StringIO()
    call_command("import_registry", str(file), "--region", region, *options, stdout=out)
    return out.getvalue()


def test_a_dry_run_writes_nothing_and_answers_as_agreed():
    found = json.loads(run(MESSY, "--json"))
    assert {name: found[name] for name in ("accepted", "rejected", "duplicates", "ignored")} == {
        "accepted": 280, "rejected": 20, "duplicates": 6, "ignored": 2,
    }  # fmt: skip
    assert found["rows"][0] == {
        "row": 4,
        "verdict": "accept",
        "fields": [],
        "values": {
            "village_code": GANTOU, "name": "吴金水", "sex": "男", "id_number": "350425195706299975",
            "birth_date": "1957-06-29", "phone": "15064765263", "supporter_phone": "13959063154", "needs": ["代购"],
        },
        "sheet": "Sheet1",
    }  # fmt: skip
    assert not Elder.objects.exists()
    assert not Event.objects.filter(name__startswith="accounts.roster").exists()


def test_in_words_for_people(tmp_path):
    file = tmp_path / "a.xlsx"
    file.write_bytes(workbook(person(), person(姓名=None)))
    text = run(file)
    assert "登记表!3 name" in text
    assert text.splitlines()[-1].startswith("1 ")


def test_commit_writes_the_whole_dossier_and_again_brings_it_up_to_date(tmp_path):
    file = tmp_path / "a.xlsx"
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
    more = ["女儿", "厦门", "2018-09", "田月娥", "部分自理", "独居", "建档立卡", "高血压、糖尿病"]
    file.write_bytes(workbook([*person(联系电话="13800000000"), *more], heads=heads))
    run(file, "--commit")
    elder = Elder.objects.select_related("person").get()
    assert (elder.person.name, elder.person.id_number, elder.person.home_id) == ("吴金水", number(), GANTOU)
    assert elder.lives_alone
    assert {fact.field: json.loads(fact.value) for fact in elder.facts.filter(superseded_at=None)} == {
        "self_care": "PARTLY", "lives_with": "ALONE", "poverty_file": True, "needs": ["MEALS"],
        "health_note": "高血压、糖尿病", "illnesses": ["HYPERTENSION", "DIABETES"],
    }  # fmt: skip
    where = Whereabouts.objects.get()
    assert (where.where, where.place, where.since, where.supporter.name) == ("AWAY", "厦门", date(2018, 9, 1), "吴强")
    assert VisitContact.objects.get().name == "田月娥"

    more[1] = "福州"
    changed = person(联系电话="13911111111", 所在村="东景", 子女电话="13922222222")
    file.write_bytes(workbook([*changed, *more], heads=heads))
    assert json.loads(run(file, "--json"))["rows"][0]["verdict"] == "accept"
    run(file, "--commit")
    again = Elder.objects.select_related("person").get()
    assert (again.id, again.person.phone, again.person.home_id) == (elder.id, "13911111111", DONGJING)
    assert (Supporter.objects.get().phone, Whereabouts.objects.count()) == ("13922222222", 2)
    assert VisitContact.objects.count() == 1


def test_what_a_sheet_leaves_empty_stays(tmp_path):
    brought_in(workbook(person(联系电话="13800000000")))
    brought_in(workbook(person(服务需求=None, 子女姓名=None)))
    assert Person.objects.get(elder__isnull=False).phone == "13800000000"
    assert Fact.objects.get(field="needs", superseded_at=None).value == '["MEALS"]'
    assert Supporter.objects.count() == 1


def test_the_messy_example_twice_makes_280_elders():
    for _time in range(2):
        run(MESSY, "--commit")
    assert Elder.objects.count() == Supporter.objects.count() == 280
    assert json.loads(run(MESSY, "--json"))["accepted"] == 280


def test_one_row_that_cannot_be_written_stops_all(monkeypatch):
    book = workbook(person(), person(身份证号=number(order=995), 姓名="张三"))
    enter = write_rows.enter_elders

    def refusing(*, newcomers, **given):
        if any(one.name == "张三" for one in newcomers):
            raise NotAllowed
        return enter(newcomers=newcomers, **given)

    monkeypatch.setattr(write_rows, "enter_elders", refusing)
    with pytest.raises(RowRefused) as raised:
        brought_in(book)
    assert raised.value.facts["row"] == 3
    assert not Elder.objects.exists()
    monkeypatch.undo()  # the negative control: without the refusal both go in
    assert brought_in(book).accepted == Elder.objects.count() == 2


def test_somebody_known_without_a_number_gets_it():
    by_hand = {"name": "吴金水", "gender": "MALE", "birth_on": date(1943, 4, 12), "home_code": GANTOU}
    elder = enter_elder(by=None, at=personas.NOW, **by_hand)
    (row,) = looked(workbook(person()))
    assert (row.effect, row.elder) == ("UPDATE", elder.id)
    brought_in(workbook(person()))
    assert Person.objects.get(elder=elder).id_number == number()
    assert Elder.objects.count() == 1


def test_a_number_under_another_name_or_elsewhere_is_asked_about():
    brought_in(workbook(person()))
    (row,) = looked(workbook(person(姓名="吴金永")))
    assert (row.verdict, [fault.code for fault in row.faults]) == ("duplicate", ["other_name"])
    assert "吴＊水" in row.faults[0].sentence
    (row,) = looked(workbook(person(所在村="上太")), OTHER_TOWN)
    assert (row.verdict, [fault.code for fault in row.faults]) == ("duplicate", ["elsewhere"])
    Elder.objects.update(left_on=date(2026, 1, 1))
    (row,) = looked(workbook(person()))
    assert [fault.code for fault in row.faults] == ["has_left"]


def test_only_inside_ones_territory():
    near = personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWN)
    far = personas.user("吴德明", Role.TOWNSHIP_OFFICIAL, region=OTHER_TOWN)
    with pytest.raises(NotFound):
        brought_in(workbook(person()), by=far)
    with pytest.raises(NotAllowed):
        brought_in(workbook(person()), by=personas.volunteer())
    assert brought_in(workbook(person()), by=near).accepted == 1
    assert Event.objects.get(name="accounts.roster.written").by == near


def test_what_the_command_cannot_read(tmp_path):
    with pytest.raises(CommandError, match="999999"):
        run(MESSY, region="999999")
    with pytest.raises(CommandError, match="nowhere"):
        run(tmp_path / "nowhere.xlsx")
    (tmp_path / "a.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(CommandError):
        run(tmp_path / "a.xlsx", "--json")
