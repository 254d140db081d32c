"""What the bank does by itself at night."""

from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.running import keep_record
from timebank.ledger.actions.expire_holds import expire_holds
from timebank.ledger.actions.grant_monthly import grant_monthly
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint
from timebank.ledger.actions.set_floors import set_floors
from timebank.ledger.audit import audit_ledger


@app.periodic(cron="5 16 * * *")  # five past midnight in China: cron counts in UTC
@app.task(name="timebank.ledger.seal", queueing_lock="timebank.ledger.seal", pass_context=False)
def seal(timestamp: int) -> None:
    """Every night: seal the day that has ended."""
    seal_checkpoint(at=timezone.now())


@app.periodic(cron="20 16 * * *")
@app.task(name="timebank.ledger.keep", queueing_lock="timebank.ledger.keep", pass_context=False)
def keep(timestamp: int) -> None:
    """Every night: floors by the rules of the new day, holds whose time is over, the month's grants once."""
    now = timezone.now()
    set_floors(at=now)
    expire_holds(at=now)
    grant_monthly(at=now)


@app.periodic(cron="40 17 * * 6")
@app.task(name="timebank.ledger.audit", queueing_lock="timebank.ledger.audit", pass_context=False)
def audit(timestamp: int) -> None:
    """Every week: recompute the books, and keep whether they agree where ``doctor`` and the metrics look."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        found = audit_ledger()
    keep_record("audit", ok=found.ok, problems=len(found.problems))
