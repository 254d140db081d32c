"""What somebody does in the organisation, and with which team."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.actions.give_role import give_role
from accounts.access.enums import Permission, Role
from accounts.access.models import Grant
from accounts.organisations.actions.keeping import lock_member, lock_run, tell
from accounts.organisations.enums import MemberRole
from accounts.organisations.models import Member, Team
from accounts.organisations.queries import current
from accounts.refusals import NotFound, Refusal

# What a membership opens besides going out to elders.
ROLE_OF = {MemberRole.MANAGER: Role.ORGANISATION_MANAGER, MemberRole.DISPATCHER: Role.DISPATCHER}


class LastManager(Refusal):
    code = "last_manager"
    sentence = _("Somebody must run the organisation. Make somebody else a manager first.")


class NoLogin(Refusal):
    code = "member_without_login"
    sentence = _("Whoever runs or dispatches needs a login. This person has none yet.")


def change_member(
    *, by: Any, at: datetime, member_id: UUID, role: MemberRole | str, team_id: UUID | None = None
) -> Member:
    """Give a member a role and a team. Managers run the organisation, dispatchers say who goes, members go.

    Raises NotAllowed, NotFound, NotOneOfThem, LastManager, NoLogin.
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        member = lock_member(by, member_id, on=today, permission=Permission.ORGANISATION_RUN, oneself=False)
        lock_run(by, member.organisation_id)
        team = Team.objects.filter(id=team_id, organisation=member.organisation_id).first() if team_id else None
        if team_id is not None and team is None:
            raise NotFound
        if member.role == MemberRole.MANAGER and role != MemberRole.MANAGER:
            refuse_last_manager(member, at=at)
        before = member.role
        member.role, member.team = MemberRole(role), team
        member.save(update_fields=["role", "team"])
        if before != member.role:
            _open_doors(member, at=at)
            tell(
                member.organisation,
                "role_changed",
                at=at,
                by=by,
                person=str(member.person_id),
                role=member.role,
                before=before,
            )
    return member


def refuse_last_manager(member: Member, *, at: datetime) -> None:
    """Raises LastManager when nobody else would run the organisation."""
    others = Member.objects.filter(
        current(timezone.localdate(at)), organisation=member.organisation_id, role=MemberRole.MANAGER
    )
    if member.role == MemberRole.MANAGER and not others.exclude(id=member.id).exists():
        raise LastManager


def close_doors(member: Member, *, at: datetime) -> None:
    """End what the login of the member may do in the organisation."""
    grants = Grant.objects.filter(user__person=member.person_id, organisation=member.organisation_id, until=None)
    grants.update(until=at)


def _open_doors(member: Member, *, at: datetime) -> None:
    close_doors(member, at=at)
    role = ROLE_OF.get(MemberRole(member.role))
    if role is None:
        return
    user = getattr(member.person, "user", None)
    if user is None:
        raise NoLogin(field="role")
    give_role(by=None, at=at, user=user, role=role, organisation=member.organisation)
