"""What an elder adds to the numbers of the registry (N17: 数量规模、经济来源、家庭结构、健康状况、照料情况)."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.elders.fields import FIELDS, Field
from accounts.elders.kinds import Choice, Choices, YesNo
from accounts.elders.rules.picture import Picture

NOT_SAID, NONE_OF_THEM = "?", "-"
DECADES = (100, 90, 80, 70, 60)
MOST_SUPPORTERS = 3


class Derived(models.TextChoices):
    """What is counted beside the answers of the dossier."""

    ALL = "all", _("Elders")
    AGE = "age", pgettext_lazy("count", "Age")
    LEFT_BEHIND = "left_behind", pgettext_lazy("count", "Left behind")
    TIER = "tier", pgettext_lazy("count", "Risk")
    SUPPORTERS = "supporters", pgettext_lazy("count", "Children and supporters")
    GUARDIAN = "guardian", pgettext_lazy("count", "Has a guardian")
    VISITOR = "visitor", pgettext_lazy("count", "Somebody visits")


def counted_fields() -> list[Field]:
    """Fields of the dossier with answers that can be counted."""
    return [one for one in FIELDS.values() if isinstance(one.kind, Choice | Choices | YesNo)]


def answers(picture: Picture, *, left_behind: bool | None, tier: str) -> Iterator[tuple[str, str]]:
    """Field → answer, each that the elder gives; ``?`` where nobody has said, ``-`` for none of several."""
    yield Derived.ALL, ""
    yield Derived.AGE, age_band(picture.age)
    yield Derived.LEFT_BEHIND, {True: "yes", False: "no", None: NOT_SAID}[left_behind]
    yield Derived.TIER, tier
    yield Derived.SUPPORTERS, str(min(len(picture.kin), MOST_SUPPORTERS))
    yield Derived.GUARDIAN, "yes" if picture.has_guardian else "no"
    yield Derived.VISITOR, "yes" if picture.has_visitor else "no"
    for field in counted_fields():
        for answer in _said(field, picture.values.get(field.code)):
            yield field.code, answer


def age_band(age: int | None) -> str:
    """``60`` stands for 60 to 69, ``100`` for a hundred and more, ``0`` for younger than 60."""
    if age is None:
        return NOT_SAID
    return str(next((decade for decade in DECADES if age >= decade), 0))


def _said(field: Field, value: Any) -> list[str]:
    if value is None:
        return [NOT_SAID]
    if isinstance(field.kind, YesNo):
        return ["yes" if value else "no"]
    if isinstance(field.kind, Choices):
        return list(value) or [NONE_OF_THEM]
    return [str(value)]
