"""Who hears that a place calls a stay off: the elder's side."""

from django.db.models import Q
from django.utils import timezone

from accounts.elders.enums import Power
from accounts.elders.queries import standing_mandates
from accounts.journal.models import Event
from accounts.people.models import User
from services.places.models import Stay


def stay_audience(event: Event) -> list[User]:
    """Logins to tell, but not whoever did it."""
    stay = Stay.objects.filter(id=event.subject_id).select_related("elder").first()
    if stay is None or event.name != "services.stay.called_off":
        return []
    mandates = standing_mandates(on=timezone.localdate(event.at)).filter(
        elder=stay.elder_id, powers__contains=[Power.VIEW]
    )
    who = Q(person__in=mandates.values("proxy")) | Q(person=stay.elder.person_id)
    hearers = User.objects.filter(who, is_active=True).order_by("id")
    return list(hearers.exclude(id=event.by_id) if event.by_id else hearers)
