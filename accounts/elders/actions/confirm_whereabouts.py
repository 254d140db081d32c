"""The village says whether what a family reported is so."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.keeping import keep_figures, lock_elder, tell
from accounts.elders.models import Whereabouts
from accounts.refusals import NotFound, Refusal


class AlreadyAnswered(Refusal):
    code = "report_already_answered"
    sentence = _("Somebody has answered this report already.")


def confirm_whereabouts(*, by: Any, at: datetime, report_id: UUID) -> Whereabouts:
    """It is so: from now on the rules count with it, and what the same person said before it waits no more.

    Raises NotAllowed, NotFound, ElderLeft, AlreadyAnswered.
    """
    return _answer(by=by, at=at, report_id=report_id, holds=True)


def refuse_whereabouts(*, by: Any, at: datetime, report_id: UUID) -> Whereabouts:
    """It is not so: the report stays in the history and counts for nothing. Raises what confirming raises."""
    return _answer(by=by, at=at, report_id=report_id, holds=False)


def _answer(*, by: Any, at: datetime, report_id: UUID, holds: bool) -> Whereabouts:
    with transaction.atomic():
        elder_id = Whereabouts.objects.filter(id=report_id).values_list("supporter__elder_id", flat=True).first()
        if elder_id is None:
            raise NotFound
        elder = lock_elder(by=by, elder_id=elder_id)
        report = Whereabouts.objects.select_for_update(of=("self",)).select_related("supporter").get(id=report_id)
        if report.confirmed_at is not None or report.refused_at is not None:
            raise AlreadyAnswered
        report.confirmed_at, report.refused_at = (at, None) if holds else (None, at)
        report.confirmed_by = by
        report.save(update_fields=["confirmed_at", "refused_at", "confirmed_by"])
        if holds:
            waiting = Whereabouts.objects.filter(supporter=report.supporter_id, confirmed_at=None, refused_at=None)
            waiting.filter(reported_at__lte=report.reported_at).update(refused_at=at, confirmed_by=by)
        keep_figures(elder, at)
        tell(
            "elder.whereabouts_confirmed" if holds else "elder.whereabouts_refused",
            by=by,
            at=at,
            elder=elder,
            supporter=str(report.supporter_id),
            report=str(report.id),
        )
    return report
