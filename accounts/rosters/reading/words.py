"""Words that offices use for what the dossier keeps as codes."""

import re
from collections.abc import Mapping

from accounts.people.enums import Relation
from accounts.rosters.reading.text import plain, says_nothing, says_unknown, squeezed

MALE, FEMALE = "男", "女"
SEXES = {  # 1 and 2: GB/T 2261.1
    **dict.fromkeys(("男", "1", "男性", "男人", "M", "MALE", "先生", "♂", "男士"), MALE),
    **dict.fromkeys(("女", "2", "女性", "女人", "F", "FEMALE", "女士", "♀", "妇女"), FEMALE),
}

# The word of our layout → what else is written for it. The codes are those of accounts.elders.fields.NEEDS.
NEED_CODES = {
    "助餐": "MEALS",
    "助洁": "CLEANING",
    "助浴": "BATHING",
    "助医": "MEDICAL",
    "代购": "SHOPPING",
    "陪伴": "COMPANY",
    "理发": "HAIRCUT",
    "维修": "REPAIR",
    "助行": "WALKING",
    "助急": "EMERGENCY",
    "护理": "NURSING",
    "法律": "LEGAL",
}
NEED_WORDS = {
    "助餐": "助餐 送餐 送饭 做饭 煮饭 用餐 就餐 吃饭 配餐 膳食 餐饮 饮食 供餐 订餐 老饭桌 一日三餐 午餐",
    "助洁": "助洁 保洁 打扫 打扫卫生 清洁 卫生 清扫 家政 洗衣 洗涤 家务 搞卫生 整理房间",
    "助浴": "助浴 洗澡 沐浴 擦身 擦浴 洗浴",
    "助医": "助医 就医 看病 陪诊 陪医 陪同就医 就医陪同 陪同看病 取药 送药 买药 代买药 医疗 体检 看医生 上医院"
    " 测血压 量血压",
    "代购": "代购 代买 购物 买菜 采购 跑腿 代办 买东西 代购物品 代购代办 代购代缴 代缴 代领",
    "陪伴": "陪伴 聊天 陪聊 谈心 陪同聊天 精神慰藉 心理 心理慰藉 心理疏导 慰藉 关爱 探望 问候 情感慰藉 情感陪伴",
    "理发": "理发 剪发 剃头 剪头 剪头发 理头发 修面",
    "维修": "维修 修理 修缮 水电维修 家电维修 小修 修水电 修补 房屋维修 家电修理",
    "助行": "助行 出行 陪同出行 接送 用车 代步 外出陪同",
    "助急": "助急 应急 紧急救援 急救 紧急救助 应急救援 呼叫",
    "护理": "护理 照护 生活护理 康复护理 康复 照料 生活照料 日常照料 日常照护 护工 长期护理 陪护",
    "法律": "法律 法律援助 法律咨询 维权 法律服务",
}
NEED_OF = {word: official for official, words in NEED_WORDS.items() for word in words.split()}
NEEDS_BETWEEN = re.compile(r"[、,;/|\\+&\n\s·•.:]+|和|与|及|(?:\(?\d+\)?|[①-⑳])(?=[^\d])")
NEED_SHELL = re.compile(r"^(?:需要|需|要|想要|希望|提供|上门|定期|有时)+|(?:服务|需求|等|为主|类|方面|一次|帮助)+$")
LONGEST_NEEDS = 400
LONGEST_NEED = max(map(len, NEED_OF))


def _coded(*lines: str) -> dict[str, str]:
    """``CODE word word …`` → word → code."""
    return {word: code for code, *words in map(str.split, lines) for word in words}


SELF_CARE = _coded(
    "ABLE 自理 能自理 完全自理 可自理 生活自理 能 正常 完好 能力完好 良好",
    "PARTLY 部分自理 半自理 半失能 部分失能 轻度失能 中度失能 基本自理 部分不能自理",
    "UNABLE 不能自理 完全不能自理 失能 全失能 完全失能 重度失能 卧床 不能 无法自理",
)
POVERTY = _coded(
    "NONE 一般户 一般 一般家庭 普通 普通户 非贫困户 正常 良好 无 否",
    "EXTREME 特困 特困户 特困人员 特困供养 五保 五保户 分散供养",
    "LOW_INCOME 低保 低保户 低保家庭 最低生活保障 农村低保",
    "EDGE 低保边缘 低保边缘户 边缘户 低收入 低收入家庭 低边 边缘易致贫户",
    "LIFTED 脱贫户 脱贫 脱贫人口 已脱贫",
)
POVERTY_FILE = frozenset("建档立卡 建档立卡户 建档立卡贫困户 贫困户 建卡贫困户 脱贫户 脱贫人口".split())  # noqa: SIM905
LIVES_WITH = _coded(
    "ALONE 独居 一个人 独自居住 一人 单独居住 空巢独居 自己住 独自一人",
    "SPOUSE 与配偶同住 配偶 夫妻同住 老两口 与老伴同住 和老伴 夫妻 双老 空巢",
    "GRANDCHILDREN 隔代居住 隔代 与孙辈同住 和孙子 与孙子女同住 隔代家庭 与孙子同住",
    "CHILDREN 与子女同住 和子女 与儿子同住 与女儿同住 和儿子 和女儿 子女",
    "OTHERS 与他人同住 其他 与亲属同住 与亲戚同住",
    "HOME 养老院 敬老院 养老机构 机构 集中供养 幸福院",
)
MARITAL = _coded(
    "MARRIED 已婚 有配偶 在婚 初婚 再婚",
    "WIDOWED 丧偶 丧夫 丧妻",
    "DIVORCED 离异 离婚",
    "SINGLE 未婚 单身 终身未婚",
)
INSURANCE = _coded(
    "RESIDENT 城乡居民 居民医保 城乡居民医保 新农合 城乡居民基本医疗保险 城乡医保 有 是",
    "EMPLOYEE 职工 职工医保 城镇职工 职工基本医疗保险",
    "NONE 无 未参保 没有 否",
)
INCOME = _coded(
    "PENSION 养老金 退休金 养老保险 离退休金 社保",
    "FARM 务农 种田 种地 农业 劳动收入 耕种",
    "CHILDREN 子女 子女供养 子女赡养 子女给 赡养费 家庭其他成员供养",
    "ALLOWANCE 补贴 津贴 高龄津贴 低保金 政府补助 低保 救助金",
    "WORK 打工 务工 零工 工资",
)
DISABILITY = _coded("NONE 无 无残疾 否 没有", "1 1 一级 1级", "2 2 二级 2级", "3 3 三级 3级", "4 4 四级 4级")
HOUSE_RATING = _coded("A A A级 A类 安全", "B B B级 B类", "C C C级 C类", "D D D级 D类")
FARM_WORK = _coded("NONE 无 不劳动 不务农 没有 否", "LIGHT 轻 少量 轻度 偶尔 轻微 较轻", "HEAVY 重 繁重 较重 重度")
CHOICES: Mapping[str, Mapping[str, str]] = {
    "self_care": SELF_CARE,
    "lives_with": LIVES_WITH,
    "marital": MARITAL,
    "medical_insurance": INSURANCE,
    "disability": DISABILITY,
    "house_rating": HOUSE_RATING,
    "farm_work": FARM_WORK,
}
ILLNESSES = _coded(
    "HYPERTENSION 高血压",
    "DIABETES 糖尿病",
    "HEART 心脏病 冠心病",
    "STROKE 中风 脑梗 脑卒中",
    "LUNG 慢阻肺 肺病 哮喘",
    "CANCER 癌症 肿瘤",
    "JOINTS 关节炎 风湿",
    "DEMENTIA 老年痴呆 痴呆 阿尔茨海默病",
    "MENTAL 精神病 精神疾病 精神障碍",
)
RELATIONS = _coded(  # the first word of each is the one written on lists
    f"{Relation.CHILD} 子女 儿子 女儿 长子 次子 三子 长女 次女 三女 养子 养女 继子 继女 子 女 独子 独女",
    f"{Relation.CHILD} 大儿子 小儿子 大女儿 小女儿 二儿子 二女儿 父子 母子 父女 母女",
    f"{Relation.SPOUSE} 配偶 夫妻 妻子 丈夫 老伴 妻 夫",
    f"{Relation.GRANDCHILD} 孙辈 孙子 孙女 外孙 外孙女 孙",
    f"{Relation.CHILD_IN_LAW} 儿媳或女婿 儿媳 媳妇 女婿 儿媳妇",
    f"{Relation.SIBLING} 兄弟姐妹 兄弟 姐妹 哥哥 弟弟 姐姐 妹妹 兄 弟 兄妹 姐弟",
    f"{Relation.PARENT} 父母 父亲 母亲",
)


def read_sex(value: object) -> str | None:
    """男 or 女; empty when nothing is written; None when it is something else."""
    text = squeezed(value).upper()
    if says_nothing(text) or says_unknown(text):
        return ""
    return SEXES.get(text)


def read_needs(value: object) -> tuple[list[str], list[str]]:
    """The needs in our words, in the order of the cell, and the words that nobody could place."""
    if says_nothing(value) or says_unknown(value):
        return [], []
    if len(text := plain(value)) > LONGEST_NEEDS:
        return [], [text[:LONGEST_NEEDS]]
    found: list[str] = []
    strange: list[str] = []
    for piece in NEEDS_BETWEEN.split(text):
        word = NEED_SHELL.sub("", re.sub(r"\(.*?\)|[()\[\]【】。\"]+", "", piece)).strip()
        if not word or says_nothing(word):
            continue
        placed = _in_a_row(word)
        found += placed
        strange += [] if placed else [piece.strip()]
    return list(dict.fromkeys(found)), list(dict.fromkeys(strange))


def _in_a_row(word: str) -> list[str]:
    """助餐助洁 → 助餐, 助洁: several words without anything between; empty unless every character belongs to one."""
    found: list[str] = []
    rest = word
    while rest:
        for length in range(min(len(rest), LONGEST_NEED), 0, -1):
            if rest[:length] in NEED_OF:
                found.append(NEED_OF[rest[:length]])
                rest = NEED_SHELL.sub("", rest[length:])
                break
        else:
            return []
    return found


def illnesses_of(text: str) -> list[str] | None:
    """Codes of the illnesses named, when the cell names nothing but illnesses."""
    words = [word for word in re.split(r"[、,;/\s和]+", text) if word]
    codes = [ILLNESSES.get(word) for word in words]
    return [code for code in codes if code] if codes and all(codes) else None


def relation_of(text: str) -> Relation:
    """What the supporter is to the elder; somebody else when the word is not known."""
    return Relation(RELATIONS.get(text, Relation.OTHER))
