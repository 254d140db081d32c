"""Chinese names: their parts, and how they are spelled for searching and sorting."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin

COMPOUND_SURNAMES = (  # 复姓 that still occur; without them 欧阳奶奶 would be called 欧奶奶
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "司徒",
    "皇甫",
    "东方",
    "夏侯",
    "尉迟",
    "公孙",
    "令狐",
    "慕容",
)


def surname(name: str) -> str:
    """Family name of a Chinese name: one character, two for the compound ones."""
    return name[:2] if name.startswith(COMPOUND_SURNAMES) else name[:1]


def given_name(name: str) -> str:
    """``林细妹`` → ``细妹``: what neighbours say."""
    return name[len(surname(name)) :]


@lru_cache(maxsize=2000)  # a roster has the same names again and again
def pinyin_of(name: str) -> str:
    """``林细妹`` → ``linximei``: without tones or spaces, lower case."""
    return "".join(lazy_pinyin(name)).lower()


@lru_cache(maxsize=2000)
def initials_of(name: str) -> str:
    """``林细妹`` → ``lxm``."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
