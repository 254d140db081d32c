"""Give a login a role."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.access.enums import Permission, Role
from accounts.access.models import Grant
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit


def give_role(*, by: Any, at: datetime, user: Any, role: Role, region: Any = None, organisation: Any = None) -> Grant:
    """Grant ``role`` to ``user`` in a region subtree or an organisation; the same grant twice is one.

    ``by`` None is the house itself (demo seeding, first administrator); anybody else needs ACCESS_EDIT
    over the region. Raises NotAllowed, NotFound.
    """
    with transaction.atomic():
        if by is not None:
            demand(by, Permission.ACCESS_EDIT, region_code=(region or organisation.region).code)
        grant, created = Grant.objects.get_or_create(
            user=user,
            role=role,
            region=region,
            organisation=organisation,
            until=None,
            defaults={"given_by": by, "since": at},
        )
        if created:
            emit(
                "accounts.role.given",
                at=at,
                by=by,
                subject_kind="user",
                subject_id=user.id,
                region_code=region.code if region else "",
                detail={"role": role},
                deliver=False,
            )
    return grant
