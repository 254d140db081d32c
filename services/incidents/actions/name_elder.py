"""Somebody found out whom it is about."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.elders.models import Elder
from accounts.photos.models import Photograph
from accounts.refusals import NotFound, Refusal
from services.incidents.actions.record import add_step, emit_incident, lock_incident
from services.incidents.enums import What
from services.incidents.models import ClosingReport, Incident, Step
from services.incidents.queries.reporting import may_report_about


class NamedBefore(Refusal):
    code = "named_before"
    sentence = _("Whom this is about is known already.")


def name_elder(*, by: Any, at: datetime, incident_id: UUID, elder_id: UUID) -> Incident:
    """Join the incident, and all that was written of it, to an elder's dossier.

    Raises NotAllowed, NotFound (also for an elder of elsewhere), IncidentOver, NamedBefore.
    """
    with transaction.atomic():
        elder = Elder.objects.select_related("person__home").filter(id=elder_id, merged_into=None).first()
        incident, _stands = lock_incident(incident_id, by=by, at=at)
        if elder is None or not may_report_about(by, elder):
            raise NotFound
        if incident.elder_id is not None:
            raise NamedBefore
        incident.elder = elder
        incident.save(update_fields=["elder"])
        Step.objects.filter(incident=incident, elder=None).update(elder=elder)  # so that they are forgotten with it
        ClosingReport.objects.filter(incident=incident, elder=None).update(elder=elder)
        ids = incident.photographs.values("photograph")
        Photograph.objects.filter(id__in=ids, about_elder=None).update(about_elder=elder.id)
        add_step(incident, What.ELDER_NAMED, by=by, at=at)
        emit_incident(incident, "elder_named", at=at, by=by)
    return incident
