"""What follows when a county is closed: the last checkpoint, and everybody's statement under it."""

from datetime import datetime
from uuid import UUID

from accounts.regions.enums import EndingState
from accounts.regions.models import Ending
from services.windup.actions.begin_statements import begin_statements
from services.windup.models import StatementRun
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint


def finish_closing(*, at: datetime, ending_id: UUID) -> Ending:
    """Seal and publish, write down which checkpoint is the last, and begin the statements. Idempotent: killed after any
    step it goes on with the next. Raises BooksBusy."""
    ending = Ending.objects.select_related("region", "closed_by").get(id=ending_id)
    if ending.state != EndingState.CLOSED:
        return ending
    if ending.checkpoint is None:
        number = seal_checkpoint(at=at).number
        Ending.objects.filter(id=ending.id, checkpoint=None).update(checkpoint=number)
    if not StatementRun.objects.filter(region=ending.region, asked_at__gte=ending.closed_at).exists():
        begin_statements(by=ending.closed_by, at=at, region=ending.region)
    ending.refresh_from_db()
    return ending
