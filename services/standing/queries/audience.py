"""Who should hear that a day of a standing order could not be ordered."""

from django.db.models import Q
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import nearest_staff
from accounts.elders.enums import Power
from accounts.elders.queries import powers_for, standing_mandates
from accounts.journal.models import Event
from accounts.people.models import User
from services.standing.models import StandingOrder


def standing_audience(event: Event) -> list[User]:
    """Whoever started it, who else may order for the elder, and the elder; else the village."""
    rows = StandingOrder.objects.select_related("elder__person", "placed_by")
    standing = rows.filter(id=event.subject_id).first()
    if standing is None or not event.name.endswith(".refused"):
        return []
    on = timezone.localdate(event.at)
    mandates = standing_mandates(on=on).filter(elder=standing.elder_id, powers__contains=[Power.ORDER])
    who = Q(person__in=mandates.values("proxy")) | Q(person=standing.elder.person_id)
    if Power.ORDER in powers_for(standing.placed_by, standing.elder, on=on):
        who |= Q(id=standing.placed_by_id)
    found = list(User.objects.filter(who, is_active=True).order_by("id"))
    if found:
        return found
    staff = nearest_staff(Permission.ORDER_FOR_ANYONE, event.region_code)
    return list(User.objects.filter(id__in=staff, is_active=True).order_by("id"))
