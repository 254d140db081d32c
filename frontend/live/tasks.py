"""Delivery: a durable job per event puts it into inboxes, plans the other ways, tells programs and sockets.

At-least-once, so it may repeat.
"""

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.db import transaction
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from accounts.connections.actions.plan_calls import plan_calls
from accounts.journal.actions.add_notices import add_notices
from accounts.journal.actions.emit import DELIVERY_TASK
from accounts.journal.models import Event
from accounts.messaging.actions.plan_deliveries import plan_deliveries
from frontend.live.hub import GROUP
from frontend.live.readers import organisations_of, readers, voices
from frontend.live.topics import line_of, topics_of


@app.task(name=DELIVERY_TASK, retry=RetryStrategy(max_attempts=8, exponential_wait=2))
async def deliver_event(sequence: int) -> None:
    """Deliver one event. Async, so that it runs in the loop the in-memory channel layer lives in."""
    event, readers = await database_sync_to_async(_into_inboxes)(sequence)
    lines = [list(line_of(event, topic)) for topic in topics_of(event)]
    if lines or readers:
        told = {"lines": lines, "readers": [str(reader) for reader in readers]}
        await get_channel_layer().group_send(GROUP, told)


def _into_inboxes(sequence: int) -> tuple[Event, list[object]]:
    event = Event.objects.select_related("by").get(sequence=sequence)
    recipients = readers(event)
    with transaction.atomic():
        add_notices(event=event, recipients=recipients)
        plan_deliveries(at=timezone.now(), event=event, recipients=recipients, persons=voices(event))
        plan_calls(at=timezone.now(), event=event, organisation_ids=organisations_of(event))
    return event, [user.id for user in recipients]


@app.periodic(cron="* * * * *")
@app.task(name="frontend.live.retry_stalled", queueing_lock="frontend.live.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Every minute: give jobs whose worker died to another one."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)
