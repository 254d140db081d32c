"""What an organisation says of itself: what it does, where, when, by which rules, how much a day."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.organisations.actions.apply_organisation import LONGEST_SUMMARY, check_areas, checked_phone
from accounts.organisations.actions.keeping import lock_run, tell
from accounts.organisations.models import OpeningHours, Organisation
from accounts.refusals import Invalid
from accounts.regions.models import Region

LONGEST_RULES, MOST_A_DAY = 1000, 2000
LAST_WEEKDAY = 6


class BadHours(Invalid):
    code = "bad_hours"
    sentence = _("A day begins before it ends; leave both empty for a day off.")


def describe_organisation(
    *,
    by: Any,
    at: datetime,
    organisation_id: UUID,
    phone: str,
    summary: str,
    rules: str,
    areas: Sequence[str],
    hours: Mapping[int, tuple[time, time]],
    most_a_day: int | None,
) -> Organisation:
    """Write all of it anew. ``areas`` empty: it serves wherever it is asked in its county; ``hours`` by weekday, 0 is
    Monday, a day left out is closed. Raises NotAllowed, NotFound, BadPhone, BadArea, BadHours, Invalid.
    """
    check_hours(hours)
    if most_a_day is not None and not 1 <= most_a_day <= MOST_A_DAY:
        raise Invalid(field="most_a_day")
    with transaction.atomic():
        organisation = lock_run(by, organisation_id)
        where = {region.code: region for region in Region.objects.filter(code__in=set(areas))}
        check_areas(where, areas, organisation.region_id)
        organisation.phone = checked_phone(phone)
        organisation.summary, organisation.rules = summary.strip()[:LONGEST_SUMMARY], rules.strip()[:LONGEST_RULES]
        organisation.most_a_day = most_a_day
        organisation.save(update_fields=["phone", "summary", "rules", "most_a_day"])
        organisation.areas.set(list(where.values()))
        organisation.hours.all().delete()
        OpeningHours.objects.bulk_create(
            OpeningHours(organisation=organisation, weekday=weekday, opens=opens, closes=closes)
            for weekday, (opens, closes) in sorted(hours.items())
        )
        tell(organisation, "described", at=at, by=by)
    return organisation


def check_hours(hours: Mapping[int, tuple[time, time]]) -> None:
    """Raises BadHours."""
    if any(not 0 <= day <= LAST_WEEKDAY or first >= last for day, (first, last) in hours.items()):
        raise BadHours(field="hours")
