"""What a login holds now, in one question: asked several times by every page, so it is not composed anew each time."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.access.enums import READING, TABLE, Permission, Role
from accounts.regions.endings import COUNTY_DIGITS
from accounts.regions.enums import EndingState

HELD = """
SELECT held.role, coalesce(held.region_id, ''), held.organisation_id, coalesce(held.region_id, house.region_id, ''),
    EXISTS (
        SELECT FROM regions_ending AS ending
        WHERE ending.region_id = left(coalesce(held.region_id, house.region_id), %s) AND ending.state = %s
    )
FROM access_grant AS held LEFT JOIN organisations_organisation AS house ON house.id = held.organisation_id
WHERE held.user_id = %s AND held.since <= statement_timestamp()
    AND (held.until IS NULL OR held.until > statement_timestamp())
ORDER BY held.since, held.id"""


@dataclass(frozen=True, slots=True)
class Held:
    """One grant. ``home`` is the region code of its subtree or of its organisation; empty where it has neither."""

    role: Role
    region_code: str
    organisation_id: UUID | None
    home: str
    county_closed: bool

    def carries(self, permission: Permission) -> bool:
        """True when the role has it, whatever has become of the county."""
        return permission in TABLE[self.role]

    def gives(self, permission: Permission) -> bool:
        """True when it holds: where a county was wound up everything is only read."""
        return self.carries(permission) and (not self.county_closed or permission in READING)


def held_by(user: Any) -> list[Held]:
    """The grants of a login that hold now, the longest held first; none for the signed-out and the deactivated."""
    if user is None or not user.is_authenticated or not user.is_active:
        return []
    with connection.cursor() as cursor:
        cursor.execute(HELD, [COUNTY_DIGITS, EndingState.CLOSED, user.pk])
        return [Held(Role(role), *rest) for role, *rest in cursor.fetchall()]
