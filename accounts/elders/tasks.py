"""What the registry does by itself at night."""

from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.elders.actions.count_registry import count_registry
from accounts.elders.actions.forget_elder import forget_elder
from accounts.elders.actions.judge_elders import judge_elders
from accounts.elders.queries.forgetting import elders_to_forget


@app.periodic(cron="35 16 * * *")  # 0:35 in China: cron counts in UTC
@app.task(name="accounts.elders.judge", queueing_lock="accounts.elders.judge", pass_context=False)
def judge(timestamp: int) -> None:
    """Every night: half years are over, birthdays were had, contracts ran out. Then all are counted."""
    count_registry(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="accounts.elders.judge_changed", queueing_lock="accounts.elders.judge_changed", pass_context=False)
def judge_changed(timestamp: int) -> None:
    """Every minute: look at those whose dossier changed."""
    judge_elders(at=timezone.now(), only_changed=True)


@app.periodic(cron="20 17 * * *")
@app.task(name="accounts.elders.forget", queueing_lock="accounts.elders.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """Every night: erase the dossiers that are past their time."""
    now = timezone.now()
    for elder_id, rule in elders_to_forget(timezone.localdate(now)):
        forget_elder(by=None, at=now, elder_id=elder_id, rule=rule)
