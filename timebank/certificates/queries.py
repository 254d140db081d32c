"""Reads of certificates: whose they are, what a stranger may learn of one, and whether one is genuine."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.journal.models import Event
from accounts.people.models import User
from accounts.people.queries import mask_name
from accounts.refusals import NotFound
from timebank.certificates.codes import is_code, spaced, typed_code, typed_number
from timebank.certificates.models import Certificate
from timebank.ledger.keys import verify


@dataclass(frozen=True)
class Found:
    """What was found for what somebody typed. ``by_code``: they hold the paper, so they may read what it says."""

    certificate: Certificate | None
    by_code: bool
    genuine: bool

    @property
    def verdict(self) -> str:
        """``UNKNOWN``, ``TAMPERED``, or the status: CURRENT, SUPERSEDED, REVOKED."""
        if self.certificate is None:
            return "UNKNOWN"
        return str(self.certificate.status) if self.genuine else "TAMPERED"


def certificates_of(person_id: UUID) -> QuerySet[Certificate]:
    """A person's certificates, newest first."""
    return Certificate.objects.filter(person=person_id).select_related("county").order_by("-id")


def certificate_of(person_id: UUID | None, certificate_id: UUID) -> Certificate:
    """One of the person's own, else NotFound."""
    found = certificates_of(person_id).filter(id=certificate_id).first() if person_id else None
    if found is None:
        raise NotFound
    return found


def find_certificate(text: str) -> Found:
    """Look up what somebody typed or scanned: a check code, or the number on the paper."""
    certificates = Certificate.objects.select_related("county", "superseded_by")
    code = typed_code(text)
    if is_code(code):
        found = certificates.filter(code=code).first()
        return Found(found, True, found is not None and is_genuine(found))
    number = typed_number(text)
    if number is None:
        return Found(None, False, False)
    county = {"county": number.county} if number.county.isdigit() else {"county_name": number.county}
    found = certificates.filter(**county, year=number.year, number=number.number).order_by("id").first()
    return Found(found, False, found is not None and is_genuine(found))


def is_genuine(certificate: Certificate) -> bool:
    """True when our key signed this very text and the columns beside it say the same."""
    body = certificate.body.encode()
    if hashlib.sha256(body).hexdigest() != certificate.digest:
        return False
    if not verify(certificate.key, certificate.signed_bytes, bytes(certificate.signature)):
        return False
    told: dict[str, Any] = json.loads(certificate.body)
    facts = told["facts"]
    return (told["number"], told["code"], facts["minutes"], facts["services"], facts["since"], facts["until"]) == (
        certificate.number_plain,
        certificate.code,
        certificate.minutes,
        certificate.services,
        certificate.since_on.isoformat(),
        certificate.until_on.isoformat(),
    )


def public_facts(found: Found) -> dict[str, Any]:
    """What a stranger may read: with the code what the paper says of time, with the number alone much less."""
    certificate = found.certificate
    if certificate is None:
        return {"verdict": found.verdict}
    name = certificate.details()["name"]
    told: dict[str, Any] = {
        "verdict": found.verdict,
        "number": certificate.number_plain,
        "issuer": certificate.issuer,
        "issued_on": timezone.localdate(certificate.issued_at).isoformat(),
        "name": name if found.by_code else mask_name(name),
        "because": str(certificate.get_because_display()) if certificate.because else "",
        "ended_on": timezone.localdate(certificate.ended_at).isoformat() if certificate.ended_at else None,
    }
    if found.by_code and found.genuine:
        facts = certificate.details()
        told |= {
            "code": spaced(certificate.code),
            "since": facts["since"],
            "until": facts["until"],
            "services": facts["services"],
            "minutes": facts["minutes"],
            "rows": facts["rows"],
        }
    return told


def certificate_audience(event: Event) -> list[User]:
    """The login of whose certificate ended; whoever asked for one or ended it themselves knows."""
    if event.name.endswith(".issued"):
        return []
    owner = Certificate.objects.filter(id=event.subject_id).values("person")
    hearers = User.objects.filter(person__in=owner, is_active=True)
    return list(hearers.exclude(id=event.by_id) if event.by_id else hearers)
