"""What takes longer than a page: the file of a county, everybody's statements; and what is deleted by itself."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from services.windup.actions import begin_statements, begin_takeout
from services.windup.actions.close_county import FINISH_TASK
from services.windup.actions.finish_closing import finish_closing
from services.windup.actions.forget_takeouts import forget_takeouts
from services.windup.actions.make_statements import make_statements
from services.windup.actions.stop_counties import stop_counties
from services.windup.actions.write_takeout import write_takeout


@app.task(name=begin_takeout.TASK, pass_context=False)
def write(request_id: str) -> None:
    """Write the file with everything of a county."""
    write_takeout(at=timezone.now(), request_id=UUID(request_id))


@app.task(name=begin_statements.TASK, pass_context=False, retry=RetryStrategy(max_attempts=5, exponential_wait=10))
def make(run_id: str) -> None:
    """Make the statements that a run still lacks."""
    make_statements(at=timezone.now(), run_id=UUID(run_id))


@app.task(name=FINISH_TASK, pass_context=False, retry=RetryStrategy(max_attempts=8, exponential_wait=10))
def finish(ending_id: str) -> None:
    """Seal the last checkpoint of a closed county, and begin its statements."""
    finish_closing(at=timezone.now(), ending_id=UUID(ending_id))


@app.periodic(cron="25 17 * * *")  # 1:25 in China: cron counts in UTC
@app.task(name="services.windup.forget", queueing_lock="services.windup.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """Every night: files whose time is over."""
    forget_takeouts(at=timezone.now())


@app.periodic(cron="1 16 * * *")  # one minute past midnight in China
@app.task(name="services.windup.stop", queueing_lock="services.windup.stop", pass_context=False)
def stop(timestamp: int) -> None:
    """Every night: counties whose last day of orders is over."""
    stop_counties(at=timezone.now())
