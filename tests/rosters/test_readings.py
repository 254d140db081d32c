"""Cells in all the spellings of township offices. No database."""

from datetime import date

import pytest

from accounts.people.enums import Relation
from accounts.rosters.reading.days import day_of, is_lunar, readings
from accounts.rosters.reading.headings import find_heading
from accounts.rosters.reading.phones import read_phones
from accounts.rosters.reading.rows import tidy_name
from accounts.rosters.reading.villages import Place, Villages
from accounts.rosters.reading.words import read_needs, read_sex, relation_of

BORN = date(1943, 4, 12)
NAMES = (
    "岬头村委会",
    "东景村委会",
    "郭村村委会",
    "和丰村委会",
    "和丰坪村委会",
    "玉凤居委会",
    "友爱社区居委会",
    "友爱村委会",
)
VILLAGES = Villages(
    [Place(f"3504251032{place:02d}", name, "广平镇") for place, name in enumerate(NAMES)],
    [Place("350425100201", "上太村委会", "均溪镇")],
    ["福建省", "三明市", "大田县", "广平镇"],
)


@pytest.mark.parametrize(
    "cell",
    [
        "1943.4.12", "1943-04-12", "1943/4/12", "1943年4月12日", "1943年04月12日生", "一九四三年四月十二日",
        "四三年四月十二",
        "43-4-12", "43.4.12", "43年4月12日", "19430412", 19430412, 15808, "15808", BORN, "1943、4、12",
        "１９４３．４．１２",
        "1943-04-12 00:00:00", "民国32年4月12日", "民国三十二年四月十二日", "民国32.4.12", "1943 4 12", "430412",
        "公元1943年4月12日", "出生日期：1943.4.12", "1943年4月12日00:00:00", "1943:4:12", "4/12/1943", "12/4/43",
    ],
)  # fmt: skip
def test_spellings_of_one_day(cell):
    assert any(one.whole() == BORN for one in readings(cell)), readings(cell)


@pytest.mark.parametrize(
    "cell", ["1943.04", "1943年4月", "194304", "四三年四月", 1943.04, "1943.4", "1943年", 1943, "1943-00-00"]
)
def test_half_a_date_fits_the_whole_one(cell):
    assert day_of(cell) is None
    assert any(one.fits(BORN) for one in readings(cell))
    assert not any(one.fits(date(1944, 5, 12)) for one in readings(cell))


def test_october_that_lost_its_nought():
    assert any(one.fits(date(1943, 10, 3)) for one in readings(1943.1))
    assert any(one.fits(date(1943, 10, 3)) for one in readings("1943.1"))


def test_four_digits_that_are_no_year_count_days():
    assert next(one.whole() for one in readings("9840")) == date(1926, 12, 9)
    assert [one.whole() for one in readings("1926")] == [None]


@pytest.mark.parametrize("cell", ["1942年腊月廿三", "1943年三月初八", "1943.4.12（农历三月初八）", "阴历1943年3月8日"])
def test_lunar_days_are_read_and_known_for_lunar(cell):
    assert is_lunar(cell)
    assert readings(cell)


@pytest.mark.parametrize(
    "cell", ["1943.00.41", "1943-00-12", "1949.13.2", "1951.2.30", "1943-4-31", "不知哪年", "张三", True, "99999999"]
)
def test_days_that_do_not_exist(cell):
    assert readings(cell) == []


@pytest.mark.parametrize(
    ("cell", "digits"),
    [
        ("138 0000 0000", "13800000000"),
        ("138-0000-0000", "13800000000"),
        ("+86 138 0000 0000", "13800000000"),
        ("8613800000000", "13800000000"),
        ("１３８０００００００0", "13800000000"),
        ("138O00OO000", "13800000000"),
        (13800000000, "13800000000"),
        (13800000000.0, "13800000000"),
        ("0598-7222333", "05987222333"),
        ("（0598）7222333", "05987222333"),
        ("0598-7222333-8001", "05987222333"),
        ("7222333", "7222333"),
        ("0598/7222333", "05987222333"),
        ("013800000000", "13800000000"),
        ("13800000000.0", "13800000000"),
        ("Tel:13800000000", "13800000000"),
        ("13800000000（儿子）", "13800000000"),
        ("13800000000 ", "13800000000"),
        ("13800000000/13900000000", "13800000000"),
        ("13800000000 13900000000", "13800000000"),
        ("无", ""),
        (None, ""),
    ],
)
def test_phones(cell, digits):
    found = read_phones(cell)
    assert not found.wrong
    assert (found.numbers[0] if found.numbers else "") == digits


@pytest.mark.parametrize("cell", ["1385980219", "138000000001", "1.38E+10", "打不通", "23800000000", 1.5])
def test_what_is_no_phone(cell):
    assert read_phones(cell).wrong


@pytest.mark.parametrize(
    ("cell", "needs"),
    [
        ("助餐、助洁", ["助餐", "助洁"]),
        ("助洁 助餐", ["助洁", "助餐"]),
        ("助餐/助医，代购", ["助餐", "助医", "代购"]),
        ("1.助餐 2.助洁", ["助餐", "助洁"]),
        ("①送餐②看病", ["助餐", "助医"]),
        ("助餐助洁", ["助餐", "助洁"]),
        ("需要助餐服务（每天）", ["助餐"]),
        ("洗澡和剪头发", ["助浴", "理发"]),
        ("助餐、送饭", ["助餐"]),
        ("无", []),
        (None, []),
    ],
)
def test_needs(cell, needs):
    assert read_needs(cell) == (needs, [])


def test_needs_nobody_knows_are_named():
    assert read_needs("助餐、飞行") == (["助餐"], ["飞行"])
    assert read_needs("助餐助飞") == ([], ["助餐助飞"])


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("岬头", "岬头村委会"),
        ("岬头村", "岬头村委会"),
        ("岬头村民委员会", "岬头村委会"),
        ("岬 头 村", "岬头村委会"),
        ("广平镇岬头村", "岬头村委会"),
        ("大田县广平镇岬头村委会", "岬头村委会"),
        ("岬头村3组", "岬头村委会"),
        ("岬头3组", "岬头村委会"),
        ("岬头（三组）", "岬头村委会"),
        ("岬头村（本村）", "岬头村委会"),
        ("（广平镇）岬头", "岬头村委会"),
        ("广平镇-岬头村", "岬头村委会"),
        ("广平镇/岬头", "岬头村委会"),
        ("岬头行政村", "岬头村委会"),
        ("350425103201", "东景村委会"),
        ("郭村", "郭村村委会"),
        ("郭村委会", "郭村村委会"),
        ("和丰", "和丰村委会"),
        ("和丰坪", "和丰坪村委会"),
        ("玉凤社区", "玉凤居委会"),
        ("友爱村", "友爱村委会"),
        ("友爱社区", "友爱社区居委会"),
    ],
)
def test_villages_in_their_variants(cell, name):
    found = VILLAGES.find(cell)
    assert found.place is not None
    assert found.place.name == name


@pytest.mark.parametrize(
    ("cell", "near"),
    [("甲头村", 1), ("东京", 1), ("友爱", 2), ("不存在村", 0), ("广平镇", 0), ("岬头/东景", 0), ("", 0)],
)
def test_near_spellings_are_only_suggested(cell, near):
    found = VILLAGES.find(cell)
    assert found.place is None
    assert len(found.near) == near


def test_a_village_of_another_town_is_named():
    assert VILLAGES.find("上太村").elsewhere == "均溪镇上太村委会"


def test_small_words():
    assert [read_sex(cell) for cell in ("男", "女性", " M ", "", "不详", "？？？")] == ["男", "女", "男", "", "", None]
    assert tidy_name("吴\u3000银花") == tidy_name(" 吴银 花") == "吴银花"
    assert tidy_name("马•伊布拉") == "马·伊布拉"
    assert relation_of("次女") is Relation.CHILD
    assert relation_of("邻居") is Relation.OTHER


def codes(*rows):
    heading = find_heading(list(enumerate(rows, 1)))
    return heading and (heading.row, [one.code for one in heading.columns])


def test_headings_below_titles_in_any_order():
    assert codes(
        ["某镇农村留守老年人登记表"] * 5,
        ["填报单位：某镇", None, None, None, "2020年8月"],
        ["身份证\n号码", " 姓  名", "居 住 村", "联系人（1+N）", "性别"],
        ["35…", "吴金水", "岬头", "田月娥", "男"],
    ) == (3, ["id_number", "name", "village", "visitor_name", "sex"])


def test_headings_in_two_rows_speak_of_whom_stands_above():
    top = ["姓名", "性别", "身份证号", "赡养人情况", None, None, "巡访联系人", None]
    below = [None, None, None, "姓名", "与老人关系", "联系电话", "姓名", "电话"]
    people = ["supporter_name", "supporter_relation", "supporter_phone", "visitor_name", "visitor_phone"]
    assert codes(["登记表"], top, below) == (3, ["name", "sex", "id_number", *people])
    filled = ["姓名", "性别", "身份证号", *["赡养人情况"] * 3, *["巡访联系人"] * 2]
    merged = ["姓名", "性别", "身份证号", *below[3:]]
    assert codes(["登记表"], filled, merged) == (3, ["name", "sex", "id_number", *people])


def test_the_same_heading_twice_is_told_apart_by_who_was_named_before():
    found = codes(["姓名", "身份证号", "联系电话", "子女姓名", "与老人关系", "联系电话", "备注", "备注"])
    wanted = ["name", "id_number", "phone", "supporter_name", "supporter_relation", "supporter_phone", "remark", ""]
    assert found == (1, wanted)


def test_no_headings_no_roster():
    assert codes(["1. 农村留守老年人是指……"], ["2. 请认真填写"]) is None
    assert codes(["姓名", "金额"], ["张三", 12]) is None
