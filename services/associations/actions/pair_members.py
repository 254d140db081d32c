"""The association pairs its members: one for one, several for one, one for several (一帮一, 多帮一, 一帮多)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.name_visit_contact import end_visit_contact, name_visit_contact
from accounts.elders.enums import Tier, VisitorKind
from accounts.elders.models import VisitContact
from accounts.refusals import NotFound, Refusal
from services.associations.actions.end_round import end_rounds_between
from services.associations.actions.keeping import MemberGone, lock_seen, tell
from services.associations.models import Membership
from services.associations.queries.looking import pairs_of
from services.associations.queries.members import membership_seen


class NotOneself(Refusal):
    code = "pair_not_oneself"
    sentence = _("Nobody is paired with themselves.")


class NeedsHelpThemselves(Refusal):
    code = "needs_help_themselves"
    sentence = _("The registry says that this member needs looking after themselves. Choose somebody else.")


def pair_members(*, by: Any, at: datetime, organisation_id: UUID, helper_id: UUID, member_id: UUID) -> VisitContact:
    """From today on one member (``helper_id``, a membership) looks in on another (``member_id``).

    It stands beside who else comes to the elder; who comes first is the village's to say. Both agreed when they joined.
    Raises NotAllowed, NotFound, NotStanding, MemberGone, NotOneself, NeedsHelpThemselves.
    """
    with transaction.atomic():
        seen = lock_seen(by, organisation_id)
        helper, member = (membership_seen(seen, key) for key in (helper_id, member_id))
        if helper is None or member is None:
            raise NotFound
        if not (helper.is_open and member.is_open):
            raise MemberGone
        if helper.elder_id == member.elder_id:
            raise NotOneself(field="member")
        if helper.elder.tier == Tier.HIGH:
            raise NeedsHelpThemselves(field="helper")
        person = helper.elder.person
        before = VisitContact.objects.filter(elder=member.elder, person=person, until=None).first()
        pair = name_visit_contact(
            by=None,
            at=at,
            elder=member.elder,
            name=person.name,
            phone=person.phone,
            kind=before.kind if before is not None else VisitorKind.MUTUAL,
            lead=before.lead if before is not None else False,
            since=timezone.localdate(at),
            person=person,
            organisation=seen.organisation,
        )
        if pair.organisation_id != seen.organisation.id:  # known before as somebody who comes: now by its word
            VisitContact.objects.filter(id=pair.id).update(organisation=seen.organisation)
            pair.organisation = seen.organisation
        Membership.objects.filter(id=helper.id).update(helps=True)
        tell(member, "paired", at=at, by=by, contact=str(pair.id))
    return pair


def part_members(*, by: Any, at: datetime, organisation_id: UUID, pair_id: UUID) -> VisitContact:
    """From today on they do not look in any more, and their rounds end. Raises NotAllowed, NotFound, NotStanding."""
    with transaction.atomic():
        seen = lock_seen(by, organisation_id)
        pair = pairs_of(seen).filter(id=pair_id).first()
        if pair is None:
            raise NotFound
        assert pair.person_id is not None
        end_rounds_between(seen.organisation.id, pair.person_id, pair.elder_id, by=by, at=at)
        ended = end_visit_contact(by=None, at=at, contact_id=pair.id, until=max(timezone.localdate(at), pair.since))
        member = Membership.objects.filter(organisation=seen.organisation, elder=pair.elder_id).select_related(
            "elder__person"
        )
        if (one := member.order_by("-joined_on").first()) is not None:
            tell(one, "parted", at=at, by=by, contact=str(pair.id))
    return ended
