"""The types a rule's value can have. Each checks a value as it came from a file, a form or the database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid

TABLE_KEY = re.compile(r"[a-z][a-z0-9_]{0,19}")


class BadPolicyValue(Invalid):
    """``field`` is the code of the rule, where one is known."""

    code = "bad_policy_value"
    sentence: Any = _("This is not a value for this rule.")


class NotWhole(BadPolicyValue):
    sentence = _("Enter a whole number from %(least)s to %(most)s.")


class NotAChoice(BadPolicyValue):
    sentence = _("Choose one of those offered.")


class NotAscending(BadPolicyValue):
    sentence = _("Enter whole numbers from %(least)s to %(most)s, each greater than the one before.")


class NotATable(BadPolicyValue):
    sentence = _("Give each kind of service a whole per cent from %(least)s to %(most)s.")


@dataclass(frozen=True)
class Whole:
    """A whole number of ``unit`` from ``least`` to ``most``; None too where ``optional``, said as ``without``.

    ``zero`` says what 0 means where it is no amount.
    """

    unit: str
    least: int
    most: int
    optional: bool = False
    without: Any = ""
    zero: Any = ""

    def check(self, value: Any) -> int | None:
        if value is None and self.optional:
            return None
        # True is an int in Python, and 60.0 is not one in a ledger.
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            raise NotWhole(least=self.least, most=self.most)
        return value


@dataclass(frozen=True)
class Choice:
    """One of a few words; ``options`` gives each word its sentence."""

    options: tuple[tuple[str, Any], ...]

    def check(self, value: Any) -> str:
        if not isinstance(value, str) or value not in dict(self.options):
            raise NotAChoice
        return value


@dataclass(frozen=True)
class Ascending:
    """A list of 1 to ``longest`` whole numbers of ``unit``, rising."""

    unit: str
    least: int
    most: int
    longest: int = 10

    def check(self, value: Any) -> list[int]:
        wrong = NotAscending(least=self.least, most=self.most)
        if not isinstance(value, list | tuple) or not 1 <= len(value) <= self.longest:
            raise wrong
        if any(not isinstance(one, int) or isinstance(one, bool) for one in value):
            raise wrong
        if value[0] < self.least or value[-1] > self.most or any(a >= b for a, b in pairwise(value)):
            raise wrong
        return list(value)


@dataclass(frozen=True)
class Table:
    """Category of services → whole per cent; what is not named counts as 100 and is not stored."""

    least: int
    most: int

    def check(self, value: Any) -> dict[str, int]:
        wrong = NotATable(least=self.least, most=self.most)
        if not isinstance(value, Mapping) or len(value) > 100:
            raise wrong
        for key, per_cent in value.items():
            if not isinstance(key, str) or not TABLE_KEY.fullmatch(key):
                raise wrong
            if not isinstance(per_cent, int) or isinstance(per_cent, bool):
                raise wrong
            if not self.least <= per_cent <= self.most:
                raise wrong
        return {key: value[key] for key in sorted(value) if value[key] != 100}


Kind = Whole | Choice | Ascending | Table
