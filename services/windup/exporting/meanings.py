"""What tables and columns mean, in Chinese and English: from the words of the models, and one documented list.

Tables: the Chinese stands in TABLES, the English is the model's docstring. Columns: ``meanings.txt`` has the Chinese of
every name, or of its stem before a common ending; the English is the name spelled out and what its ending says. The
values of a choice are named by the choice itself.
"""

from functools import cache
from pathlib import Path
from typing import Any

from django.utils import translation

ENDINGS = {
    "_at": ("的时刻", "moment, in UTC"),
    "_on": ("的日期", "day"),
    "_by": ("的人（登录账号）", "the login that did it"),
    "_because": ("的原因", "the reason, in a word or in somebody's own words"),
    "_words": ("的话", "in somebody's own words"),
    "_fen": ("（分）", "in fen, a hundredth of a yuan"),
    "_minutes": ("（分钟）", "in minutes"),
    "_zh": ("（中文）", "in Chinese"),
    "_en": ("（英文）", "in English"),
    "_id": ("的编号", "identifier"),
}
MINUTES = {"minutes", "typical_minutes", "price_minutes", "quantity"}


def column_meaning(name: str) -> tuple[str, str]:
    """Chinese and English of a column. Raises LookupError for a name that nobody has explained."""
    words, spelled = _words(), name.replace("_", " ")
    ending = next((end for end in ENDINGS if name.endswith(end)), "")
    english = f"{spelled}: {ENDINGS[ending][1]}" if ending else spelled
    if name in words:
        return words[name], english
    stem = name.removesuffix(ending) if ending else name
    if stem in words:
        return words[stem] + ENDINGS[ending][0], english
    raise LookupError(f"{name} has no meaning in meanings.txt")


def table_meaning(model: type[Any]) -> str:
    """The first paragraph of what the model says of itself; of a table between two models their names."""
    if model._meta.auto_created:
        return f"Which rows of the one belong to which of the other: {model._meta.label}"
    return " ".join((model.__doc__ or model._meta.label).strip().partition("\n\n")[0].split())


def unit_of(name: str) -> str:
    """``fen``, ``minute`` or nothing."""
    if name == "fen" or name.endswith("_fen") or name.startswith("fen_"):
        return "fen"
    return "minute" if name == "minutes" or name.endswith("_minutes") or name.startswith("minutes_") else ""


def choices_of(field: Any) -> list[dict[str, str]]:
    """Each value a column may have, with its label in both languages."""
    found = []
    for value, label in field.flatchoices or ():
        one = {"value": str(value)}
        for key, language in (("label", "zh-hans"), ("label_en", "en")):
            with translation.override(language):
                one[key] = str(label)
        found.append(one)
    return found


@cache
def _words() -> dict[str, str]:
    lines = (Path(__file__).parent / "meanings.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ", 1) for line in lines if line and not line.startswith("#"))
    return {name: words.strip() for name, words in pairs}
