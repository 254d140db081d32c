"""What organisations are owed for a month, from confirmed work under a contract."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.regions.models import Region
from timebank.subsidies.actions.draw_run import BadMonth
from timebank.subsidies.actions.events import tell
from timebank.subsidies.actions.return_vouchers import add_up
from timebank.subsidies.enums import StatementStatus, UseStatus
from timebank.subsidies.models import Statement, VoucherUse


def make_statements(*, by: Any, at: datetime, region: Region, month: date) -> list[Statement]:
    """Draw up, or draw anew while not approved, a statement for each organisation with work of the month.

    What was confirmed after a month was approved comes with the next one: nothing is left out or counted twice.
    Raises NotAllowed, NotFound, BadMonth.
    """
    demand(by, Permission.SUBSIDY_RUN, region_code=region.code)
    if not date(1990, 1, 1) <= month <= timezone.localdate(at):
        raise BadMonth(field="month")
    month = month.replace(day=1)
    with transaction.atomic():
        Region.objects.select_for_update(no_key=True).get(code=region.code)
        owed = VoucherUse.objects.filter(
            Q(statement=None) | Q(statement__status=StatementStatus.OPEN, statement__month=month),
            status=UseStatus.SETTLED,
            service_on__lt=month + relativedelta(months=1),
            wallet__programme__region=region,
        )
        return [
            _make(by, at, region, month, key, owed) for key in sorted(set(owed.values_list("organisation", flat=True)))
        ]


def _make(by: Any, at: datetime, region: Region, month: date, organisation_id: UUID, owed: Any) -> Statement:
    statement, fresh = Statement.objects.select_for_update(no_key=True).get_or_create(
        organisation_id=organisation_id, region=region, month=month, defaults={"made_at": at, "made_by": by}
    )
    if statement.status != StatementStatus.OPEN:
        return statement
    VoucherUse.objects.filter(id__in=owed.filter(organisation=organisation_id).values("id")).update(statement=statement)
    statement.made_at, statement.made_by = at, by
    add_up(statement)
    if fresh:
        tell("statement.made", at=at, by=by, subject_id=statement.id, region_code=region.code, fen=statement.fen)
    return statement
