"""What organisations are told of by themselves."""

from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.organisations.actions.warn_expiring import warn_expiring


@app.periodic(cron="10 23 * * *")  # 7:10 in China: cron counts in UTC
@app.task(name="accounts.organisations.warn", queueing_lock="accounts.organisations.warn", pass_context=False)
def warn(timestamp: int) -> None:
    """Every morning: papers that run out."""
    warn_expiring(at=timezone.now())
