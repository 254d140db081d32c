"""Whose dossier is past its time."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from accounts.elders.models import Elder
from accounts.policies.queries import Applied, applied
from accounts.policies.rules import ELDER_KEEP_DAYS

COUNTY_DIGITS = 6


def elders_to_forget(on: date) -> Iterator[tuple[UUID, str]]:
    """Elder id and the rule that says so: left longer ago than the rule of their county keeps, and not erased yet.

    A dossier that was put together with another goes with that one.
    """
    rules: dict[str, Applied] = {}
    closed = Elder.objects.filter(left_on__lte=on - timedelta(days=1), person__erasures=None, merged_into=None)
    for elder_id, left_on, code in closed.order_by("left_on").values_list("id", "left_on", "person__home"):
        county = code[:COUNTY_DIGITS]
        rule = rules.get(county) or applied(ELDER_KEEP_DAYS, region_code=county, on=on)
        rules[county] = rule
        if left_on is not None and left_on + timedelta(days=rule.value) <= on:
            yield elder_id, f"{ELDER_KEEP_DAYS.code} {rule.value}: {rule.citation}"
