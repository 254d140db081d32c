"""Let the score decide on an elder's risk again."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.actions.judge_elders import judge_elder
from accounts.elders.actions.keeping import tell
from accounts.elders.models import Elder


def lift_override(*, by: Any, at: datetime, elder: Elder) -> None:
    """Let the score decide again. Nothing happens when it already does. Raises NotAllowed, NotFound."""
    demand(by, Permission.ELDER_REGISTER, region_code=elder.person.home_id)
    with transaction.atomic():
        Elder.objects.select_for_update().get(id=elder.id)
        if elder.tier_overrides.filter(lifted_at=None).update(lifted_at=at):
            tell("elder.tier_lifted", by=by, at=at, elder=elder)
            judge_elder(at=at, elder=elder)
