"""Who is told of what happens to an organisation and its people."""

from uuid import UUID

from django.db.models import Q

from accounts.access.enums import Permission
from accounts.access.queries import dispatchers_of, nearest_staff
from accounts.journal.models import Event
from accounts.organisations.models import Organisation
from accounts.people.models import User

TO_STAFF = ("applied", "application_withdrawn")
TO_APPLICANT = ("verified", "refused")
TO_DISPATCHERS = ("suspended", "readmitted", "paper_expiring", "leave_entered", "leave_cancelled", "left")
TO_THE_PERSON = ("role_changed", "member_reminded", "left", "credential_renewed")


def organisation_audience(event: Event) -> list[User]:
    """Logins to tell of an event about an organisation, a request to join or a contract, but not who did it."""
    happened = event.name.rpartition(".")[2]
    who = Q(pk__in=[])
    if (
        event.name.startswith("accounts.contract.")
        or happened in TO_DISPATCHERS
        or event.name.endswith("joining.asked")
    ):
        who |= Q(person__in=dispatchers_of([event.subject_id]))
    if happened in TO_STAFF:
        who |= Q(id__in=nearest_staff(Permission.ORGANISATION_VERIFY, event.region_code))
    if happened in TO_APPLICANT:
        who |= Q(id__in=Organisation.objects.filter(id=event.subject_id).values("applied_by"))
    if happened in TO_THE_PERSON or event.name.endswith(("joining.accepted", "joining.declined")):
        who |= Q(person=event.detail.get("person"))
    return _hearers(who, event)


def credential_audience(event: Event) -> list[User]:
    """Whoever holds the paper, and who runs their organisations."""
    houses = [UUID(key) for key in event.detail.get("organisations", [])]
    return _hearers(Q(person=event.subject_id) | Q(person__in=dispatchers_of(houses)), event)


def _hearers(who: Q, event: Event) -> list[User]:
    hearers = User.objects.filter(who, is_active=True).select_related("person").order_by("id")
    return list(hearers.exclude(id=event.by_id) if event.by_id else hearers)
