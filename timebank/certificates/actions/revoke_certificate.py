"""The county withdraws a certificate, with its reason for everybody to read."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.refusals import Invalid, NotFound, Refusal
from timebank.certificates.enums import Because
from timebank.certificates.lifecycle import advance_certificate
from timebank.certificates.models import Certificate


class RevokeReasonMissing(Invalid):
    code = "reason_missing"
    sentence = _("Say why in a few words: whoever checks the paper reads it.")


class AlreadyRevoked(Refusal):
    code = "already_revoked"
    sentence = _("This certificate was withdrawn before.")


class OwnCertificate(Refusal):
    code = "own_certificate"
    sentence = _("Nobody decides on their own certificate. Ask a colleague.")
    status = 403


def revoke_certificate(*, by: Any, at: datetime, certificate_id: UUID, words: str) -> Certificate:
    """Withdraw a certificate of the actor's county. Raises NotAllowed, NotFound, RevokeReasonMissing, OwnCertificate,
    AlreadyRevoked."""
    demand(by, Permission.CERTIFICATE_REVOKE)
    if not words.strip():
        raise RevokeReasonMissing(field="words")
    with transaction.atomic():
        certificate = Certificate.objects.select_for_update(no_key=True).filter(id=certificate_id).first()
        if certificate is None:
            raise NotFound
        demand(by, Permission.CERTIFICATE_REVOKE, region_code=str(certificate.county_id))
        if certificate.person_id == by.person_id:
            raise OwnCertificate
        said = {"because": Because.REVOKED, "words": words.strip()[:300], "ended_at": at, "ended_by": by}
        if not advance_certificate(certificate, "revoke", **said):
            raise AlreadyRevoked
        emit(
            "timebank.certificate.revoked",
            at=at,
            by=by,
            subject_kind="certificate",
            subject_id=certificate.id,
            region_code=str(certificate.county_id),
            detail={"number": certificate.number_plain},
        )
    return certificate
