"""What the actions on associations share: whose it is, locking, telling."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.elders.models import Elder
from accounts.journal.actions.emit import emit
from accounts.organisations.actions.keeping import demand_standing, lock_organisation
from accounts.refusals import Invalid, NotFound, Refusal
from services.associations.models import Membership
from services.associations.queries.members import membership_seen
from services.associations.queries.reach import Seen, association_seen

EARLIEST = 1980  # no association of elders here is older


class MemberGone(Refusal):
    code = "member_gone"
    sentence = _("They do not belong to the association any more.")


class BadYear(Invalid):
    code = "bad_year"
    sentence = _("Choose a year from the one they joined in to the next one.")


def lock_seen(by: Any, organisation_id: UUID) -> Seen:
    """An association the actor may write to, locked. Raises NotAllowed, NotFound, NotStanding."""
    seen = association_seen(by, organisation_id)
    demand_standing(lock_organisation(organisation_id))
    return seen


def lock_membership(by: Any, membership_id: UUID) -> tuple[Seen, Membership]:
    """One the actor may write to; elder, then membership locked. Raises NotAllowed, NotFound, NotStanding."""
    found = Membership.objects.filter(id=membership_id).values_list("organisation", "elder").first()
    if found is None:
        association_seen(by, membership_id)  # 403 before 404
        raise NotFound
    organisation_id, elder_id = found
    seen = lock_seen(by, organisation_id)
    if membership_seen(seen, membership_id) is None:
        raise NotFound
    Elder.objects.select_for_update(no_key=True).get(id=elder_id)
    rows = Membership.objects.select_for_update(no_key=True, of=("self",))
    return seen, rows.select_related("elder__person__home", "organisation").get(id=membership_id)


def demand_open(member: Membership) -> None:
    """Raises MemberGone."""
    if member.is_open is None:
        raise MemberGone


def tell(member: Membership, happened: str, *, at: datetime, by: Any, **detail: Any) -> None:
    """Emit ``services.association.<happened>`` about a member; written down, told to nobody."""
    emit(
        f"services.association.{happened}",
        at=at,
        by=by,
        subject_kind="membership",
        subject_id=member.id,
        region_code=member.elder.person.home_id,
        detail={"organisation": str(member.organisation_id), **detail},
        deliver=False,
    )


def sensible(day: date) -> bool:
    return day.year >= EARLIEST
