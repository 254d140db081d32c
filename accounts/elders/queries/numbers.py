"""How many elders of a territory give which answer, as of the last night."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, Sum

from accounts.elders.models import RegistryCount
from accounts.elders.rules.tally import Derived


@dataclass(frozen=True)
class Numbers:
    """``by_field``: code → answer → how many. ``on``: the day they were counted; None before the first night."""

    on: date | None
    total: int
    by_field: dict[str, dict[str, int]]


def numbers(codes: Iterable[str]) -> Numbers:
    """Sum over the villages of these region subtrees. Two queries."""
    reach = Q(pk__in=[])
    for code in codes:
        reach |= Q(village__code__startswith=code)
    by_field: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for field, answer, number in (
        RegistryCount.objects.filter(reach).values_list("field", "answer").annotate(n=Sum("number")).order_by()
    ):
        by_field[field][answer] = number
    total = sum(by_field.pop(Derived.ALL, {}).values())
    return Numbers(RegistryCount.objects.aggregate(on=Max("on"))["on"], total, dict(by_field))
