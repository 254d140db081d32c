"""What the house does by itself."""

from django.utils import timezone
from procrastinate.contrib.django import app

from services.orders.actions.close_forgotten import close_forgotten
from services.orders.actions.confirm_overdue import confirm_overdue
from services.orders.actions.expire_orders import expire_orders


@app.periodic(cron="*/5 * * * *")
@app.task(name="services.orders.expire", queueing_lock="services.orders.expire", pass_context=False)
def expire(timestamp: int) -> None:
    """Every five minutes: close orders whose time has passed with nobody there."""
    expire_orders(at=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="services.orders.close_forgotten", queueing_lock="services.orders.close_forgotten", pass_context=False)
def close(timestamp: int) -> None:
    """Every ten minutes: check out whoever forgot to."""
    close_forgotten(at=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="services.orders.confirm_overdue", queueing_lock="services.orders.confirm_overdue", pass_context=False)
def confirm(timestamp: int) -> None:
    """Every ten minutes: confirm what is well proven and old enough, list the rest for a call."""
    confirm_overdue(at=timezone.now())
