"""Who is told of hours that are asked about, and of work that is handed over."""

from django.db.models import Q

from accounts.access.queries import dispatchers_of
from accounts.journal.models import Event
from accounts.people.models import User


def houses_audience(event: Event) -> list[User]:
    """Whoever served hears that their hours are asked about; those who run the organisation hear of all the rest."""
    if event.name == "services.hours.queried":
        who = Q(person=event.detail.get("person"))
    else:
        who = Q(person__in=dispatchers_of([event.subject_id]))
    hearers = User.objects.filter(who, is_active=True).select_related("person").order_by("id")
    return list(hearers.exclude(id=event.by_id) if event.by_id else hearers)
