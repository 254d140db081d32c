"""Which value of a rule holds, here and on that day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.policies.models import Policy
from accounts.policies.rules import Rule


@dataclass(frozen=True)
class Applied:
    """A rule's value as it was applied, with its citation; stored with what it decided."""

    code: str
    value: int
    citation: str

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "value": self.value, "citation": self.citation}


def applied(rule: Rule, *, region_code: str, on: date) -> Applied:
    """Return the value of ``rule`` on a day in a region: the nearest region up the tree wins."""
    ancestors = [region_code[:length] for length in (2, 4, 6, 9, 12) if len(region_code) >= length]
    found = (
        Policy.objects.filter(code=rule.code, valid__contains=on, region_id__in=ancestors)
        .order_by("-region_id")  # codes are prefixes of each other: the longest sorts last
        .first()
        or Policy.objects.filter(code=rule.code, valid__contains=on, region__isnull=True).first()
    )
    if found is None:
        return Applied(rule.code, rule.default, rule.citation)
    return Applied(rule.code, int(found.value), found.citation)
