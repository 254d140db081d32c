"""What activities do by themselves."""

from django.utils import timezone
from procrastinate.contrib.django import app

from services.activities.actions.close_forgotten import close_forgotten


@app.periodic(cron="37 2 * * *")
@app.task(name="services.activities.close", queueing_lock="services.activities.close", pass_context=False)
def close(timestamp: int) -> None:
    """Every night: what nobody closed for three days."""
    close_forgotten(at=timezone.now())
