"""Begin an ability assessment, or go on with the one that is open."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.elders.actions.keeping import lock_elder
from accounts.elders.models import Assessment, Elder
from accounts.elders.rules.ability import CURRENT


def begin_assessment(*, by: Any, at: datetime, elder: Elder) -> Assessment:
    """Begin one by the form in use, or go on with the one that is open. Raises NotAllowed, NotFound, ElderLeft."""
    with transaction.atomic():
        locked = lock_elder(by=by, elder_id=elder.id)
        going_on = locked.assessments.filter(finished_at=None).first()
        return going_on or locked.assessments.create(form=CURRENT, answers="{}", began_at=at, began_by=by)
