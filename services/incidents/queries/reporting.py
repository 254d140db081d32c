"""About whom somebody may report, and what a reporter without a login sees again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.access.enums import Permission
from accounts.elders.enums import Power
from accounts.elders.models import Elder
from accounts.elders.queries import elders_of
from accounts.refusals import NotFound
from services.incidents.models import Incident
from services.incidents.queries.duty import may_here
from services.incidents.queries.rows import with_people
from services.orders.models import Assignment

SALT = "services.incidents.report"
VALID_DAYS = 30
AT_WORK = ("CLAIMED", "CHECKED_IN", "CHECKED_OUT")


def may_report_about(user: Any, elder: Elder) -> bool:
    """True for who may see the elder by the territory or a mandate, and for who serves them just now."""
    if user is None or not user.is_authenticated:
        return False
    now = timezone.now()
    if may_here(user, Permission.INCIDENT_ACT, region_code=elder.person.home_id, at=now):
        return True
    if elders_of(user, power=Power.VIEW).filter(id=elder.id).exists():
        return True
    seats = Assignment.objects.filter(person=user.person_id, order__elder=elder, status__in=AT_WORK)
    return user.person_id is not None and seats.exists()


def token_of(incident: Incident) -> str:
    """What stands in the link of a reporter without a login; it shows how far their report has come."""
    return signing.dumps(incident.id.hex, salt=SALT)


def reported_under(token: str, *, at: datetime) -> Incident:
    """The incident behind such a link. Raises NotFound for one that is forged or old."""
    try:
        key = UUID(hex=signing.loads(token, salt=SALT, max_age=VALID_DAYS * 24 * 60 * 60))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        raise NotFound from None
    found = with_people(Incident.objects.filter(id=key)).first()
    if found is None:
        raise NotFound
    return found


def at_work_for(user: Any) -> list[Elder]:
    """Elders whom the user serves, or is about to."""
    if user.person_id is None:
        return []
    seats = Assignment.objects.filter(person=user.person_id, status__in=AT_WORK)
    elders = Elder.objects.filter(id__in=seats.values("order__elder"), merged_into=None)
    return list(elders.select_related("person__home").order_by("id"))


def form_key(text: str) -> UUID | None:
    """Under which id a form is kept, by its one-time key (a UUIDv7); None for anything else: it gets an id of its own.

    The same key is always the same id, but not the other way round: who may read an incident's address must not be
    able to send "the same form once more" and be handed its reporter's link.
    """
    try:
        key = UUID(text)
    except ValueError:
        return None
    if key.version != 7:
        return None
    chance = int.from_bytes(salted_hmac(SALT, key.hex, algorithm="sha256").digest())
    return UUID(int=key.int >> 80 << 80 | 7 << 76 | (chance >> 62 & 0xFFF) << 64 | 2 << 62 | chance & ((1 << 62) - 1))
