"""Records were corrected: certificates that counted them no longer stand."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts.journal.actions.emit import emit
from timebank.certificates.enums import Because, CertificateStatus
from timebank.certificates.lifecycle import advance_certificate
from timebank.certificates.models import Certificate


def supersede_certificates(*, by: Any, at: datetime, person_id: UUID, days: Collection[date]) -> int:
    """End the person's current certificates that cover one of these days; return how many. Inside a transaction."""
    covering = Q(pk__in=[])
    for day in days:
        covering |= Q(since_on__lte=day, until_on__gte=day)
    current = Certificate.objects.filter(covering, person=person_id, status=CertificateStatus.CURRENT).order_by("id")
    ended = 0
    for certificate in current:
        if advance_certificate(certificate, "supersede", because=Because.CORRECTED, ended_at=at, ended_by=by):
            ended += 1
            emit(
                "timebank.certificate.superseded",
                at=at,
                by=by,
                subject_kind="certificate",
                subject_id=certificate.id,
                region_code=str(certificate.county_id),
                detail={"number": certificate.number_plain},
            )
    return ended
