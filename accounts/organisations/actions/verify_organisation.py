"""Civil affairs lets an organisation in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.actions.give_role import give_role
from accounts.access.enums import Role
from accounts.organisations.actions.keeping import lock_judged, tell
from accounts.organisations.enums import MemberRole
from accounts.organisations.lifecycle import advance_organisation
from accounts.organisations.models import Member, Organisation
from accounts.people.models import User
from accounts.refusals import Refusal


class OwnApplication(Refusal):
    code = "own_application"
    sentence = _("You applied for it yourself. Somebody else decides.")
    status = 403


def verify_organisation(*, by: Any, at: datetime, organisation_id: UUID) -> Organisation:
    """Verify one that waits; whoever applied becomes its manager. Raises NotAllowed, NotFound, OwnApplication,
    OrganisationChanged.
    """
    with transaction.atomic():
        organisation = lock_judged(by, organisation_id)
        if by is not None and organisation.applied_by_id == by.id:
            raise OwnApplication
        advance_organisation(organisation, "verify", verified_at=at, decided_at=at, decided_by=by, answer="")
        applicant = User.objects.filter(id=organisation.applied_by_id, person__isnull=False).first()
        if applicant is not None:
            # By the house: whoever verifies need not be one who gives roles.
            give_role(by=None, at=at, user=applicant, role=Role.ORGANISATION_MANAGER, organisation=organisation)
            Member.objects.create(
                organisation=organisation,
                person_id=applicant.person_id,
                role=MemberRole.MANAGER,
                since_on=timezone.localdate(at),
            )
        tell(organisation, "verified", at=at, by=by)
    return organisation
