"""A member gives the fee of a year, or is let off; and what was written down by mistake is taken back."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.actions.keeping import not_after
from accounts.organisations.actions.keeping import lock_organisation, said
from accounts.refusals import NotFound, Refusal
from services.associations.actions.keeping import BadYear, demand_open, lock_membership, tell
from services.associations.enums import FeeState
from services.associations.models import Fee, Membership
from services.associations.queries.fees import fee_for, rules_of


class NothingAsked(Refusal):
    code = "nothing_asked"
    sentence = _("The association asks nothing for that year.")


class GivenAlready(Refusal):
    code = "fee_given_already"
    sentence = _("That year is settled already.")


class TakenBackAlready(Refusal):
    code = "fee_taken_back_already"
    sentence = _("This was taken back already.")


def take_fee(
    *, by: Any, at: datetime, membership_id: UUID, year: int, on: date, waived: bool = False, reason: str = ""
) -> Fee:
    """Write down the year as paid, with the next receipt number of the association, or as let off, with why.

    How much it is the association's rule says, in fen. By whoever runs the association; the village keeps no till of
    theirs. Raises NotAllowed, NotFound, NotStanding, MemberGone, NotYet, BadYear, NothingAsked, GivenAlready,
    ReasonMissing.
    """
    with transaction.atomic():
        member = _lock_of_till(by, membership_id)
        demand_open(member)
        not_after(on, at, name="on")
        if not member.joined_on.year <= year <= timezone.localdate(at).year + 1:
            raise BadYear(field="year")
        asked = fee_for(rules_of(member.organisation_id), year)
        if not asked:
            raise NothingAsked(field="year")
        if Fee.objects.filter(membership=member, year=year, stands=True).exists():
            raise GivenAlready(field="year")
        fee = Fee(organisation=member.organisation, membership=member, year=year, on=on, written_at=at, written_by=by)
        if waived:
            fee.state, fee.fen, fee.reason = FeeState.WAIVED, 0, said(reason)
        else:
            fee.state, fee.fen, fee.receipt_year = FeeState.PAID, asked, on.year
            fee.receipt = _next_receipt(member, on.year)
        fee.save()
        tell(member, "fee_taken", at=at, by=by, year=year, state=fee.state, fen=fee.fen)
    return fee


def take_back_fee(*, by: Any, at: datetime, fee_id: UUID, reason: str) -> Fee:
    """It was a mistake: the year is open again, and the number of the receipt is not given twice.

    Raises NotAllowed, NotFound, NotStanding, ReasonMissing, TakenBackAlready.
    """
    with transaction.atomic():
        found = Fee.objects.filter(id=fee_id).values_list("membership", flat=True).first()
        if found is None:
            demand(by, Permission.ORGANISATION_RUN)
            raise NotFound
        member = _lock_of_till(by, found)
        fee = Fee.objects.select_for_update().get(id=fee_id)
        words = said(reason)
        if fee.stands is None:
            raise TakenBackAlready
        fee.stands, fee.back_at, fee.back_by, fee.back_because = None, at, by, words
        fee.save(update_fields=["stands", "back_at", "back_by", "back_because"])
        tell(member, "fee_taken_back", at=at, by=by, year=fee.year)
    return fee


def _lock_of_till(by: Any, membership_id: UUID) -> Membership:
    """Of an association the actor runs. Its row is locked: receipts are numbered one after another."""
    demand(by, Permission.ORGANISATION_RUN)
    seen, member = lock_membership(by, membership_id)
    if not seen.keeps_till:
        raise NotFound
    lock_organisation(member.organisation_id)
    return member


def _next_receipt(member: Membership, year: int) -> int:
    rows = Fee.objects.filter(organisation=member.organisation_id, receipt_year=year)
    return (rows.aggregate(last=Max("receipt"))["last"] or 0) + 1
