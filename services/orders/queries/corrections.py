"""Corrections: whose they are to decide, and what a decision would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import managed_organisations, may
from accounts.refusals import NotFound
from services.orders.enums import OPEN_CORRECTIONS, CorrectionStatus
from services.orders.models import CorrectionTicket
from services.orders.queries.figures import within

OPEN, DONE = "", "done"


def _fetched() -> QuerySet[CorrectionTicket]:
    return CorrectionTicket.objects.select_related(
        "record__person", "assignment__order__elder__person__home", "organisation", "reported_by__person",
        "verified_by__person", "closed_by__person", "corrected",
    )  # fmt: skip


def corrections_of(person_id: UUID) -> QuerySet[CorrectionTicket]:
    """What a volunteer has reported, newest first."""
    return _fetched().filter(record__person=person_id).order_by("-id")


def corrections_for(
    *, codes: Sequence[str] = (), organisation_id: UUID | None = None, which: str = OPEN
) -> QuerySet[CorrectionTicket]:
    """Those of a territory or an organisation: open ones oldest first, decided ones newest first."""
    tickets = _fetched()
    if organisation_id is not None:
        tickets = tickets.filter(organisation=organisation_id)
    else:
        tickets = tickets.filter(within(list(codes), "region_code"))
    if which == DONE:
        return tickets.exclude(status__in=OPEN_CORRECTIONS).order_by("-id")
    return tickets.filter(status__in=OPEN_CORRECTIONS).order_by("id")


def count_corrections(*, codes: Sequence[str] = (), organisation_id: UUID | None = None) -> dict[str, int]:
    """``open`` and ``done`` ones."""
    tickets = CorrectionTicket.objects.order_by()
    if organisation_id is not None:
        tickets = tickets.filter(organisation=organisation_id)
    else:
        tickets = tickets.filter(within(list(codes), "region_code"))
    counts = dict(tickets.values_list("status").annotate(Count("id")))
    waiting = sum(counts.get(status, 0) for status in OPEN_CORRECTIONS)
    return {"open": waiting, "done": sum(counts.values()) - waiting}


@dataclass(frozen=True)
class Say:
    """What somebody may do about a ticket now."""

    verify: bool  # as the first person
    approve: bool  # as the second one


def say_of(user: Any, ticket: CorrectionTicket) -> Say:
    """Whether the user may verify the ticket, or approve it as a second person; never about one's own record."""
    if user.person_id is not None and user.person_id == ticket.record.person_id:
        return Say(False, False)
    sent = ticket.organisation_id is not None and ticket.organisation_id in managed_organisations(user)
    here = may(user, Permission.ORDER_FOR_ANYONE, region_code=ticket.region_code)
    second = may(user, Permission.VOLUNTEER_VERIFY, region_code=ticket.region_code)
    return Say(
        verify=ticket.status == CorrectionStatus.REPORTED and (sent or here),
        approve=ticket.status == CorrectionStatus.VERIFIED and second and user.id != ticket.verified_by_id,
    )


def correction_for(user: Any, ticket_id: UUID) -> CorrectionTicket:
    """A ticket of an organisation the user runs or of their territory, else NotFound."""
    ticket = _fetched().filter(id=ticket_id).first()
    if ticket is None:
        raise NotFound
    sent = ticket.organisation_id is not None and ticket.organisation_id in managed_organisations(user)
    if not sent and not may(user, Permission.ORDER_FOR_ANYONE, region_code=ticket.region_code):
        raise NotFound
    return ticket


def correction_behind(reversal_id: UUID) -> CorrectionTicket | None:
    """The ticket whose minutes the ledger's request moves: both are decided together. None for all other requests."""
    return CorrectionTicket.objects.select_related("record").filter(reversal_id=reversal_id).first()


def own_correction(user: Any, ticket_id: UUID) -> CorrectionTicket:
    """A ticket about one of the user's own records, else NotFound."""
    ticket = _fetched().filter(id=ticket_id, record__person=user.person_id).first() if user.person_id else None
    if ticket is None:
        raise NotFound
    return ticket
