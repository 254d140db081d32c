"""Who hears that an activity is not held, or at another time: the side of whoever is signed up, and who leads it."""

from django.db.models import Q
from django.utils import timezone

from accounts.elders.enums import Power
from accounts.elders.queries import standing_mandates
from accounts.journal.models import Event
from accounts.people.models import User
from services.activities.enums import GuestStatus
from services.activities.models import Guest, Host

TOLD = ("services.activity.called_off", "services.activity.moved")


def activity_audience(event: Event) -> list[User]:
    """Logins to tell, but not whoever did it."""
    if event.name not in TOLD:
        return []
    guests = Guest.objects.filter(activity=event.subject_id, status=GuestStatus.SIGNED)
    mandates = standing_mandates(on=timezone.localdate(event.at)).filter(
        elder__in=guests.values("elder"), powers__contains=[Power.VIEW]
    )
    hosts = Host.objects.filter(activity=event.subject_id)
    who = Q(person__in=mandates.values("proxy")) | Q(person__in=guests.values("elder__person"))
    hearers = User.objects.filter(who | Q(person__in=hosts.values("person")), is_active=True).order_by("id")
    return list(hearers.exclude(id=event.by_id) if event.by_id else hearers)
