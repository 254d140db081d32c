"""The registry as a list: how whole it is, how fresh, and who might be entered twice."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from accounts.elders.models import Elder

STALE_DAYS = 365
MISSING, STALE, UNCHECKED, ARRIVED = "missing", "stale", "unchecked", "arrived"


def conditions(on: date) -> dict[str, Q]:
    """Name in the address → which elders it means, on a day."""
    return {
        MISSING: Q(complete_percent__lt=100),
        STALE: Q(checked_on__lt=on - timedelta(days=STALE_DAYS)),
        UNCHECKED: Q(checked_on=None),
        ARRIVED: Q(arrived_on__isnull=False),
    }


def registry_counts(elders: QuerySet[Elder], on: date) -> dict[str, int]:
    """How many of ``elders`` each of ``conditions`` means, and ``all``. One query."""
    parts = {name: Count("id", filter=condition) for name, condition in conditions(on).items()}
    return dict(elders.order_by().aggregate(all=Count("id"), **parts))


def namesakes(codes: Iterable[str], *, name: str, birth_on: date | None) -> list[Elder]:
    """Elders of these subtrees with the same name and, where both are known, the same birthday."""
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(person__home__code__startswith=code)
    same = Elder.objects.filter(inside, person__name=name, left_on=None)
    if birth_on is not None:
        same = same.filter(Q(person__birth_on=birth_on) | Q(person__birth_on=None))
    return list(same.select_related("person__home").order_by("id")[:5])
