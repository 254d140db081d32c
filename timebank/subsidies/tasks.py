"""What subsidies do by themselves."""

from django.utils import timezone
from procrastinate.contrib.django import app

from timebank.subsidies.actions.expire_vouchers import expire_vouchers


@app.periodic(cron="40 1 * * *")
@app.task(name="timebank.subsidies.expire", queueing_lock="timebank.subsidies.expire", pass_context=False)
def expire(timestamp: int) -> None:
    """Every night: what earlier months left in the wallets goes back to the budgets."""
    expire_vouchers(at=timezone.now())
