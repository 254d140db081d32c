"""What visits do by themselves: the plan is kept in step, all day for what changed and at night for everybody."""

from django.utils import timezone
from procrastinate.contrib.django import app

from services.visits.actions.plan_visits import plan_visits
from services.visits.actions.remind_urgings import remind_urgings


@app.periodic(cron="*/5 * * * *")
@app.task(name="services.visits.plan", queueing_lock="services.visits.plan", pass_context=False)
def plan(timestamp: int) -> None:
    """Every five minutes: who came, whose risk changed, what happened to whom, what was missed."""
    plan_visits(at=timezone.now())


@app.periodic(cron="10 17 * * *")  # 1:10 in China, after everybody was judged: cron counts in UTC
@app.task(name="services.visits.plan_all", queueing_lock="services.visits.plan_all", pass_context=False)
def plan_all(timestamp: int) -> None:
    """Every night everybody, for rules that changed."""
    plan_visits(at=timezone.now(), everybody=True)


@app.periodic(cron="40 0 * * *")  # 8:40 in China
@app.task(name="services.visits.remind", queueing_lock="services.visits.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Every morning: families that have not answered in time."""
    remind_urgings(at=timezone.now())
