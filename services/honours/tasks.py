"""What honours do by themselves: who objected is forgotten after a while."""

from django.utils import timezone
from procrastinate.contrib.django import app

from services.honours.actions.forget_objectors import forget_objectors


@app.periodic(cron="20 18 * * *")  # 2:20 in China: cron counts in UTC
@app.task(name="services.honours.forget", queueing_lock="services.honours.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """Every night."""
    forget_objectors(at=timezone.now())
