"""Coroutines from ordinary tests: in a thread of their own, because Playwright keeps a loop in the main one."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection


def in_thread(work: Callable[..., Any], *arguments: Any) -> Any:
    """Run something in a thread without an event loop and return what it returns."""

    def call() -> Any:
        try:
            return work(*arguments)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call).result()


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Like ``asyncio.run``, whatever the main thread is doing."""
    return in_thread(asyncio.run, coroutine)
