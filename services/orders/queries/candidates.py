"""What matching needs to know, fetched."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from accounts.people.enums import VolunteerStatus
from accounts.people.models import Person
from accounts.people.queries import credential_expiries, direct_kin_of
from services.orders.enums import SEATED, AssignmentStatus
from services.orders.matching import Candidate, Task
from services.orders.models import Assignment, Order


def candidate_for(person_id: UUID, *, at: datetime) -> Candidate:
    """Fetch everything matching asks about a person, in a fixed number of queries."""
    person = Person.objects.select_related("volunteer").get(id=person_id)
    volunteer = getattr(person, "volunteer", None)
    seats = list(
        Assignment.objects.filter(person=person_id, status__in=SEATED, planned__endswith__gt=at).values_list(
            "order_id", "planned", "status"
        )
    )
    at_work = (AssignmentStatus.CLAIMED, AssignmentStatus.CHECKED_IN)
    return Candidate(
        person_id=person_id,
        verified=volunteer is not None and volunteer.status == VolunteerStatus.VERIFIED,
        birth_on=person.birth_on,
        gender=person.gender,
        guardian_consent=volunteer is not None and volunteer.guardian_consent_on is not None,
        credentials=credential_expiries(person_id),
        kin=frozenset(direct_kin_of(person_id)),
        busy=tuple((planned.lower, planned.upper) for _, planned, status in seats if status in at_work),
        orders=frozenset(order_id for order_id, _, _ in seats),
    )


def task_of(order: Order) -> Task:
    """The order as matching sees it; needs ``elder`` fetched."""
    return Task(
        order_id=order.id,
        elder_person_id=order.elder.person_id,
        starts_at=order.starts_at,
        ends_at=order.ends_at,
        served_on=timezone.localdate(order.starts_at),
        credential_wanted=order.credential_wanted,
        gender_wanted=order.gender_wanted,
        volunteers_may=order.volunteers_may,
    )
