"""Every line a job writes, and every job it queues, names the job: so a request can be followed into its jobs.

``jobs_deferred`` names the request and its new jobs, ``start_job`` and what follows name the job. No argument of a task
changes for it, and nothing is stored beside the jobs.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog


async def name_the_job(call_next: Callable[[], Awaitable[Any]], context: Any, worker: Any) -> Any:
    """A worker middleware of procrastinate."""
    with structlog.contextvars.bound_contextvars(in_job=context.job.id, in_task=context.job.task_name):
        return await call_next()
