"""What the journal does by itself at night."""

from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.journal.actions.forget_answers import forget_answers


@app.periodic(cron="40 17 * * *")  # 1:40 in China: cron counts in UTC
@app.task(name="accounts.journal.forget_answers", queueing_lock="accounts.journal.forget_answers", pass_context=False)
def forget(timestamp: int) -> None:
    """Every night: a month is over for some answers."""
    forget_answers(at=timezone.now())
