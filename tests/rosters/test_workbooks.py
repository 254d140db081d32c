"""Whole workbooks: verdicts row by row."""

import json

import pytest

from accounts.rosters.actions.import_roster import NoRoster
from accounts.rosters.reading.columns import OUR_NOTES
from accounts.rosters.reading.faults import SENTENCES
from accounts.rosters.reading.lines import layout_of
from accounts.rosters.workbook.book import open_book
from accounts.rosters.workbook.cells import rows_of
from tests.rosters.ground import (
    DATA,
    DONGJING,
    GANTOU,
    HEADS,
    TOWN,
    datian,
    looked,
    number,
    person,
    sheets,
    workbook,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def divisions():
    return datian()


@pytest.mark.parametrize("name", ["registry-junxi-clean", "registry-guangping-messy"])
def test_the_examples_cell_by_cell(name):
    key = json.loads((DATA / f"{name}.key.json").read_text())
    rows = [row.answer() for row in looked((DATA / f"{name}.xlsx").read_bytes(), key["township"])]
    assert len(rows) == len(key["rows"])
    for got, want in zip(rows, key["rows"], strict=True):
        assert (got["row"], got["verdict"]) == (want["row"], want["verdict"])
        assert got["fields"] == want.get("fields", []), want
        assert got["values"] == want.get("values", {}), want
        assert got.get("of") == want.get("of")


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({"所在村": None}, "village", "village_missing"),
        ({"所在村": "不存在村"}, "village", "village_unknown"),
        ({"所在村": "甲头"}, "village", "village_near"),
        ({"所在村": "上太"}, "village", "village_outside"),
        ({"姓名": None}, "name", "name_missing"),
        ({"姓名": "见身份证123"}, "name", "name_strange"),
        ({"性别": "女"}, "sex", "sex_is_man"),
        ({"性别": "公"}, "sex", "sex_strange"),
        ({"身份证号": None}, "id_number", "id_missing"),
        ({"身份证号": 3.50425194304129e17}, "id_number", "RoundedIdNumber"),
        ({"身份证号": "350425430412997"}, "id_number", "OldIdNumber"),
        ({"身份证号": "990425194304129974"}, "id_number", "IdNumberProvince"),
        ({"出生年月": "1944.4.12"}, "birth_date", "birth_conflict"),
        ({"出生年月": "1943.13.2"}, "birth_date", "birth_strange"),
        ({"联系电话": "1385980219"}, "phone", "phone_strange"),
        ({"子女电话": "没有电话机"}, "supporter_phone", "phone_letters"),
        ({"服务需求": "飞行"}, "needs", "needs_strange"),
    ],
)
def test_each_fault_names_its_cell(cells, field, code):
    (row,) = looked(workbook(person(**cells)))
    assert row.verdict == "reject"
    assert [(fault.field, fault.code) for fault in row.faults] == [(field, code)]
    assert row.faults[0].sentence
    assert row.written[field] == ("" if next(iter(cells.values())) is None else row.written[field])


def test_somebody_young_is_not_entered():
    from datetime import date

    born = date(1990, 1, 1)
    (row,) = looked(workbook(person(身份证号=number(born), 出生年月="1990.1")))
    assert [fault.code for fault in row.faults] == ["too_young"]


def test_several_faults_are_all_told():
    (row,) = looked(workbook(person(所在村="天上", 姓名="", 身份证号="12", 服务需求="飞行")))
    assert row.answer()["fields"] == ["village", "name", "id_number", "needs"]


def test_what_the_number_says_need_not_be_written():
    (row,) = looked(workbook(person(性别=None, 出生年月="不详")))
    assert (row.values["sex"], row.values["birth_date"]) == ("男", "1943-04-12")


def test_the_first_good_row_is_the_original():
    rows = looked(workbook(person(所在村="天上"), person(), person(联系电话="13800000000"), person(姓名=None)))
    assert [(row.verdict, row.of) for row in rows] == [
        ("reject", None), ("accept", None), ("duplicate", 3), ("reject", None),
    ]  # fmt: skip


def test_totals_signatures_and_headings_are_left_out():
    rows = looked(
        workbook(
            person(),
            [None] * 10,
            ["小计", None, "1人"],
            HEADS,
            person(身份证号=number(order=995), 姓名="张三"),
            ["合 计", None, "2人"],
            ["填表人：王小明    审核人：李主任"],
            ["注：本表一式两份"],
            ["2020年8月20日"],
        )
    )
    assert [(row.row, row.verdict, row.why) for row in rows] == [
        (2, "accept", ""), (4, "ignore", "total"), (5, "ignore", "headings"), (6, "accept", ""), (7, "ignore", "total"),
        (8, "ignore", "signature"), (9, "ignore", "signature"), (10, "ignore", "signature"),
    ]  # fmt: skip


def test_a_person_called_like_a_total_is_a_person():
    (row,) = looked(workbook(person(姓名="总小计".replace("总", "宗"), 序号="合")))
    assert row.verdict == "accept"


def test_merged_villages_and_ditto_marks():
    rows = looked(
        workbook(
            person(),
            person(所在村=None, 身份证号=number(order=995)),
            person(所在村="东景", 身份证号=number(order=993)),
            person(所在村="同上", 身份证号=number(order=991)),
            merged=("B2:B3",),
        )
    )
    assert [row.values["village_code"] for row in rows] == [GANTOU, GANTOU, DONGJING, DONGJING]


def test_merged_cells_bring_no_rows_of_their_own():
    """Headings two rows high, and an empty row beside a merged village: neither is a row of the roster."""
    below = [[None] * len(HEADS), person(), [None] * len(HEADS), person(身份证号=number(order=995))]
    heads = [f"{chr(65 + column)}1:{chr(65 + column)}2" for column in range(len(HEADS))]
    rows = looked(workbook(*below, merged=(*heads, "B3:B5")))
    assert [(row.row, row.verdict) for row in rows] == [(3, "accept"), (5, "accept")]


def test_a_signature_merged_over_the_name_is_a_signature():
    rows = looked(workbook(person(), ["审核人", *[None] * 6, "填表人：王小明"], merged=("A3:E3",)))
    assert [(row.row, row.verdict, row.why) for row in rows] == [(2, "accept", ""), (3, "ignore", "signature")]


def test_a_form_that_was_filled_in_is_no_example():
    rows = looked(sheets({"登记表模板": [HEADS, person()], "填表说明": [["说明"]]}))
    assert [row.verdict for row in rows] == ["accept"]
    rows = looked(sheets({"登记表模板": [HEADS, person(姓名="张三")], "登记": [HEADS, person()]}))
    assert [row.sheet for row in rows] == ["登记"]


def test_a_second_supporter_under_a_merged_name():
    rows = looked(
        workbook(
            person(), [None] * 8 + ["吴二", "13900000000"], merged=tuple(f"{letter}2:{letter}3" for letter in "ABCDE")
        )
    )
    assert [(row.verdict, row.why) for row in rows] == [("accept", ""), ("ignore", "continued")]


def test_a_sheet_for_each_village_without_a_column():
    heads, row = list(HEADS), person()
    del heads[1], row[1]
    other = person(身份证号=number(order=995))
    del other[1]
    rows = looked(
        sheets({"岬头村": [heads, row], "表二": [["东景村留守老人登记表"], heads, other], "填表说明": [["说明"]]})
    )
    assert [(row.sheet, row.values["village_code"]) for row in rows] == [("岬头村", GANTOU), ("表二", DONGJING)]


def test_a_part_of_the_sheet_says_whose_it_is():
    heads, row = list(HEADS), person()
    del heads[1], row[1]
    rows = looked(sheets({"表": [["广平镇"], heads, ["东景村（1人）"], row]}))
    assert [(row.verdict, row.values.get("village_code")) for row in rows] == [("ignore", None), ("accept", DONGJING)]


def test_the_region_of_a_village_needs_no_column():
    (row,) = looked(workbook(person(所在村=None)), GANTOU)
    assert row.values["village_code"] == GANTOU
    (row,) = looked(workbook(person(所在村="东景")), GANTOU)
    assert row.answer()["fields"] == ["village"]


def test_a_county_asks_which_of_two():
    (row,) = looked(workbook(person(所在村="岬头")), "350425")
    assert row.values["village_code"] == GANTOU


def test_examples_and_hidden_sheets_are_passed_over():
    rows = looked(sheets({"填写示例": [HEADS, person(姓名="张三")], "登记": [HEADS, person()]}))
    assert [row.sheet for row in rows] == ["登记"]
    with pytest.raises(NoRoster):
        looked(sheets({"说明": [["1. 请如实填写"]]}))


def test_rows_are_read_as_numbers_days_and_texts():
    with open_book((DATA / "registry-guangping-messy.xlsx").read_bytes()) as book:
        rows = list(rows_of(book, book.sheets[0]))
    assert rows[0].values[0] == rows[0].values[19]  # merged
    assert rows[3].number == 4
    assert rows[3].values[2] == "吴金水"


def test_every_fault_has_a_sentence_that_can_be_filled():
    facts = dict.fromkeys(("near", "place", "birth", "n", "words", "row", "name", "what", "code"), "1")
    for code, sentence in SENTENCES.items():
        assert str(sentence) % facts if "%(" in str(sentence) else sentence, code
    assert TOWN


def test_the_column_we_wrote_ourselves_is_no_question():
    data = workbook([*person(), "村名：不认识"], heads=(*HEADS, OUR_NOTES))
    with open_book(data) as book:
        layout = layout_of(book)
    assert OUR_NOTES not in {one.heading for heading in layout.headings.values() for one in heading.columns}
