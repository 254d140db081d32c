"""Minutes by the year of birth of whoever holds or earned them. The passbooks are the running sums of the postings."""

from datetime import datetime

from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractYear

from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.models import Account, Transfer
from timebank.ledger.queries.statistics import STANDING

Sums = dict[int | None, tuple[int, int]]  # year of birth → people, minutes


def owed_by_birth_year(region_codes: list[str]) -> Sums:
    """Year of birth (None: not known) → passbooks with minutes in them, and the minutes; of people living there."""
    rows = (
        Account.objects.filter(
            _living(region_codes, "person__home__code"),
            kind=AccountKind.PERSON,
            unit=Unit.MINUTE,
            balance__gt=0,
            person__died_on=None,
        )
        .values(year=ExtractYear("person__birth_on"))
        .annotate(people=Count("id"), minutes=Sum("balance"))
        .order_by("year")
    )
    return {row["year"]: (row["people"], row["minutes"]) for row in rows}


def earned_by_birth_year(region_codes: list[str], since: datetime, until: datetime) -> Sums:
    """Year of birth → who earned something in [since, until), and the minutes that stand; of people living there."""
    rows = (
        Transfer.objects.filter(
            _living(region_codes, "target__person__home__code"), STANDING, happened_at__gte=since, happened_at__lt=until
        )
        .values(year=ExtractYear("target__person__birth_on"))
        .annotate(people=Count("target", distinct=True), minutes=Sum("amount"))
        .order_by("year")
    )
    return {row["year"]: (row["people"], row["minutes"]) for row in rows}


def _living(region_codes: list[str], way: str) -> Q:
    inside = Q(pk__in=[])
    for code in region_codes:
        inside |= Q(**{f"{way}__startswith": code})
    return inside
