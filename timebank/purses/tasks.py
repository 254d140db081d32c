"""What gifts do by themselves."""

from django.utils import timezone
from procrastinate.contrib.django import app

from timebank.purses.actions.return_unused import return_unused


@app.periodic(cron="50 16 * * *")  # fifty past midnight in China: cron counts in UTC
@app.task(name="timebank.purses.back", queueing_lock="timebank.purses.back", pass_context=False)
def back(timestamp: int) -> None:
    """Every night: gifts whose time is over go back to whoever gave them."""
    return_unused(at=timezone.now())
