"""An emergency about somebody nobody knew: what was said of them is erased in the end, that it happened stays."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models.functions import Left
from django.utils import timezone

from accounts.journal.actions.forget_words import forget_words
from accounts.photos.actions.forget_photographs import forget_photographs
from accounts.policies.alarm_rules import INCIDENT_NAMELESS
from accounts.policies.queries import rulebooks
from services.incidents.enums import OVER
from services.incidents.models import ClosingReport, Incident, Picture, Step

COUNTY = 6  # digits
REPORT = dict.fromkeys(("found", "done", "prevention", "late", "answer"), "")


def forget_nameless(*, at: datetime, limit: int = 500) -> int:
    """Erase words, names, numbers and pictures of old emergencies without an elder (``incident.nameless``).

    Those of a known elder go with the dossier (``forget_elder``). Returns how many; each is its own transaction.
    """
    over = Incident.objects.filter(elder=None, state__in=OVER, forgotten_at=None)
    counties = list(over.annotate(county=Left("region_id", COUNTY)).values_list("county", flat=True).distinct())
    books, today = rulebooks(counties, [INCIDENT_NAMELESS]), timezone.localdate(at)
    done = 0
    for county in counties:
        kept = timedelta(days=books.at(county, today)[INCIDENT_NAMELESS].value)
        due = over.filter(region__code__startswith=county, closed_at__lt=at - kept).order_by("closed_at")
        for incident_id in due.values_list("id", flat=True)[: limit - done]:
            _forget(incident_id, at)
            done += 1
    return done


def _forget(incident_id: UUID, at: datetime) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # the history lets its sealed columns be emptied
        cursor.execute("SET LOCAL timebank.housekeeping = 'erase'")
        Incident.objects.filter(id=incident_id).update(
            words="", place_words="", reporter_name="", reporter_phone="", forgotten_at=at
        )
        Step.objects.filter(incident=incident_id).update(words="", name="", phone="")
        ClosingReport.objects.filter(incident=incident_id).update(**REPORT)
        pictures = Picture.objects.filter(incident=incident_id).values_list("photograph_id", flat=True)
        forget_photographs(by=None, at=at, ids=list(pictures))
        forget_words(subject_ids=[incident_id])
