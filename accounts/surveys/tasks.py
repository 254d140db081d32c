"""What rounds do by themselves: freeze long rosters, remind, take in villages where somebody came to live."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.surveys.actions.add_places import add_places
from accounts.surveys.actions.freeze_roster import freeze_roster
from accounts.surveys.actions.remind import remind
from accounts.surveys.actions.submit_report import FREEZE_TASK
from accounts.surveys.enums import RoundState
from accounts.surveys.models import Round


@app.task(name=FREEZE_TASK, pass_context=False)
def freeze(roster_id: str) -> None:
    """Freeze the roster of a large township."""
    freeze_roster(at=timezone.now(), roster_id=UUID(roster_id))


@app.periodic(cron="30 0 * * *")  # 8:30 in China: cron counts in UTC
@app.task(name="accounts.surveys.remind", queueing_lock="accounts.surveys.remind", pass_context=False)
def remind_all(timestamp: int) -> None:
    """Every morning: villages where somebody came to live, then what is due soon or overdue."""
    for one in Round.objects.filter(state=RoundState.OPEN):
        add_places(of=one)
    remind(at=timezone.now())
