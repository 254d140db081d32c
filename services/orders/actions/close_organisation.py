"""An organisation ends: its work is done or given back, its books go on, its members and managers are free."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.models import Grant
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.organisations.lifecycle import advance_organisation
from accounts.organisations.models import Member, Organisation
from accounts.refusals import Invalid, NotFound, Refusal
from services.orders.queries.organisation_side import unfinished_work
from timebank.ledger.actions.close_organisation_account import close_organisation_account


class WorkUnfinished(Refusal):
    code = "work_unfinished"
    sentence = _("It still has orders that are taken or not confirmed. Finish them or give them back first.")


class AlreadyClosed(Refusal):
    code = "already_closed"
    sentence = _("This organisation was closed before.")


class BadSuccessor(Invalid):
    code = "bad_successor"
    sentence = _("Choose another organisation that is open.")


def close_organisation(
    *, by: Any, at: datetime, organisation_id: UUID, successor_id: UUID | None = None
) -> Organisation:
    """Close an organisation without losing a minute: all it holds goes to the successor, or to the county's pool.

    Raises NotAllowed or NotFound outside the actor's territory, WorkUnfinished, AlreadyClosed, BadSuccessor, and
    StillHeld when the ledger still sets something aside for it.
    """
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().filter(id=organisation_id).first()
        if organisation is None:
            raise NotFound
        demand(by, Permission.BOOKS_KEEP, region_code=organisation.region_id)
        if organisation.closed_at is not None:
            raise AlreadyClosed
        if unfinished_work(organisation.id).exists():
            raise WorkUnfinished
        successor = _successor(organisation, successor_id)
        moved = close_organisation_account(by=by, at=at, organisation=organisation, successor=successor)
        advance_organisation(organisation, "close", closed_at=at)
        today = timezone.localdate(at)
        Member.objects.filter(organisation=organisation, until_on=None).update(until_on=today)
        Grant.objects.filter(organisation=organisation, until=None).update(until=at)
        emit(
            "accounts.organisation.closed",
            at=at,
            by=by,
            subject_kind="organisation",
            subject_id=organisation.id,
            region_code=organisation.region_id,
            detail={
                "successor": str(successor.id) if successor else "",
                "moved": {transfer.target.unit: transfer.amount for transfer in moved},
            },
        )
    return organisation


def _successor(organisation: Organisation, successor_id: UUID | None) -> Organisation | None:
    if successor_id is None:
        return None
    found = Organisation.objects.filter(id=successor_id, closed_at=None).exclude(id=organisation.id).first()
    if found is None:
        raise BadSuccessor(field="successor")
    return found
