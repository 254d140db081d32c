"""Rosters that take longer than a page: looked through, written, forgotten."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.rosters.actions.check_roster import check_roster
from accounts.rosters.actions.forget_rosters import forget_rosters
from accounts.rosters.actions.upload_roster import CHECK_TASK, WRITE_TASK
from accounts.rosters.actions.write_roster import write_roster


@app.task(name=CHECK_TASK, pass_context=False)
def check(upload_id: str) -> None:
    """Look through a large roster."""
    check_roster(at=timezone.now(), upload_id=UUID(upload_id))


@app.task(name=WRITE_TASK, pass_context=False)
def write(upload_id: str) -> None:
    """Write a large roster."""
    write_roster(by=None, at=timezone.now(), upload_id=UUID(upload_id))


@app.periodic(cron="5 17 * * *")  # 1:05 in China: cron counts in UTC
@app.task(name="accounts.rosters.forget", queueing_lock="accounts.rosters.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """Every night: a week is over for some."""
    forget_rosters(at=timezone.now())
