"""A new day: who runs a place may be somebody else by its terms."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from services.places.actions.keeping import lock_place, tell
from services.places.actions.set_terms import follow_terms
from services.places.models import Place, Terms


def turn_terms(*, at: datetime) -> int:
    """Let places follow the terms of today; how many changed hands. Idempotent; one query when nothing did."""
    on = timezone.localdate(at)
    every = Terms.objects.filter(place=OuterRef("pk"))
    holding = Subquery(every.filter(days__contains=on).values("operator")[:1])
    rows = Place.objects.filter(Exists(every.filter(days__startswith__lte=on)), closed_on=None).annotate(
        by_terms=holding
    )
    held = list(rows.values_list("id", "operator", "by_terms"))
    number = 0
    for place_id in (key for key, operator, by_terms in held if operator != by_terms):
        with transaction.atomic():
            place = lock_place(None, place_id)
            if follow_terms(place, on=on):
                tell(place, "terms_turned", at=at, by=None)
                number += 1
    return number
