"""Keep what shows that the elder agreed, together with what it was agreed to, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.elders.enums import Consent
from accounts.elders.evidence_files import keep_evidence
from accounts.elders.models import Elder, Evidence
from accounts.kept_files import forget_file
from accounts.refusals import Invalid

SHOWN_BY = (Consent.SIGNED, Consent.VOICE_NOTE)  # these leave something that can be kept


class EvidenceMissing(Invalid):
    code = "evidence_missing"
    sentence = _("Add the photo of the signature or the voice note.")


@contextmanager
def evidence_kept(
    *, by: Any, at: datetime, elder: Elder, consent: Consent | str, sent: bytes | None
) -> Iterator[Evidence | None]:
    """A transaction in which the file is kept; when it fails nothing stays on disk either.

    A signature or a voice note must be shown, except by the house itself (``by`` None: the demo). Raises
    EvidenceMissing, NotEvidence, NotAPicture and their kin.
    """
    if not sent:
        if by is not None and consent in SHOWN_BY:
            raise EvidenceMissing(field="evidence")
        with transaction.atomic():
            yield None
        return
    form, media_type, name = keep_evidence(sent)
    try:
        with transaction.atomic():
            yield Evidence.objects.create(
                elder=elder, form=form, media_type=media_type, file=name, added_at=at, added_by=by
            )
    except BaseException:
        forget_file(name)
        raise
