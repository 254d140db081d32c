"""Take a role from a login."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from accounts.access.actions.give_role import OnlyAdministrators
from accounts.access.enums import TABLE, Permission, Role
from accounts.access.models import Grant
from accounts.access.queries import demand, place_of, reach_of
from accounts.journal.actions.emit import emit
from accounts.refusals import NotFound, Refusal

# By name: slices above know what still hangs on a role, and may say no.
GUARDS = ("accounts.elders.actions.leaving.refuse_while_leading",)


class OwnKeys(Refusal):
    """Else the last one who gives roles could lock everybody out by mistake."""

    code = "own_keys"
    sentence = _("You cannot take this role from yourself. Somebody else who gives roles can.")


def take_role(*, by: Any, at: datetime, grant_id: UUID) -> Grant:
    """End a grant at ``at``; one that has ended stays as it is. The row is kept.

    ``by`` None is the house itself. Anybody else needs what giving the role needs. Raises NotAllowed, NotFound
    (also for roles of other territories and for those bound to no place), OnlyAdministrators, OwnKeys, and whatever the
    GUARDS raise: while elders wait for somebody, their role does not end, whoever ends it.
    """
    with transaction.atomic():
        grants = Grant.objects.select_for_update(of=("self",)).select_related("user", "organisation")
        grant = grants.filter(id=grant_id).first()
        if by is not None:
            demand(by, Permission.ACCESS_EDIT)
            _check(by, grant)
        if grant is None:
            raise NotFound
        if grant.until is not None and grant.until <= at:
            return grant
        for guard in GUARDS:
            import_string(guard)(grant=grant, at=at)
        grant.until = at
        grant.save(update_fields=["until"])
        emit(
            "accounts.role.taken",
            at=at,
            by=by,
            subject_kind="user",
            subject_id=grant.user_id,
            region_code=place_of(grant),
            detail={"role": grant.role, "grant": str(grant.id)},
            deliver=False,
        )
    return grant


def _check(by: Any, grant: Grant | None) -> None:
    reach = reach_of(by)
    code = place_of(grant) if grant is not None else ""
    if grant is None or not code or not reach.covers(code):
        raise NotFound
    if grant.user_id == by.id and Permission.ACCESS_EDIT in TABLE[Role(grant.role)]:
        raise OwnKeys
    if not reach.hands_out(grant.role, code):
        raise OnlyAdministrators
