"""What standing orders do by themselves."""

from django.utils import timezone
from procrastinate.contrib.django import app

from services.standing.actions.make_occurrences import make_occurrences


@app.periodic(cron="20 * * * *")
@app.task(name="services.standing.make", queueing_lock="services.standing.make", pass_context=False)
def make(timestamp: int) -> None:
    """Every hour: place the orders of days that have come near, and try again what was refused."""
    make_occurrences(at=timezone.now())
