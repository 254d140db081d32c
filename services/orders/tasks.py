"""What the house does by itself."""

from django.utils import timezone
from procrastinate.contrib.django import app

from services.orders.actions.close_forgotten import close_forgotten
from services.orders.actions.confirm_overdue import confirm_overdue
from services.orders.actions.end_offers import end_offers
from services.orders.actions.expire_orders import expire_orders
from services.orders.actions.offer_unclaimed import offer_unclaimed
from services.orders.actions.remind_of_orders import remind_of_orders


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


@app.periodic(cron="* * * * *")
@app.task(name="services.orders.end_offers", queueing_lock="services.orders.end_offers", pass_context=False)
def end(timestamp: int) -> None:
    """Every minute: whoever did not answer in time makes room for the next one."""
    end_offers(at=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="services.orders.offer_unclaimed", queueing_lock="services.orders.offer_unclaimed", pass_context=False)
def offer(timestamp: int) -> None:
    """Every ten minutes: ask somebody for what nobody took."""
    offer_unclaimed(at=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="services.orders.remind", queueing_lock="services.orders.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Every ten minutes: remind of what comes tomorrow and of what comes soon."""
    remind_of_orders(at=timezone.now())
