"""What the messages do by themselves."""

from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.messaging.actions.defer_due import defer_due


@app.periodic(cron="* * * * *")
@app.task(name="accounts.messaging.defer_due", queueing_lock="accounts.messaging.defer_due", pass_context=False)
def requeue(timestamp: int) -> None:
    """Every minute: what no job took up in time."""
    defer_due(at=timezone.now())
