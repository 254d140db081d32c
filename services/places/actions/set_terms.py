"""Somebody runs the place from now on, by an agreement."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, Refusal
from services.places.actions.keeping import lock_place, operator_in, tell
from services.places.enums import Basis
from services.places.models import Place, Terms
from services.places.queries.terms import terms_on

LONGEST_WORDS = 400
DAY = timedelta(days=1)
FIRST, LAST = date(1990, 1, 1), date(2100, 1, 1)


class BadTerms(Invalid):
    code = "bad_terms"
    sentence = _("Say who runs it, on which ground, from when, and what was agreed. The last day follows the first.")
    status = 422


class TermsOverlap(Refusal):
    code = "terms_overlap"
    sentence = _("For some of these days there are terms already. End those first.")


def set_terms(
    *,
    by: Any,
    at: datetime,
    place_id: UUID,
    basis: Basis | str,
    first_on: date,
    words: str,
    operator_id: UUID | None = None,
    last_on: date | None = None,
) -> Terms:
    """Write an agreement down; terms without an end that run before it end the day before. Both days are included.

    The operator of the place follows the terms of the day. Raises NotAllowed, NotFound, BadTerms, BadOperator,
    TermsOverlap.
    """
    said = words.replace("\x00", "").strip()[:LONGEST_WORDS]
    if basis not in Basis.values or not said:
        raise BadTerms(field="words" if basis in Basis.values else "basis")
    if (basis == Basis.OWN) != (operator_id is None):
        raise BadTerms(field="operator")
    if not FIRST <= first_on < LAST or (last_on is not None and not first_on <= last_on < LAST):
        raise BadTerms(field="last_on")
    with transaction.atomic():
        place = lock_place(by, place_id)
        operator = operator_in(operator_id, place.region_id)
        running = Terms.objects.filter(place=place, days__endswith=None, days__startswith__lt=first_on).first()
        if running is not None:
            running.days = DateRange(running.first_on, first_on)
            running.save(update_fields=["days"])
        try:
            with transaction.atomic():
                made = Terms.objects.create(
                    place=place,
                    basis=basis,
                    operator=operator,
                    days=DateRange(first_on, None if last_on is None else last_on + DAY),
                    words=said,
                    written_at=at,
                    written_by=by,
                )
        except IntegrityError as error:
            if "terms_one_a_day" not in str(error):
                raise
            raise TermsOverlap(field="first_on") from error
        follow_terms(place, on=timezone.localdate(at))
        tell(place, "terms_set", at=at, by=by, words=said)
    return made


def follow_terms(place: Place, *, on: date) -> bool:
    """The operator of a locked place is whoever the terms of the day name; whether that changed something.

    Until the first terms of a place begin, whoever was written down before runs it.
    """
    if not Terms.objects.filter(place=place, days__startswith__lte=on).exists():
        return False
    holding = terms_on(place.id, on)
    operator_id = holding.operator_id if holding is not None else None
    if place.operator_id == operator_id:
        return False
    place.operator_id = operator_id
    place.save(update_fields=["operator"])
    return True
