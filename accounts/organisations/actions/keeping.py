"""What the actions on organisations share: fetching, locking, authorising, telling."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.organisations.enums import OrganisationStatus
from accounts.organisations.models import Member, Organisation
from accounts.organisations.queries import current
from accounts.refusals import Invalid, NotFound, Refusal

LONGEST_REASON = 200


class ReasonMissing(Invalid):
    code = "reason_missing"
    sentence = _("Say why, in a few words.")


class NotOneOfThem(Refusal):
    code = "not_one_of_them"
    sentence = _("This person does not belong to the organisation any more.")


class NotStanding(Refusal):
    code = "organisation_not_standing"
    sentence = _("This organisation is not verified, or is suspended at present.")


def said(reason: str) -> str:
    """The reason without spaces around it. Raises ReasonMissing."""
    words = reason.replace("\x00", "").strip()[:LONGEST_REASON]
    if not words:
        raise ReasonMissing(field="reason")
    return words


def lock_organisation(organisation_id: UUID) -> Organisation:
    """The row, locked. Raises NotFound."""
    found = Organisation.objects.select_for_update(no_key=True).filter(id=organisation_id).first()
    if found is None:
        raise NotFound
    return found


def lock_run(by: Any, organisation_id: UUID, permission: Permission = Permission.ORGANISATION_RUN) -> Organisation:
    """The organisation the actor runs, locked; ``by`` None is the house. Raises NotAllowed, NotFound."""
    if by is not None:
        demand(by, permission, organisation_id=organisation_id)
    return lock_organisation(organisation_id)


def lock_judged(by: Any, organisation_id: UUID) -> Organisation:
    """The organisation in the actor's territory, locked; ``by`` None is the house. Raises NotAllowed, NotFound."""
    if by is not None:
        demand(by, Permission.ORGANISATION_VERIFY)
    organisation = lock_organisation(organisation_id)
    if by is not None:
        demand(by, Permission.ORGANISATION_VERIFY, region_code=organisation.region_id)
    return organisation


def demand_standing(organisation: Organisation) -> None:
    """Raises NotStanding unless civil affairs has verified it and lets it work."""
    if organisation.status != OrganisationStatus.VERIFIED:
        raise NotStanding


def lock_member(
    by: Any, member_id: UUID, *, on: date, permission: Permission = Permission.ORDER_DISPATCH, oneself: bool = True
) -> Member:
    """A membership that holds on the day, locked: one's own, or of an organisation one may act for.

    Raises NotAllowed, NotFound, NotOneOfThem.
    """
    rows = Member.objects.select_for_update(of=("self",)).select_related("organisation", "person")
    member = rows.filter(id=member_id).first()
    own = oneself and member is not None and by is not None and member.person_id == by.person_id
    if by is not None and not own:
        demand(by, permission)
    if member is None:
        raise NotFound
    if by is not None and not own:
        demand(by, permission, organisation_id=member.organisation_id)
    if not Member.objects.filter(current(on), id=member.id).exists():
        raise NotOneOfThem
    return member


def tell(organisation: Organisation, happened: str, *, at: datetime, by: Any, words: str = "", **detail: Any) -> None:
    """Emit ``accounts.organisation.<happened>`` about it."""
    emit(
        f"accounts.organisation.{happened}",
        at=at,
        by=by,
        subject_kind="organisation",
        subject_id=organisation.id,
        region_code=organisation.region_id,
        detail=detail,
        words=words,
    )
