"""What the connections do by themselves."""

from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.connections.actions.defer_due_calls import defer_due_calls
from accounts.connections.actions.drop_old_calls import drop_old_calls


@app.periodic(cron="* * * * *")
@app.task(name="accounts.connections.defer_due", queueing_lock="accounts.connections.defer_due", pass_context=False)
def requeue(timestamp: int) -> None:
    """Every minute: what no job took up in time."""
    defer_due_calls(at=timezone.now())


@app.periodic(cron="25 19 * * *")  # 3:25 in China: cron counts in UTC
@app.task(name="accounts.connections.drop_old", queueing_lock="accounts.connections.drop_old", pass_context=False)
def drop(timestamp: int) -> None:
    """Every night: what was told long ago."""
    drop_old_calls(at=timezone.now())
