"""Months that were drawn up, their rows, and whether the sums agree."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from accounts.elders.models import Elder
from accounts.refusals import NotFound
from timebank.ledger.enums import TransferKind
from timebank.ledger.queries.budgets import posted_for
from timebank.subsidies.enums import Finding, PaidState, RunStatus
from timebank.subsidies.models import Run, RunRow
from timebank.subsidies.queries.eligible import inside
from timebank.subsidies.queries.programmes import programmes_for


@dataclass(frozen=True)
class Reconciliation:
    """Sums of one month in fen: of the roster, of the ledger's postings, and what the bank said."""

    roster_rows: int
    roster_fen: int
    ledger_rows: int
    ledger_fen: int
    paid_fen: int
    returned_fen: int
    waiting_fen: int

    @property
    def agrees(self) -> bool:
        """Roster and ledger say the same, to the fen and the row."""
        return (self.roster_rows, self.roster_fen) == (self.ledger_rows, self.ledger_fen)


def runs_for(user: Any) -> QuerySet[Run]:
    """Runs of the reader's programmes, the latest month first."""
    return (
        Run.objects.filter(programme__in=programmes_for(user))
        .exclude(status=RunStatus.CANCELLED)
        .select_related("programme__region", "programme__budget__account", "proposed_by__person", "decided_by__person")
        .order_by("-month", "-id")
    )


def run_for(user: Any, run_id: UUID) -> Run:
    """One of them. Raises NotFound."""
    found = runs_for(user).filter(id=run_id).first()
    if found is None:
        raise NotFound
    return found


def rows_of(run: Run, *, finding: str = "", left_out: bool = False) -> QuerySet[RunRow]:
    """Rows by village and name; those with a finding, or those that are not paid."""
    rows = run.rows.select_related("elder__person__home", "enrolment", "tier")
    if finding in Finding.values:
        rows = rows.filter(findings__contains=[finding])
    if left_out:
        rows = rows.filter(included=False)
    return rows.order_by("elder__person__home", "elder__person__name", "elder_id", "for_month")


def rows_within(run: Run, codes: Collection[str], *, finding: str = "") -> QuerySet[RunRow]:
    """Rows of elders at home in these subtrees."""
    here = Elder.objects.filter(inside(codes)).values("id")
    rows = RunRow.objects.filter(run=run, elder__in=here)
    return rows.filter(findings__contains=[finding]) if finding in Finding.values else rows


def findings_of(run: Run) -> list[tuple[Finding, int]]:
    """What there is to look at, and how often."""
    counts = run.rows.aggregate(**{one.value: Count("id", filter=Q(findings__contains=[one.value])) for one in Finding})
    return [(one, counts[one.value]) for one in Finding if counts[one.value]]


def reconciliation_of(run: Run) -> Reconciliation:
    """Whether what was paid is what was posted."""
    paid = run.rows.filter(included=True)
    sums = paid.aggregate(
        rows=Count("id"),
        total=Sum("fen", default=0),
        **{state.value: Sum("fen", default=0, filter=Q(paid=state)) for state in PaidState},
    )
    rows, fen = posted_for(run.id, kind=TransferKind.ALLOT)
    return Reconciliation(
        roster_rows=sums["rows"],
        roster_fen=int(sums["total"]),
        ledger_rows=rows,
        ledger_fen=int(fen),
        paid_fen=int(sums[PaidState.PAID]),
        returned_fen=int(sums[PaidState.RETURNED]),
        waiting_fen=int(sums[PaidState.WAITING]),
    )
