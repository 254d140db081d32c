"""What keeps an organisation open, each with the way to settle it, and what goes on by itself when it closes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts.access.enums import Permission, Role
from accounts.access.models import Grant
from accounts.access.queries import may
from accounts.organisations.models import Contract, Organisation
from accounts.refusals import NotFound
from services.activities.enums import ActivityStatus
from services.activities.models import Activity
from services.houses.enums import HandoverStatus, HoursStatus
from services.houses.models import Handover, HoursReview
from services.meals.enums import BillStatus
from services.meals.models import Bill
from services.orders.queries.organisation_side import unfinished_work
from services.places.models import Place
from services.windup.queries.county import Left
from timebank.ledger.queries import organisation_accounts
from timebank.ledger.statement import signed_statement
from timebank.subsidies.enums import StatementStatus
from timebank.subsidies.models import Statement
from timebank.subsidies.queries.statements import owed_to


@dataclass(frozen=True)
class Book:
    """One of its books: what is in it goes to the successor when it closes."""

    id: UUID
    unit: str
    balance: int
    held: int
    closed: bool


def organisation_wound_up_by(user: Any, organisation_id: UUID) -> Organisation:
    """For who runs it or ran it until it closed, and for who keeps the books or judges it there; else NotFound."""
    organisation = Organisation.objects.select_related("region").filter(id=organisation_id).first()
    if organisation is None:
        raise NotFound
    runs = may(user, Permission.ORGANISATION_RUN, organisation_id=organisation.id)
    code = str(organisation.region_id)
    keeps = [Permission.BOOKS_KEEP, Permission.ORGANISATION_VERIFY, Permission.COUNTY_EXPORT]
    judges = any(may(user, one, region_code=code) for one in keeps)
    ran = (
        organisation.closed_at is not None
        and Grant.objects.filter(
            user=user, organisation=organisation, role=Role.ORGANISATION_MANAGER, until__gte=organisation.closed_at
        ).exists()
    )
    if not (runs or judges or ran):
        raise NotFound
    return organisation


def left_of(organisation: Organisation, *, on: date) -> list[Left]:
    """Everything that must be settled first, in the order that works; zeros too."""
    mine = {"organisation": organisation}
    contracts = Contract.objects.filter(ended_on=None, valid__endswith__gt=on, **mine)
    giving = Handover.objects.filter(Q(giver=organisation) | Q(taker=organisation), status=HandoverStatus.OFFERED)
    planned = Activity.objects.filter(
        organiser=organisation, status__in=[ActivityStatus.PLANNED, ActivityStatus.RUNNING]
    )
    unpaid = Statement.objects.filter(**mine).exclude(status=StatementStatus.PAID)
    return [
        Left("seats", unfinished_work(organisation.id).count()),
        Left("handovers", giving.count()),
        Left("hours", HoursReview.objects.filter(status=HoursStatus.QUERIED, **mine).count()),
        Left("activities", planned.count()),
        Left("places", Place.objects.filter(operator=organisation, closed_on=None).count()),
        Left("contracts", contracts.count()),
        Left("unbilled", owed_to(organisation.id).lines),
        Left("statements", unpaid.count()),
        Left("bills", Bill.objects.filter(status=BillStatus.OPEN, **mine).count()),
        Left("held", sum(book.held > 0 for book in books_of(organisation))),
    ]


def books_of(organisation: Organisation) -> list[Book]:
    """Its books, minutes before money."""
    return [
        Book(one.id, one.unit, one.balance, one.held, one.closed_at is not None)
        for one in organisation_accounts([organisation.id]).get(organisation.id, [])
    ]


def statement_of(organisation: Organisation, account_id: UUID, *, at: datetime) -> str | None:
    """The signed statement of one of its books, closed ones too; None for a book that is not its own."""
    books = organisation_accounts([organisation.id]).get(organisation.id, [])
    account = next((one for one in books if one.id == account_id), None)
    return signed_statement(account, at=at) if account is not None else None
