"""What the bank does by itself at night."""

from django.utils import timezone
from procrastinate.contrib.django import app

from timebank.ledger.actions.seal_checkpoint import seal_checkpoint


@app.periodic(cron="5 16 * * *")  # five past midnight in China: cron counts in UTC
@app.task(name="timebank.ledger.seal", queueing_lock="timebank.ledger.seal", pass_context=False)
def seal(timestamp: int) -> None:
    """Every night: seal the day that has ended."""
    seal_checkpoint(at=timezone.now())
