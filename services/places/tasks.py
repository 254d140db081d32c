"""What places do by themselves."""

from django.utils import timezone
from procrastinate.contrib.django import app

from services.places.actions.close_stays import close_stays
from services.places.actions.turn_terms import turn_terms


@app.periodic(cron="7 0 * * *")
@app.task(name="services.places.turn", queueing_lock="services.places.turn", pass_context=False)
def turn(timestamp: int) -> None:
    """Every night: who runs a place by the terms of the new day, and who did not come the day before."""
    now = timezone.now()
    turn_terms(at=now)
    close_stays(at=now)
