"""What the doors do by themselves at night."""

from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.access.actions.forget_expired import forget_expired


@app.periodic(cron="45 17 * * *")  # 1:45 in China: cron counts in UTC
@app.task(name="accounts.access.forget_expired", queueing_lock="accounts.access.forget_expired", pass_context=False)
def forget(timestamp: int) -> None:
    """Every night: sessions and tokens that ran out."""
    forget_expired(at=timezone.now())
