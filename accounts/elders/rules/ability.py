"""Scoring an ability assessment by its form, which is data: GB/T 42195-2022 in ``data/``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

DATA = Path(__file__).resolve().parent.parent / "data"
CURRENT = "gbt42195-2022"
MANY_EVENTS = 2  # within 30 days


class Grade(models.TextChoices):
    """From best to worst; the order decides what "one worse" is."""

    INTACT = "INTACT", pgettext_lazy("ability", "Intact")
    MILD = "MILD", pgettext_lazy("ability", "Mildly impaired")
    MODERATE = "MODERATE", pgettext_lazy("ability", "Moderately impaired")
    SEVERE = "SEVERE", pgettext_lazy("ability", "Severely impaired")
    COMPLETE = "COMPLETE", pgettext_lazy("ability", "Completely dependent")


class Circumstance(models.TextChoices):
    """What makes the grade worse whatever the score."""

    COMA = "COMA", _("In a coma")
    DIAGNOSED = "DIAGNOSED", _("Diagnosed with dementia or a mental disorder")
    EVENTS = "EVENTS", _("Two or more falls, chokings, goings astray or attempts at suicide in 30 days")


@dataclass(frozen=True)
class Item:
    """One question; ``options`` are points → words, the most first."""

    code: str
    names: tuple[str, str]
    options: Mapping[int, tuple[str, str]]

    @property
    def title(self) -> str:
        return _in_language(self.names)

    @property
    def most(self) -> int:
        return max(self.options)

    @property
    def choices(self) -> list[tuple[int, str]]:
        return [(points, _in_language(words)) for points, words in self.options.items()]


@dataclass(frozen=True)
class Domain:
    """A page of questions."""

    code: str
    names: tuple[str, str]
    items: tuple[Item, ...]

    @property
    def title(self) -> str:
        return _in_language(self.names)

    @property
    def most(self) -> int:
        return sum(item.most for item in self.items)


@dataclass(frozen=True)
class Form:
    """A whole form, its source, the points from which each grade holds, and after how many months it is due again."""

    code: str
    names: tuple[str, str]
    citation: str
    months: int
    grades: tuple[tuple[int, Grade], ...]
    domains: tuple[Domain, ...]

    @property
    def title(self) -> str:
        return _in_language(self.names)

    @property
    def items(self) -> dict[str, Item]:
        return {item.code: item for domain in self.domains for item in domain.items}

    @property
    def most(self) -> int:
        return sum(domain.most for domain in self.domains)


@dataclass(frozen=True)
class Result:
    """Points in all and by domain, the grade they give, and the grade that holds after the circumstances."""

    score: int
    by_domain: Mapping[str, int]
    by_score: Grade
    grade: Grade


@cache
def form(code: str = CURRENT) -> Form:
    """Load a form. Raises FileNotFoundError, and ValueError for one whose points do not add up."""
    sheet = tomllib.loads((DATA / f"{code}.toml").read_text(encoding="utf-8"))
    scales = {
        name: {int(points): tuple(words) for points, words in scale.items()} for name, scale in sheet["scale"].items()
    }
    domains = tuple(
        Domain(
            one["code"],
            tuple(one["title"]),
            tuple(Item(item["code"], tuple(item["title"]), scales[item["scale"]]) for item in one["items"]),
        )
        for one in sheet["domain"]
    )
    grades = tuple((grade["from"], Grade(grade["code"])) for grade in sheet["grade"])
    made = Form(sheet["code"], tuple(sheet["title"]), sheet["citation"], sheet["months"], grades, domains)
    if made.most != sheet["most"]:
        raise ValueError(f"{code}: the items add up to {made.most}, not to {sheet['most']}")
    return made


def missing(sheet: Form, answers: Mapping[str, int]) -> list[Item]:
    """Questions without an answer."""
    return [item for code, item in sheet.items.items() if code not in answers]


def result(sheet: Form, answers: Mapping[str, int], circumstances: frozenset[Circumstance]) -> Result:
    """Score complete answers (item code → points). Raises KeyError while one is missing."""
    by_domain = {domain.code: sum(answers[item.code] for item in domain.items) for domain in sheet.domains}
    score = sum(by_domain.values())
    by_score = next(grade for start, grade in sheet.grades if score >= start)
    grade = by_score
    for one in (Circumstance.DIAGNOSED, Circumstance.EVENTS):
        if one in circumstances:
            grade = _worse(grade)
    if Circumstance.COMA in circumstances:
        grade = Grade.COMPLETE
    return Result(score, by_domain, by_score, grade)


def _worse(grade: Grade) -> Grade:
    order = list(Grade)
    return order[min(order.index(grade) + 1, len(order) - 1)]


def _in_language(names: Any) -> str:
    chinese, english = names
    return str(chinese if (get_language() or "").startswith("zh") else english)
