"""Pages and API are synchronous from end to end: a few threads that stay answer them, beside the loop of the sockets.

Django's own ASGI handler opens a thread for every request and goes back to the loop between the middleware and the
view. On a busy process those changes cost more than a small page itself, so here a request enters a thread once and
leaves it with its answer (ADR 59). The loop still reads each body and writes each answer: a slow line holds no thread.
"""

import asyncio
import contextvars
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import IO, Any

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.db import close_old_connections
from django.urls import set_script_prefix

NO_MORE = object()


class Pages(ASGIHandler):
    """Django as an ASGI application whose middleware and views run in ``threads`` threads."""

    def __init__(self, threads: int) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="page")
        super().__init__()

    def load_middleware(self, is_async: bool = True) -> None:
        super().load_middleware(is_async=False)

    async def __call__(
        self,
        scope: dict[str, Any],
        receive: Callable[[], Awaitable[Mapping[str, Any]]],
        send: Callable[[Mapping[str, Any]], Awaitable[None]],
    ) -> None:
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        hung_up = asyncio.ensure_future(receive())  # after the body nothing else comes
        try:
            with closing(body):
                response = await self._in_thread(self._answer, scope, body, hung_up)
                if response is not None:
                    await self._send(response, send, hung_up)
        finally:
            hung_up.cancel()

    async def _send(self, response: Any, send: Callable[[Any], Awaitable[None]], hung_up: asyncio.Future[Any]) -> None:
        if not response.streaming:
            await self.send_response(response, send)
            return
        try:
            response.streaming_content = self._pieces(iter(response), hung_up)
            await self.send_response(response, send)
        finally:
            await self._in_thread(response.close)

    def _answer(self, scope: dict[str, Any], body: IO[bytes], hung_up: asyncio.Future[Any]) -> Any:
        """In a thread: from the request to its answer, with the thread's database connection given back.

        None for whoever only wanted to read something and has gone before it was their turn. What was asked to be done
        is done: they pressed the button.
        """
        if hung_up.done() and scope["method"] in ("GET", "HEAD"):
            return None
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        request, fault = self.create_request(scope, body)
        response: Any = fault if request is None else self.get_response(request)
        response._handler_class = self.__class__
        if response.streaming:
            response.block_size = self.chunk_size
            close_old_connections()  # what streams here are files
        else:
            response.close()
        return response

    async def _pieces(self, content: Iterator[bytes], hung_up: asyncio.Future[Any]) -> AsyncIterator[bytes]:
        """A file piece by piece, as long as somebody takes it; Django would read the whole of it into memory first."""
        while not hung_up.done() and (piece := await self._in_thread(next, content, NO_MORE)) is not NO_MORE:
            yield piece

    async def _in_thread(self, call: Callable[..., Any], *args: Any) -> Any:
        """With a context of its own, so that nothing a request binds is left in the thread for the next one."""
        run = partial(contextvars.copy_context().run, call, *args)
        return await asyncio.get_running_loop().run_in_executor(self._threads, run)
