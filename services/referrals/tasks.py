"""What referrals do by themselves: offices that are late are reminded."""

from django.utils import timezone
from procrastinate.contrib.django import app

from services.referrals.actions.remind_offices import remind_offices


@app.periodic(cron="50 0 * * *")  # 8:50 in China: cron counts in UTC
@app.task(name="services.referrals.remind", queueing_lock="services.referrals.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Every morning."""
    remind_offices(at=timezone.now())
