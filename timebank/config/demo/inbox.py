"""The inboxes as they would be by now: old news read, the latest unread."""

import asyncio
from datetime import datetime, timedelta
from typing import cast

from django.db.models import F, OuterRef, Subquery
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from accounts.journal.models import Event, Notice

NEWS = timedelta(hours=36)


def fill_inboxes(now: datetime) -> None:
    """Deliver what the seeding has queued, then give each notice the time of its event.

    Deliveries only reach the database here; nobody is connected yet. Interrupted, the server delivers the rest.
    """
    asyncio.run(_deliver())
    happened = Event.objects.filter(sequence=OuterRef("event_id")).values("at")
    Notice.objects.update(created_at=Subquery(happened))
    Notice.objects.filter(created_at__lt=now - NEWS).update(read_at=F("created_at"))


async def _deliver() -> None:
    worker = app.with_connector(cast(DjangoConnector, app.connector).get_worker_connector())
    async with worker.open_async():
        await worker.run_worker_async(
            wait=False,
            concurrency=4,
            install_signal_handlers=False,
            listen_notify=False,
            delete_jobs="successful",
        )
