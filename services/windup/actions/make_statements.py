"""The job that makes the statements of a run, some hundred in a transaction: interrupted, it goes on with the rest."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.journal.actions.emit import emit
from services.windup.models import HolderStatement, StatementRun
from timebank.ledger.queries.books import region_of
from timebank.ledger.queries.holders import holders_books
from timebank.ledger.statement import Trees, signed_statement

BATCH = 200


def make_statements(*, at: datetime, run_id: UUID) -> StatementRun:
    """Make those that the run lacks, and end it. Idempotent: a book has one statement in a run, whoever makes it."""
    run = StatementRun.objects.get(id=run_id)
    trees = Trees()
    while _make_some(run, at, trees):
        pass
    with transaction.atomic():
        if StatementRun.objects.filter(id=run.id, done_at=None).update(done_at=at):
            emit(
                "services.county.statements_made",
                at=at,
                by=None,
                subject_kind="statement_run",
                subject_id=run.id,
                region_code=run.region_id,
                detail={"asked_by": str(run.asked_by_id)},
            )
    run.refresh_from_db()
    return run


def _make_some(run: StatementRun, at: datetime, trees: Trees) -> int:
    with transaction.atomic():
        # A second worker that took the job up as well waits here, and finds less to do.
        StatementRun.objects.select_for_update(no_key=True).get(id=run.id)
        made = HolderStatement.objects.filter(run=run, account=OuterRef("pk"))
        books = holders_books(run.region_id).filter(~Exists(made))[:BATCH]
        rows = [_row(run, account, signed_statement(account, at=at, trees=trees)) for account in books]
        HolderStatement.objects.bulk_create(rows)
    return len(rows)


def _row(run: StatementRun, account: Any, text: str) -> HolderStatement:
    closing = json.loads(json.loads(text)["body"])["closing"]
    return HolderStatement(
        run=run,
        account_id=account.id,
        place_code=region_of(account),
        balance=closing["balance"],
        lines=closing["sequence"],
        text=text,
    )
