"""The job worker inside the web process: right for one; several use ``manage.py procrastinate worker``."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import cast

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

logger = logging.getLogger(__name__)
RETRY_SECONDS = 5
GRACE_SECONDS = 10
AT_ONCE = 4  # a push service that does not answer must not keep an alarm waiting


@contextlib.asynccontextmanager
async def working() -> AsyncIterator[None]:
    """Run jobs in this event loop for the length of the block; a running job may finish at the end."""
    task = asyncio.create_task(_work(), name="job worker")
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _work() -> None:
    while True:
        # A second app on its own connections. Never app.replace_connector here: it would also move the jobs
        # that requests enqueue out of their transactions.
        worker_app = app.with_connector(cast(DjangoConnector, app.connector).get_worker_connector())
        try:
            async with worker_app.open_async():
                await worker_app.run_worker_async(
                    name="web",
                    concurrency=AT_ONCE,
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=GRACE_SECONDS,
                    delete_jobs="successful",
                )
        except Exception:
            logger.exception("The job worker stopped; it starts again in %s seconds", RETRY_SECONDS)
        await asyncio.sleep(RETRY_SECONDS)
