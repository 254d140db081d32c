"""What was found at a door that was drawn."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, NotFound, Refusal
from services.supervision.actions.bulletins import SayWhy
from services.supervision.enums import InspectionState, Looked
from services.supervision.models import Sampled
from services.supervision.queries.tasks import inspections_for


class InspectionOver(Refusal):
    code = "inspection_over"
    sentence = _("This inspection is closed.")


class BadFound(Invalid):
    code = "bad_found"
    sentence = _("Choose what was found.")


def note_sampled(*, by: Any, at: datetime, sampled_id: UUID, found: str, words: str = "") -> Sampled:
    """Write it down, or put it right while the inspection is open; ``words`` are needed when it was otherwise.

    By whoever supervises there, or a department that goes along. Raises NotAllowed, NotFound, BadFound, SayWhy,
    InspectionOver.
    """
    inspections = inspections_for(by)
    with transaction.atomic():
        rows = Sampled.objects.select_for_update(of=("self",)).select_related("inspection", "elder__person")
        sampled = rows.filter(id=sampled_id).first()
        if sampled is None:
            raise NotFound
        if not inspections.filter(id=sampled.inspection_id).exists():
            raise NotFound
        if sampled.inspection.state != InspectionState.OPEN:
            raise InspectionOver
        if found not in Looked.values:
            raise BadFound(field="found")
        if found == Looked.OTHERWISE and not words.strip():
            raise SayWhy(field="words")
        sampled.found, sampled.words = found, words.strip()[:1000]
        sampled.looked_at, sampled.looked_by = at, by
        sampled.save(update_fields=["found", "words", "looked_at", "looked_by"])
    return sampled
