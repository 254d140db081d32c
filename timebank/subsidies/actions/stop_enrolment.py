"""Take somebody out of a programme."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.models import Elder
from accounts.refusals import Invalid, NotFound, Refusal
from timebank.subsidies.actions.events import tell
from timebank.subsidies.actions.expire_vouchers import take_back
from timebank.subsidies.enums import EndedBecause
from timebank.subsidies.models import Enrolment


class AlreadyStopped(Refusal):
    code = "enrolment_stopped"
    sentence = _("This has ended already.")


class BadReason(Invalid):
    code = "bad_reason"
    sentence = _("Say why, and give the last day.")


def stop_enrolment(
    *, by: Any, at: datetime, enrolment_id: UUID, last_on: date, because: EndedBecause | str, words: str = ""
) -> Enrolment:
    """End it with a last day and a reason. A last day before the first says: it never began.

    Raises NotAllowed, NotFound, AlreadyStopped, BadReason.
    """
    demand(by, Permission.SUBSIDY_ENROL)
    if because not in EndedBecause.values or not date(1950, 1, 1) <= last_on <= timezone.localdate(at) + timedelta(
        days=366
    ):
        raise BadReason(field="because" if because not in EndedBecause.values else "last_on")
    with transaction.atomic():
        home = Enrolment.objects.filter(id=enrolment_id).values_list("elder_id", "elder__person__home_id").first()
        if home is None:
            raise NotFound
        demand(by, Permission.SUBSIDY_ENROL, region_code=home[1])
        Elder.objects.select_for_update(no_key=True).get(id=home[0])
        enrolment = Enrolment.objects.select_for_update(no_key=True).select_related("programme").get(id=enrolment_id)
        if enrolment.ended_at is not None:
            raise AlreadyStopped
        end(enrolment, by=by, at=at, last_on=last_on, because=EndedBecause(because), words=words, home=home[1])
    return enrolment


def end(
    enrolment: Enrolment, *, by: Any, at: datetime, last_on: date, because: EndedBecause, words: str, home: str
) -> None:
    """End a locked, running enrolment of a locked elder."""
    first = enrolment.days.lower
    enrolment.days = DateRange(first, last_on + timedelta(days=1)) if last_on >= first else DateRange(empty=True)
    enrolment.ended_at, enrolment.ended_by, enrolment.ended_because = at, by, because
    enrolment.ended_words = words.strip()[:200]
    enrolment.save(update_fields=["days", "ended_at", "ended_by", "ended_because", "ended_words"])
    if because in (EndedBecause.DIED, EndedBecause.MOVED):
        take_back(programme=enrolment.programme, elder_id=enrolment.elder_id, at=at, key=f"end:{enrolment.id}")
    tell(
        "enrolment.ended",
        at=at,
        by=by,
        subject_id=enrolment.id,
        region_code=home,
        programme=str(enrolment.programme_id),
        elder=str(enrolment.elder_id),
        because=because,
        last_on=last_on.isoformat(),
    )
