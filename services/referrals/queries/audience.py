"""Who hears of what becomes of a referral."""

from uuid import UUID

from accounts.access.enums import Permission
from accounts.access.queries import may, nearest_staff
from accounts.elders.queries import book_readers
from accounts.journal.models import Event
from accounts.people.models import User
from services.referrals.kinds import HIDDEN
from services.referrals.models import Referral
from services.referrals.queries.rows import VILLAGE_DIGITS, logins_at

TO_OFFICE = frozenset({"sent", "passed_on", "objected", "withdrawn", "overdue"})
TO_SENDER = frozenset({"received", "taken", "granted", "refused", "passed_on", "overdue", "withdrawn"})
TO_FAMILY = frozenset({"sent", "granted", "refused"})


def referral_audience(event: Event) -> list[User]:
    """The office, whoever sent it or now looks after the elder, and the elder's side where it may know; never whoever
    did it."""
    step = event.name.rpartition(".")[2]
    referral = Referral.objects.filter(id=event.subject_id).select_related("elder__person", "sent_by").first()
    if referral is None:
        return []
    wanted: set[UUID] = set()
    if step in TO_OFFICE:
        wanted |= _nearest_desk(referral)
    if step in TO_SENDER:
        wanted |= _senders(referral)
    if step in TO_FAMILY and referral.kind not in HIDDEN and not referral.discreet:
        wanted |= {user.id for user in book_readers(referral.elder.person_id, on=event.at)}
    users = User.objects.filter(id__in=wanted, is_active=True).order_by("id")
    return [user for user in users if user.id != event.by_id]


def _nearest_desk(referral: Referral) -> set[UUID]:
    """Logins of the office itself; of the department above it where the office has none."""
    found = list(logins_at(referral.department, referral.office_id).values_list("region_id", "user_id"))
    nearest = max((len(code or "") for code, _user in found), default=0)
    return {user for code, user in found if len(code or "") == nearest}


def _senders(referral: Referral) -> set[UUID]:
    """Whoever sent it, while they still look after the elder; else those who do now: no answer reaches nobody."""
    home = referral.elder.person.home_id
    if referral.sent_by.is_active and may(referral.sent_by, Permission.REFERRAL_SEND, region_code=home):
        return {referral.sent_by_id}
    return set(nearest_staff(Permission.REFERRAL_SEND, home[: VILLAGE_DIGITS - 3] if referral.discreet else home))
