"""What the pictures do by themselves at night."""

from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.photos.actions.sweep_files import sweep_files


@app.periodic(cron="50 18 * * *")  # 2:50 in China: cron counts in UTC
@app.task(name="accounts.photos.sweep", queueing_lock="accounts.photos.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """Every night: files whose write was rolled back."""
    sweep_files(at=timezone.now())
