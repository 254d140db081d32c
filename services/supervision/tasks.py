"""What supervision does by itself: at night, after everybody was judged and every plan was kept; in the morning."""

from django.utils import timezone
from procrastinate.contrib.django import app

from services.supervision.actions.count_late import count_late
from services.supervision.actions.remind_late import remind_late
from services.supervision.actions.take_readings import take_readings


@app.periodic(cron="40 17 * * *")  # 1:40 in China: cron counts in UTC
@app.task(name="services.supervision.read", queueing_lock="services.supervision.read", pass_context=False)
def read(timestamp: int) -> None:
    """Every night: freeze the day that is over, and see what became known of those before."""
    now = timezone.now()
    take_readings(at=now)
    count_late(at=now)


@app.periodic(cron="35 0 * * *")  # 8:35 in China: cron counts in UTC
@app.task(name="services.supervision.remind", queueing_lock="services.supervision.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Every morning: tasks whose day is over."""
    remind_late(at=timezone.now())
