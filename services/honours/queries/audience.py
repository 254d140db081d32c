"""Who hears of rounds and candidacies."""

from accounts.access.enums import Permission
from accounts.access.queries import nearest_staff, staff_within
from accounts.journal.models import Event
from accounts.people.models import User
from services.honours.models import Candidacy, HonourRound

P = Permission
TO_THE_CANDIDATE = ("shortlisted", "published", "honoured", "revoked")


def honours_audience(event: Event) -> list[User]:
    """Whoever must do something next, or waits for it; never who did it."""
    happened = event.name.rpartition(".")[2]
    read = _of_round if event.subject_kind == "honour_round" else _of_candidacy
    wanted = read(event, happened)
    return list(User.objects.filter(id__in=wanted - {event.by_id}, is_active=True).order_by("id"))


def _of_round(event: Event, happened: str) -> set[object]:
    found = HonourRound.objects.filter(id=event.subject_id).first()
    if found is None:
        return set()
    if happened == "on_notice":
        return {*staff_within(P.HONOUR_NOMINATE, found.county_id), *nearest_staff(P.HONOUR_DECIDE, found.county_id)}
    return set(staff_within(P.HONOUR_NOMINATE, found.county_id))


def _of_candidacy(event: Event, happened: str) -> set[object]:
    found = Candidacy.objects.select_related("supporter").filter(id=event.subject_id).first()
    if found is None:
        return set()
    if happened == "suggested":
        return set(nearest_staff(P.HONOUR_NOMINATE, found.region_id[:9]))
    if happened in ("nominated", "objected"):
        return set(nearest_staff(P.HONOUR_HOLD, found.region_id))
    wanted: set[object] = {found.nominated_by_id}
    if happened in TO_THE_CANDIDATE:
        wanted |= _candidates(found)
    if happened == "withdrawn":
        wanted |= set(nearest_staff(P.HONOUR_HOLD, found.region_id))
    return wanted


def _candidates(found: Candidacy) -> set[object]:
    person = found.person_id or (found.supporter.person_id if found.supporter else None)
    return set(User.objects.filter(person=person).values_list("id", flat=True)) if person else set()
