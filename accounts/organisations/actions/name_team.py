"""Make a team of members."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.organisations.actions.keeping import lock_run, tell
from accounts.organisations.models import Team
from accounts.refusals import Invalid, Refusal

LONGEST_NAME, MOST_TEAMS = 40, 100


class TeamNamed(Refusal):
    code = "team_named"
    sentence = _("There is a team of this name already.")


def name_team(*, by: Any, at: datetime, organisation_id: UUID, name: str) -> Team:
    """Add a team to the organisation. Raises NotAllowed, NotFound, TeamNamed, Invalid."""
    called = name.replace("\x00", "").strip()
    if not 1 <= len(called) <= LONGEST_NAME:
        raise Invalid(field="name")
    with transaction.atomic():
        organisation = lock_run(by, organisation_id)
        if organisation.teams.filter(name=called).exists():
            raise TeamNamed(field="name")
        if organisation.teams.count() >= MOST_TEAMS:
            raise Invalid(field="name")
        team = Team.objects.create(organisation=organisation, name=called)
        tell(organisation, "team_named", at=at, by=by, team=str(team.id))
    return team
