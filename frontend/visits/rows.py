"""A visit as one line of a sheet: the same questions, short."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from services.visits.enums import Food, Health, Mood, Safety

Question = tuple[str, str, list[tuple[str, Any]]]


def row_questions() -> list[Question]:
    """Field, label, answers: what ``visits/rowfields.html`` draws."""
    return [
        ("health", _("Health"), Health.choices),
        ("food", _("Food"), Food.choices),
        ("mood", _("Spirits"), Mood.choices),
        ("safety", _("Safety"), Safety.choices),
    ]


def row_answers(sent: Mapping[str, str], key: UUID) -> dict[str, str]:
    """The answers of one line."""
    return {name: sent.get(f"{name}_{key}", "") for name in ("health", "food", "mood", "safety")}
