"""What the messages do by themselves."""

from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.messaging.actions.defer_due import defer_due
from accounts.messaging.actions.drop_settled import drop_settled


@app.periodic(cron="* * * * *")
@app.task(name="accounts.messaging.defer_due", queueing_lock="accounts.messaging.defer_due", pass_context=False)
def requeue(timestamp: int) -> None:
    """Every minute: what no job took up in time."""
    defer_due(at=timezone.now())


@app.periodic(cron="10 19 * * *")  # 3:10 in China: cron counts in UTC
@app.task(name="accounts.messaging.drop_settled", queueing_lock="accounts.messaging.drop_settled", pass_context=False)
def drop(timestamp: int) -> None:
    """Every night: what was told long ago."""
    drop_settled(at=timezone.now())
