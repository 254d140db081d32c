"""An agreement ends before its time, or is taken back before it begins."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts.organisations.actions.keeping import said
from accounts.refusals import NotFound
from services.places.actions.keeping import lock_place, tell
from services.places.actions.set_terms import DAY, LAST, BadTerms, follow_terms
from services.places.models import Terms


def end_terms(*, by: Any, at: datetime, terms_id: UUID, last_on: date, reason: str) -> Terms | None:
    """The last day becomes ``last_on``; with one before the first, terms that have not begun are taken back (None).

    What is over does not change. Raises NotAllowed, NotFound, ReasonMissing, BadTerms.
    """
    words = said(reason)
    today = timezone.localdate(at)
    with transaction.atomic():
        found = Terms.objects.filter(id=terms_id).first()
        if found is None:
            raise NotFound
        place = lock_place(by, found.place_id)
        found = Terms.objects.select_for_update(no_key=True).filter(id=terms_id).first()
        if found is None:
            raise NotFound
        if found.days.upper is not None and found.days.upper <= today:
            raise BadTerms(field="last_on")
        if last_on < found.first_on:
            if found.first_on <= today:
                raise BadTerms(field="last_on")
            found.delete()
            tell(place, "terms_taken_back", at=at, by=by, words=words)
            return None
        if last_on >= LAST or last_on < today - DAY or (found.days.upper is not None and last_on >= found.days.upper):
            raise BadTerms(field="last_on")
        found.days, found.ended_because = DateRange(found.first_on, last_on + DAY), words
        found.save(update_fields=["days", "ended_because"])
        follow_terms(place, on=today)
        tell(place, "terms_ended", at=at, by=by, words=words)
    return found
