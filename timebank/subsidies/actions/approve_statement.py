"""The county agrees to what an organisation is owed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Invalid, NotFound
from timebank.subsidies.actions.decide_run import OwnProposal
from timebank.subsidies.actions.events import tell
from timebank.subsidies.lifecycle import advance_statement
from timebank.subsidies.models import Statement


class BadDeduction(Invalid):
    code = "bad_deduction"
    sentence = _("Deduct no more than the sum, and say why.")


def approve_statement(
    *, by: Any, at: datetime, statement_id: UUID, deducted_fen: int = 0, because: str = ""
) -> Statement:
    """Approve it, less what is deducted. Not by who drew it up.

    Raises NotAllowed, NotFound, OwnProposal, BadDeduction, RunChanged.
    """
    demand(by, Permission.SUBSIDY_DECIDE)
    with transaction.atomic():
        statement = lock_statement(statement_id)
        demand(by, Permission.SUBSIDY_DECIDE, region_code=statement.region_id)
        if statement.made_by_id == by.id:
            raise OwnProposal
        if not 0 <= deducted_fen <= statement.fen - statement.clawed_fen or (deducted_fen and not because.strip()):
            raise BadDeduction(field="deducted_fen")
        advance_statement(
            statement,
            "approve",
            approved_at=at,
            approved_by=by,
            deducted_fen=deducted_fen,
            deducted_because=because.strip()[:200],
        )
        tell(
            "statement.approved",
            at=at,
            by=by,
            subject_id=statement.id,
            region_code=statement.region_id,
            fen=statement.to_pay,
        )
    return statement


def lock_statement(statement_id: UUID) -> Statement:
    """The statement, locked. Raises NotFound. Inside a transaction only."""
    found = (
        Statement.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation", "region")
        .filter(id=statement_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found
