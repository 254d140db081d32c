"""Ratings that were put right after a call."""

from datetime import datetime
from uuid import UUID

from services.houses.models import RatingChange
from services.houses.queries.hours import DONE


def corrected_ratings(organisation_id: UUID, since: datetime, until: datetime) -> int:
    """Orders the organisation served, planned to start in [since, until), whose rating was put right. One query."""
    rows = RatingChange.objects.filter(
        order__assignments__organisation=organisation_id,
        order__assignments__status__in=DONE,
        order__starts_at__gte=since,
        order__starts_at__lt=until,
    )
    return rows.values("order").distinct().count()


def rating_changes(order_id: UUID) -> list[RatingChange]:
    """How the rating of an order was put right, the earliest first."""
    return list(RatingChange.objects.filter(order=order_id).select_related("by__person").order_by("id"))
