"""Let every place owe a round its report where somebody is asked about: at the opening, and for who comes later."""

from django.db import transaction

from accounts.regions.models import Region
from accounts.surveys.asked import asked_in
from accounts.surveys.enums import RoundState, Rung
from accounts.surveys.ladder import TOWNSHIP_DIGITS
from accounts.surveys.models import Report, Round


def add_places(*, of: Round) -> int:
    """Add the reports that are not there yet; returns how many. Idempotent; three queries whatever the number.

    A township that has signed already is not asked again for an elder who comes later: the next round will.
    """
    with transaction.atomic():
        homes = set(asked_in(of).order_by().values_list("person__home_id", flat=True).distinct())
        known = set(Report.objects.filter(round=of).values_list("region_id", flat=True))
        signed = _handed_in(of)
        homes = {code for code in homes - known if code[:TOWNSHIP_DIGITS] not in signed}
        towns = {code[:TOWNSHIP_DIGITS] for code in homes} - known
        there = set(Region.objects.filter(code__in=homes | towns).values_list("code", flat=True))
        fresh = [Report(round=of, rung=Rung.VILLAGE, region_id=code) for code in sorted(homes & there)]
        fresh += [Report(round=of, rung=Rung.TOWNSHIP, region_id=code) for code in sorted((towns - homes) & there)]
        Report.objects.bulk_create(fresh, ignore_conflicts=True)
        return len(fresh)


def _handed_in(of: Round) -> set[str]:
    if of.state != RoundState.OPEN:
        return set()
    townships = Report.objects.filter(round=of, rung=Rung.TOWNSHIP, submitted_at__isnull=False)
    return set(townships.values_list("region_id", flat=True))
