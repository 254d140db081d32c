"""What a certificate's state may become, and the only function that moves it."""

from typing import Any

from timebank.certificates.enums import CertificateStatus as S
from timebank.certificates.models import Certificate

MOVES: dict[str, tuple[frozenset[str], str]] = {
    "supersede": (frozenset({S.CURRENT}), S.SUPERSEDED),
    "revoke": (frozenset({S.CURRENT, S.SUPERSEDED}), S.REVOKED),
}


def advance_certificate(certificate: Certificate, move: str, **changes: Any) -> bool:
    """Move the certificate by compare-and-set, writing ``changes`` with it; False when it was not in such a state."""
    sources, target = MOVES[move]
    moved = Certificate.objects.filter(id=certificate.id, status__in=sources).update(status=target, **changes)
    if moved:
        for field, value in {"status": target, **changes}.items():
            setattr(certificate, field, value)
    return bool(moved)
