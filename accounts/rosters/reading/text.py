"""What typing leaves around a value: taken off before anybody reads it."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]")
NOTHING = frozenset(
    {"", "无", "没有", "暂无", "无无", "/", "\\", "-", "--", "—", "——", "―", "─", "N/A", "NA", "NULL", "NONE", "空"}
)
UNKNOWN = frozenset({"不详", "不清楚", "未知", "未填", "不明", "不知道", "?", "??", "待补", "待核实"})
HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
REMEMBERED = 200  # longer texts are read again rather than kept


def plain(value: object) -> str:
    """Narrow, on one line, without invisible marks or Excel's text prefix. A whole number has no ``.0``."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    text = str(value)
    return _plain(text) if len(text) <= REMEMBERED else _plain.__wrapped__(text)


@lru_cache(maxsize=2048)  # one cell is looked at by several readers
def _plain(text: str) -> str:
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text).replace("_x000D_", " "))
    return re.sub(r"\s+", " ", text).strip().strip("'`\"‘’“”").strip()


def squeezed(value: object) -> str:
    """``plain`` without any space."""
    return plain(value).replace(" ", "")


def says_nothing(value: object) -> bool:
    """Empty, a dash, 无 and the like."""
    return squeezed(value).upper() in NOTHING


def says_unknown(value: object) -> bool:
    """不详 and the like: somebody looked and did not know."""
    return squeezed(value).upper() in UNKNOWN


def shown(value: object, longest: int = 60) -> str:
    """A cell as it may be quoted to whoever sent the sheet."""
    text = plain(value)
    return text if len(text) <= longest else text[: longest - 1] + "…"
