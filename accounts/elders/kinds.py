"""The types of a dossier's values: what may be stored, and nothing else."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid


class BadValue(Invalid):
    """A value that its field cannot hold; ``field`` names the field."""

    code = "bad_dossier_value"
    sentence: Any = _("This is not an answer to this question.")


class TooLong(BadValue):
    sentence = _("Write at most %(n)s characters.")


class NotOffered(BadValue):
    sentence = _("Choose from the answers offered.")


class NotWhole(BadValue):
    sentence = _("Enter a whole number from 0 to %(most)s.")


class NotYesNo(BadValue):
    sentence = _("Say yes or no.")


class NotADay(BadValue):
    sentence = _("This is not a date.")


@dataclass(frozen=True)
class Text:
    """A line in somebody's own words, at most ``longest`` characters."""

    longest: int = 200

    def check(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else ""
        if not text or len(text) > self.longest or any(unicodedata.category(c) in ("Cc", "Cs") for c in text):
            raise TooLong(n=self.longest)
        return text


@dataclass(frozen=True)
class Choice:
    """One of ``options``: code → words."""

    options: Mapping[str, Any]

    def check(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.options:
            raise NotOffered()
        return value


@dataclass(frozen=True)
class Choices:
    """Any of ``options``, stored in their order. The empty list is an answer too: none of them."""

    options: Mapping[str, Any]

    def check(self, value: Any) -> list[str]:
        if not isinstance(value, list) or any(not isinstance(one, str) or one not in self.options for one in value):
            raise NotOffered()
        return [code for code in self.options if code in value]


@dataclass(frozen=True)
class Whole:
    """A whole number of ``unit`` from 0 to ``most``."""

    unit: str
    most: int

    def check(self, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= self.most:
            raise NotWhole(most=self.most)
        return value


@dataclass(frozen=True)
class YesNo:
    """Yes or no."""

    def check(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise NotYesNo()
        return value


@dataclass(frozen=True)
class Day:
    """A date, stored as ``2026-11-22``."""

    def check(self, value: Any) -> str:
        try:
            return date.fromisoformat(value).isoformat()
        except (TypeError, ValueError):
            raise NotADay() from None


Kind = Text | Choice | Choices | Whole | YesNo | Day
