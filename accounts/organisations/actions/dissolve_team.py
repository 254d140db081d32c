"""A team is no more; its members stay."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.organisations.actions.keeping import lock_run, tell
from accounts.organisations.models import Team
from accounts.refusals import NotFound


def dissolve_team(*, by: Any, at: datetime, team_id: UUID) -> None:
    """Raises NotAllowed, NotFound."""
    with transaction.atomic():
        demand(by, Permission.ORGANISATION_RUN)
        team = Team.objects.filter(id=team_id).first()
        if team is None:
            raise NotFound
        organisation = lock_run(by, team.organisation_id)
        team.delete()
        tell(organisation, "team_dissolved", at=at, by=by, team=str(team_id))
