"""The columns a roster may have, and the headings that offices write above them."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.translation import pgettext_lazy


class Whose(Enum):
    """Of whom a column speaks."""

    ELDER = 1
    SUPPORTER = 2
    VISITOR = 3
    GUARDIAN = 4


@dataclass(frozen=True)
class Column:
    """``code`` is stable; ``official`` is the heading of our own layout and of the national one."""

    code: str
    title: Any
    official: str
    whose: Whose = Whose.ELDER


E, S, V, G = Whose.ELDER, Whose.SUPPORTER, Whose.VISITOR, Whose.GUARDIAN
ALL = (
    Column("serial", pgettext_lazy("roster column", "No."), "序号"),
    Column("township", pgettext_lazy("roster column", "Township"), "乡镇"),
    Column("village", pgettext_lazy("roster column", "Village"), "所在村"),
    Column("name", pgettext_lazy("roster column", "Name"), "姓名"),
    Column("sex", pgettext_lazy("roster column", "Sex"), "性别"),
    Column("id_number", pgettext_lazy("roster column", "ID number"), "身份证号码"),
    Column("birth_date", pgettext_lazy("roster column", "Date of birth"), "出生年月"),
    Column("age", pgettext_lazy("roster column", "Age"), "年龄"),
    Column("phone", pgettext_lazy("roster column", "Phone"), "联系电话"),
    Column("ethnicity", pgettext_lazy("roster column", "Ethnic group"), "民族"),
    Column("marital", pgettext_lazy("roster column", "Marital status"), "婚姻状况"),
    Column("registered", pgettext_lazy("roster column", "Place of registration"), "户籍所在地"),
    Column("address", pgettext_lazy("roster column", "Address"), "家庭住址"),
    Column("group", pgettext_lazy("roster column", "Part of the village"), "村民小组"),
    Column("health", pgettext_lazy("roster column", "Health"), "健康状况"),
    Column("self_care", pgettext_lazy("roster column", "Everyday life"), "自理能力"),
    Column("disability", pgettext_lazy("roster column", "Disability"), "残疾等级"),
    Column("poverty", pgettext_lazy("roster column", "Hardship"), "家庭经济状况"),
    Column("income", pgettext_lazy("roster column", "Lives on"), "收入来源"),
    Column("insurance", pgettext_lazy("roster column", "Medical insurance"), "医疗保险"),
    Column("doctor", pgettext_lazy("roster column", "Family doctor"), "家庭医生"),
    Column("lives_with", pgettext_lazy("roster column", "Lives with"), "居住状况"),
    Column("grandchildren", pgettext_lazy("roster column", "Grandchildren in their care"), "抚育孙辈人数"),
    Column("farm_work", pgettext_lazy("roster column", "Farm work"), "农务劳动"),
    Column("house_rating", pgettext_lazy("roster column", "Safety of the house"), "房屋安全等级"),
    Column("needs", pgettext_lazy("roster column", "Needs"), "服务需求"),
    Column("difficulties", pgettext_lazy("roster column", "What is hard for them"), "存在困难"),
    Column("supporter_name", pgettext_lazy("roster column", "Supporter"), "赡养人姓名", S),
    Column("supporter_relation", pgettext_lazy("roster column", "Relation of the supporter"), "与老人关系", S),
    Column("supporter_place", pgettext_lazy("roster column", "Where the supporter is"), "外出务工地", S),
    Column("supporter_since", pgettext_lazy("roster column", "Away since"), "外出时间", S),
    Column("supporter_phone", pgettext_lazy("roster column", "Phone of the supporter"), "赡养人电话", S),
    Column("visitor_name", pgettext_lazy("roster column", "Who visits"), "巡访联系人", V),
    Column("visitor_phone", pgettext_lazy("roster column", "Phone of who visits"), "巡访联系人电话", V),
    Column("guardian_name", pgettext_lazy("roster column", "Guardian"), "监护人姓名", G),
    Column("guardian_phone", pgettext_lazy("roster column", "Phone of the guardian"), "监护人电话", G),
    Column("remark", pgettext_lazy("roster column", "Remark"), "备注"),
)
COLUMNS = {column.code: column for column in ALL}
NAMES = {S: "supporter_name", V: "visitor_name", G: "guardian_name", E: "name"}
PHONES = {S: "supporter_phone", V: "visitor_phone", G: "guardian_phone", E: "phone"}
OUR_NOTES = "要改什么"  # the last column of a sheet we sent back to be corrected: nothing is read from it
LEFT_OUT = ""  # somebody decided that a column is not taken

WORDS_OF = (
    (G, re.compile(r"监护|委托照顾|受托人")),
    (
        V,
        re.compile(
            r"1\+N|巡访|探访|走访|帮扶人|帮扶联系|帮扶干部|结对|挂钩|包保|联系人|联络人|协理员|助老员|孝老员|责任人"
        ),
    ),
    (S, re.compile(r"子女|儿女|儿子|赡养|扶养|抚养义务|家属|亲属|务工人员|外出人员|义务人")),
)
PHONE_WORDS = re.compile(r"电话|手机|联系方式|联系号码|联系号|联络方式")
# In this order: the first that fits decides. Whoever the column speaks of has been taken off before.
MEANINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("", re.compile(r"配偶|户主|老伴|填表|填报|审核|调查人|经办|邻居|紧急|登记人|采集|干部|书记|主任|^是否")),
    ("village", re.compile(r"\((?:行政)?村.*\)$")),
    ("id_number", re.compile(r"(?:身份证|身份号|证件号|公民身份)(?!.*(?:地址|住址))")),
    ("supporter_relation", re.compile(r"关系")),
    ("remark", re.compile(r"备注|说明|其他情况")),
    ("serial", re.compile(r"^(?:序号|编号|序|号|户号|NO\.?|№)$", re.IGNORECASE)),
    ("age", re.compile(r"年龄|周岁|岁数")),
    ("birth_date", re.compile(r"出生|生日|诞生")),
    ("sex", re.compile(r"性[别別]|姓[别別]|^男女$")),
    ("ethnicity", re.compile(r"民族|族别")),
    ("marital", re.compile(r"婚姻|婚否")),
    ("disability", re.compile(r"残疾|残障")),
    ("insurance", re.compile(r"医保|医疗保险|参保")),
    ("doctor", re.compile(r"家庭医生|签约医生|家医")),
    ("grandchildren", re.compile(r"孙辈|孙子女|隔代抚|抚养孙|带孙|留守儿童")),
    ("farm_work", re.compile(r"农务|农活|劳动(?!能力|力)|务农")),
    ("house_rating", re.compile(r"危房|房屋|住房")),
    ("self_care", re.compile(r"自理|失能|能力等级|能力评估|生活能力")),
    ("health", re.compile(r"健康|身体|疾病|患病|病史")),
    ("needs", re.compile(r"需求|需要|服务项目|服务内容|所需服务|帮扶内容")),
    ("difficulties", re.compile(r"困难(?!类|家庭|情况类|程度)|存在问题")),
    ("income", re.compile(r"收入|经济来源|生活来源")),
    ("poverty", re.compile(r"经济|贫困|低保|困难类|困难家庭|家庭类型|人员类别|对象类别|救助类")),
    ("supporter_since", re.compile(r"外出(?:务工)?(?:时间|日期|年月)|离家时间|离开时间|务工时间|何时外出")),
    ("supporter_place", re.compile(r"务工|外出|去向|打工|工作地|工作单位|现居地|经商")),
    ("lives_with", re.compile(r"居住(?:状况|情况|方式|类型|形式)|同住|共同生活|共同居住|和谁住|与谁|家庭结构|居住人")),
    ("registered", re.compile(r"户籍(?!所在村|村)|户口所在地|户口地")),
    ("address", re.compile(r"住址|地址|门牌|现住|居住地|家庭住处|详细住处")),
    (
        "township",
        re.compile(r"^(?:所在|所属)?(?:乡镇|乡\(镇\)|镇\(乡\)|镇|乡|街道|乡镇街道|乡镇\(街道\)|镇街)(?:名称|名)?$"),
    ),
    ("group", re.compile(r"小组|村民组|自然村|组别|^组$|屯")),
    ("village", re.compile(r"村|社区|居委|居民委员会|^村居$")),
    ("phone", PHONE_WORDS),
    ("name", re.compile(r"姓名|名字|老人$|老年人$|^(?:服务)?对象$|^称呼$")),
)
SUPPORTER_MEANINGS = (
    ("", re.compile(r"身份证|身份号|证件号|性别|年龄|人数|个数|民族|政治面貌")),
    ("supporter_phone", re.compile(PHONE_WORDS.pattern + "|号码")),
    ("supporter_relation", re.compile(r"关系")),
    ("supporter_since", re.compile(r"时间|日期|年月|何时")),
    ("supporter_name", re.compile(r"姓名|名字|名单|赡养人$|子女$|儿女$|义务人$|家属$|亲属$|人员$")),
    ("supporter_place", re.compile(r"地|去向|住址|何处|哪里|单位|在哪|外出|务工")),
)
VISITOR_MEANINGS = (
    ("", re.compile(r"身份证|性别|年龄|时间|日期|频次|次数|记录|情况|职务|单位|关系|措施|内容|地址")),
    ("visitor_phone", PHONE_WORDS),
    ("visitor_name", re.compile(r".")),
)
GUARDIAN_MEANINGS = (
    ("", re.compile(r"身份证|性别|年龄|关系|协议|时间|方式$|类型|情况|地址")),
    ("guardian_phone", PHONE_WORDS),
    ("guardian_name", re.compile(r".")),
)


def plain_heading(text: object) -> str:
    """A heading without spaces, line breaks, stars and the like, full-width letters made narrow."""
    narrow = unicodedata.normalize("NFKC", str(text)).replace("_x000D_", "")
    return re.sub(r"[\s\u200b-\u200f\ufeff*＊★:、/\\。.,;“”\"'_-]+", "", narrow).upper()


def meaning_of(heading: str, group: str = "") -> tuple[str, bool]:
    """Code of the column under a heading (``group`` stands above it), and whether whose it is was said.

    An empty code: not known, or of no use here.
    """
    whole = plain_heading(heading)
    above = plain_heading(group)
    if not whole or len(whole) > 40:
        return "", False
    named = re.sub(r"\(.*?\)", "", whole) or whole
    whose = _whose(whole) or _whose(above)
    if whose is S and re.search(r"^与老|关系$", named):
        return "supporter_relation", True
    if whose is S:
        return _first(SUPPORTER_MEANINGS, named) or _first(SUPPORTER_MEANINGS, whole), True
    if whose in (V, G):
        meanings = VISITOR_MEANINGS if whose is V else GUARDIAN_MEANINGS
        return _first(meanings, whole), True
    return _first(MEANINGS, named) or _first(MEANINGS, whole), bool(re.search(r"老人|老年人|本人|对象", whole + above))


def _whose(text: str) -> Whose | None:
    if re.search(r"被.?访|抚育|孙|共同|同住|居住|签约|监护.{0,2}情况|需求|家属院", text):
        return None
    found = next((whose for whose, words in WORDS_OF if words.search(text)), None)
    if found is V and re.search(r"紧急", text):
        return None
    return found


def _first(meanings: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str:
    return next((code for code, words in meanings if words.search(text)), "")
