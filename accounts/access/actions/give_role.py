"""Give a login a role."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import BOUND, Department, Permission, Role
from accounts.access.models import Grant
from accounts.access.queries import demand, reach_of
from accounts.journal.actions.emit import emit
from accounts.people.models import User
from accounts.refusals import Invalid, Refusal


class OnlyAdministrators(Refusal):
    """Whoever holds such a role gives roles too: the circle is not widened from inside."""

    code = "only_administrators"
    sentence = _("Only an administrator gives and takes this role.")
    status = 403


class WrongPlaceForRole(Invalid):
    code = "wrong_place_for_role"
    sentence = _("This role does not go with this place.")


class ComesAnotherWay(Invalid):
    code = "comes_another_way"
    sentence = _("Helpers, family and volunteers are not named here: a mandate or a verification makes them.")


class NotToOneself(Refusal):
    """Whoever gives roles could else see and decide everything alone."""

    code = "not_to_oneself"
    sentence = _("Nobody gives themselves a role. Somebody else who gives roles can.")
    status = 403


class WhichDepartment(Invalid):
    code = "which_department"
    sentence = _("Say which department.")


def give_role(
    *,
    by: Any,
    at: datetime,
    user: Any,
    role: Role,
    region: Any = None,
    organisation: Any = None,
    department: str = "",
) -> Grant:
    """Grant ``role`` to ``user`` in a region subtree or an organisation; the same grant twice is one.

    ``department`` goes with the role DEPARTMENT alone. ``by`` None is the house itself (demo seeding, first
    administrator) and may give any role. Anybody else needs ACCESS_EDIT over the region, and to be an administrator
    there for a role that carries ACCESS_EDIT itself.
    Raises NotAllowed, NotFound, OnlyAdministrators, NotToOneself, ComesAnotherWay, WrongPlaceForRole, WhichDepartment.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # sent twice at once it is still one grant
        if by is not None:
            _check(by, role, region, organisation)
            if user.pk == by.pk:
                raise NotToOneself(field="who")
        if (role == Role.DEPARTMENT) != (department in Department.values) or (department and role != Role.DEPARTMENT):
            raise WhichDepartment(field="role")
        grant, created = Grant.objects.get_or_create(
            user=user,
            role=role,
            region=region,
            organisation=organisation,
            department=department,
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
                region_code=region.code if region else organisation.region_id if organisation else "",
                detail={"role": role, "grant": str(grant.id)},
                deliver=False,
            )
    return grant


def _check(by: Any, role: Role, region: Any, organisation: Any) -> None:
    demand(by, Permission.ACCESS_EDIT)
    if role not in BOUND:
        raise ComesAnotherWay(field="role")
    if (BOUND[role] == "organisation") != (region is None) or (region is None) == (organisation is None):
        raise WrongPlaceForRole(field="place")
    code = region.code if region is not None else organisation.region_id
    demand(by, Permission.ACCESS_EDIT, region_code=code)
    if not reach_of(by).hands_out(role, code):
        raise OnlyAdministrators(field="role")
