"""Put somebody into a month who was held back, or leave somebody out, and say why."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Invalid, NotFound, Refusal
from timebank.subsidies.actions.draw_run import count
from timebank.subsidies.actions.events import tell
from timebank.subsidies.enums import RunStatus
from timebank.subsidies.lifecycle import RunChanged
from timebank.subsidies.models import Run, RunRow


class ReasonMissing(Invalid):
    code = "row_reason_missing"
    sentence = _("Say why, in a few words.")


class NoAmount(Refusal):
    code = "row_no_amount"
    sentence = _("No amount of the programme fits them, so nothing can be paid.")


def change_row(*, by: Any, at: datetime, row_id: UUID, include: bool, words: str) -> RunRow:
    """Decide on one row of a preview by hand. Raises NotAllowed, NotFound, RunChanged, ReasonMissing, NoAmount."""
    demand(by, Permission.SUBSIDY_RUN)
    if not words.strip():
        raise ReasonMissing(field="words")
    with transaction.atomic():
        row = RunRow.objects.filter(id=row_id).select_related("programme").first()
        if row is None:
            raise NotFound
        demand(by, Permission.SUBSIDY_RUN, region_code=row.programme.region_id)
        run = Run.objects.select_for_update(no_key=True).get(id=row.run_id)
        if run.status != RunStatus.DRAFT:
            raise RunChanged(status=run.get_status_display())
        if include and not row.fen:
            raise NoAmount
        row.included, row.by_hand, row.words = include, True, words.strip()[:200]
        try:
            with transaction.atomic():
                row.save(update_fields=["included", "by_hand", "words"])
        except IntegrityError as error:
            raise NoAmount from error
        count(run)
        tell(
            "run.row_changed",
            at=at,
            by=by,
            subject_id=run.id,
            region_code=row.programme.region_id,
            row=str(row.id),
            include=include,
        )
    return row
