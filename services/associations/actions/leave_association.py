"""A membership ends: the elder leaves, moves out of the association's villages, or dies."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.elders.actions.keeping import not_after
from accounts.elders.actions.name_visit_contact import end_visit_contact
from accounts.elders.models import Elder, VisitContact
from accounts.refusals import Invalid
from services.associations.actions.end_round import end_rounds
from services.associations.actions.keeping import demand_open, lock_membership, tell
from services.associations.enums import Gone
from services.associations.models import Membership


def leave_association(*, by: Any, at: datetime, membership_id: UUID, left_on: date, gone: Gone | str) -> Membership:
    """End it with that day, and with it the rounds and pairs the association set for them. What was paid stays paid.

    Raises NotAllowed, NotFound, NotStanding, MemberGone, NotYet.
    """
    with transaction.atomic():
        _seen, member = lock_membership(by, membership_id)
        demand_open(member)
        if gone not in Gone.values:
            raise Invalid(field="gone")
        not_after(left_on, at, name="left_on")
        if left_on < member.joined_on:
            raise Invalid(field="left_on")
        _end(member, by=by, at=at, left_on=left_on, gone=gone)
        end_pairs(member, at=at)
    return member


def end_for_elder(*, by: Any, at: datetime, elder: Elder, on: date, died: bool) -> int:
    """An elder leaves the registry: they belong to no association any more; return to how many they did.

    Inside a transaction of whoever writes that down, who has asked for their right to it. Pairs end with the dossier.
    """
    rows = Membership.objects.select_for_update(no_key=True, of=("self",)).filter(elder=elder, is_open=True)
    members = list(rows.select_related("elder__person", "organisation").order_by("id"))
    for member in members:
        gone = Gone.DIED if died else Gone.MOVED
        _end(member, by=by, at=at, left_on=max(on, member.joined_on), gone=gone)
    return len(members)


def end_out_of_reach(*, by: Any, at: datetime, elder: Elder, on: date) -> int:
    """An elder has moved: they stay in the association of the township or county if they still live in it."""
    rows = Membership.objects.select_for_update(no_key=True, of=("self",)).filter(elder=elder, is_open=True)
    members = list(rows.select_related("elder__person", "organisation").order_by("id"))
    away = [one for one in members if not elder.person.home_id.startswith(one.organisation.region_id)]
    for member in away:
        _end(member, by=by, at=at, left_on=max(on, member.joined_on), gone=Gone.MOVED)
        end_pairs(member, at=at)
    return len(away)


def _end(member: Membership, *, by: Any, at: datetime, left_on: date, gone: Gone | str) -> None:
    member.is_open, member.left_on, member.gone = None, left_on, gone
    member.ended_at, member.ended_by = at, by
    member.save(update_fields=["is_open", "left_on", "gone", "ended_at", "ended_by"])
    end_rounds(member, by=by, at=at)
    tell(member, "left", at=at, by=by, gone=str(gone))


def end_pairs(member: Membership, *, at: datetime) -> None:
    """Pairs the association set, whichever side of them the member is. Other pairs of theirs stand."""
    today = timezone.localdate(at)
    pairs = VisitContact.objects.filter(organisation=member.organisation, until=None, elder__left_on=None)
    mine = pairs.filter(elder=member.elder) | pairs.filter(person=member.elder.person_id)
    for one in mine.order_by("id"):
        end_visit_contact(by=None, at=at, contact_id=one.id, until=max(today, one.since))
