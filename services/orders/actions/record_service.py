"""Keep the full record of a service."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.organisations.enums import PAID_KINDS
from accounts.people.models import Person
from accounts.people.queries import credentials
from accounts.policies.queries import applied
from accounts.policies.rules import RECORD_DEADLINE
from accounts.regions.queries import full_name, village_committee
from accounts.working_days import due
from services.orders.models import Assignment, Order, RecordedPerson, ServiceRecord


def is_paid(assignment: Assignment) -> bool:
    """True when an organisation's paid staff did it: no volunteering, so never recorded as such (Art 19)."""
    return assignment.organisation is not None and assignment.organisation.kind in PAID_KINDS


def record_service(*, assignment: Assignment, order: Order, at: datetime, by: Any) -> ServiceRecord:
    """Write the record of a confirmed seat with the fields of the ministry's order no. 67, in Chinese as it asks.

    What it says about the volunteer stands beside it, and only with their consent. Not for paid work.
    """
    assert not is_paid(assignment)
    assert assignment.person is not None
    assert assignment.checked_in_at is not None
    lines = list(order.lines.select_related("version__item__category"))
    home = order.elder.person.home
    served_on = timezone.localdate(assignment.checked_in_at)
    limit = due(served_on, applied(RECORD_DEADLINE, region_code=order.village_code, on=served_on).value)
    record = ServiceRecord.objects.create(
        assignment=assignment,
        person=assignment.person,
        activity="、".join(dict.fromkeys(line.version.item.category.name_zh for line in lines))[:120],
        served_on=served_on,
        place=full_name(home),
        content="、".join(line.version.name_zh for line in lines)[:300],
        content_en=", ".join(line.version.name_en for line in lines)[:300],
        minutes=assignment.minutes_worked or 0,
        organiser=assignment.organisation.name if assignment.organisation else village_committee(home.name),
        person_in_charge=str(order.placed_by),
        rating=order.rating,
        rated_on=timezone.localdate(at) if order.rating else None,
        due_on=limit.on,
        due_is_provisional=limit.provisional,
        recorded_at=at,
        recorded_by=by,
    )
    record_person(record=record, person=assignment.person, at=at)
    return record


def record_person(*, record: ServiceRecord, person: Person, at: datetime) -> RecordedPerson | None:
    """Write who served beside the record, as of today; nothing without their consent."""
    if person.record_consent_on is None or person.record_consent_on > timezone.localdate(at):
        return None
    return RecordedPerson.objects.create(record=record, **_about(person, record.activity, at), entered_at=at)


def _about(person: Person, category: str, at: datetime) -> dict[str, Any]:
    skills = credentials([person.id], on=timezone.localdate(at))[person.id]
    return {
        "name": person.name,
        "gender": person.gender,
        "birth_on": person.birth_on,
        "area": full_name(person.home)[:120],
        "contact": person.phone,
        "skills": "、".join(sorted(skills))[:200],
        "category": category[:120],
    }
