"""What associations do by themselves."""

from django.utils import timezone
from procrastinate.contrib.django import app

from services.associations.actions.order_round import send_helpers


@app.periodic(cron="23 * * * *")
@app.task(name="services.associations.send", queueing_lock="services.associations.send", pass_context=False)
def send(timestamp: int) -> None:
    """Every hour: the helper goes where a round was ordered."""
    send_helpers(at=timezone.now())
