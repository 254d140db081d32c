"""Keep the full record of a service."""

from datetime import datetime

from django.utils import timezone

from accounts.regions.queries import full_name
from services.orders.models import Assignment, Order, ServiceRecord


def record_service(*, assignment: Assignment, order: Order, at: datetime) -> ServiceRecord:
    """Write the record of a confirmed seat with the fields of the ministry's order no. 67, in Chinese as it asks."""
    assert assignment.person is not None
    assert assignment.checked_in_at is not None
    lines = list(order.lines.select_related("version__item__category"))
    home = order.elder.person.home
    return ServiceRecord.objects.create(
        assignment=assignment,
        volunteer_name=assignment.person.name,
        activity="、".join(dict.fromkeys(line.version.item.category.name_zh for line in lines))[:120],
        served_on=timezone.localdate(assignment.checked_in_at),
        place=full_name(home),
        content="、".join(line.version.name_zh for line in lines)[:300],
        minutes=assignment.minutes_worked or 0,
        organiser=assignment.organisation.name if assignment.organisation else village_committee(home.name),
        person_in_charge=str(order.placed_by),
        recorded_at=at,
    )


def village_committee(division: str) -> str:
    """The village committee by the division's name, which often names it already: 白岩村 → 白岩村民委员会."""
    if division.endswith("委会"):
        return division
    return f"{division.removesuffix('村')}村民委员会"
