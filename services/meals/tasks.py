"""What meals do by themselves."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from services.meals.actions.close_sittings import close_sittings
from services.meals.actions.count_menus import count_menus
from services.meals.actions.make_bills import make_bills, organisations_to_bill


@app.periodic(cron="*/5 * * * *")
@app.task(name="services.meals.count", queueing_lock="services.meals.count", pass_context=False)
def count(timestamp: int) -> None:
    """Every five minutes: kitchens whose orders have ended get their count, sittings that are over are closed."""
    now = timezone.now()
    count_menus(at=now)
    close_sittings(at=now)


@app.periodic(cron="40 2 * * *")
@app.task(name="services.meals.bill", queueing_lock="services.meals.bill", pass_context=False)
def bill(timestamp: int) -> None:
    """Every night: the open bills of last month and of this one say what is owed by now."""
    now = timezone.now()
    this = timezone.localdate(now).replace(day=1)
    for month in ((this - timedelta(days=1)).replace(day=1), this):
        for organisation_id in organisations_to_bill(month):
            make_bills(by=None, at=now, organisation_id=organisation_id, month=month)
