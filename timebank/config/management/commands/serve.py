"""Serve the whole house from one process."""

import asyncio
import contextlib
import os
import socket
from argparse import ArgumentParser
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.urls import reverse

from services.founding.queries import is_founded

LARGEST_FRAME_BYTES = 4096  # nobody has anything to say on a socket, see frontend.live
GRACE_SECONDS = 5
# Longer than programs keep an idle line: whoever closes first must not be us, just as a request comes.
IDLE_SECONDS = 75
LINGER_SECONDS = 0.5
FIRST_HANDED_OVER = 3  # SD_LISTEN_FDS_START


class Announcing(uvicorn.Server):
    """Says where it listens as soon as it does, and how to begin while nobody can sign in."""

    first_day = ""  # the path of the page that founds a county

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            tell_systemd("READY=1")
        if self.started and sockets and sockets[0].family == socket.AF_UNIX:
            print(f"TimeBank is serving on {sockets[0].getsockname()}", flush=True)
        elif self.started and sockets:
            host, port = sockets[0].getsockname()[:2]
            print(f"TimeBank is serving on http://{host}:{port} (Ctrl-C stops it)", flush=True)
            if self.first_day:
                print(f"Nobody can sign in yet. Begin here: http://{host}:{port}{self.first_day}", flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let nobody in any more, and hear out who was just let in: their request may still be on its way."""
        for server in self.servers:
            server.close()
        await asyncio.sleep(LINGER_SECONDS)
        await super().shutdown(sockets)


class Command(BaseCommand):
    help = "Serve pages, API and live updates from one process; with WORKER_IN_PROCESS=1 run the jobs in it too."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="0: any free one")

        parser.add_argument("--migrate", action="store_true", help="first bring the database up to date")
        parser.add_argument("--demo", action="store_true", help="first migrate, and make the demo if it is not there")

    def handle(self, *args: Any, **options: Any) -> None:
        listening = handed_over() or _listen(options["host"], options["port"])
        config = uvicorn.Config(
            "timebank.config.asgi:application",
            log_config=None,
            access_log=False,
            lifespan="on",
            # Only proxies that were named may say who is asking; else anybody could dodge the limits of sign-in.
            proxy_headers="FORWARDED_ALLOW_IPS" in os.environ,
            timeout_graceful_shutdown=GRACE_SECONDS,
            timeout_keep_alive=IDLE_SECONDS,
            ws_max_size=LARGEST_FRAME_BYTES,
        )
        server = Announcing(config)
        with listening, contextlib.suppress(KeyboardInterrupt):
            if options["demo"] or options["migrate"]:  # in this process: three starts of Python would take longest
                call_command("migrate", verbosity=0)
                if options["demo"]:
                    call_command("seed_demo", scale="small")
                elif not is_founded():
                    server.first_day = reverse("founding:found", args=[settings.FOUNDING_KEY])
                connections.close_all()
            server.run(sockets=[listening])
        if server.should_exit and not server.started:
            raise CommandError("The server could not start; the reason stands above.")


def handed_over() -> socket.socket | None:
    """The socket systemd holds for us (sd_listen_fds(3)): it stays open while this process restarts."""
    if os.environ.get("LISTEN_PID") != str(os.getpid()) or os.environ.get("LISTEN_FDS") != "1":
        return None
    return socket.socket(fileno=FIRST_HANDED_OVER)


def tell_systemd(state: str) -> None:
    """sd_notify(3): a restart is over when people are served again, and not before the next process goes."""
    if place := os.environ.get("NOTIFY_SOCKET"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as teller:
            teller.sendto(state.encode(), "\0" + place[1:] if place.startswith("@") else place)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), backlog=2048)
    except OSError as error:
        raise CommandError(
            f"Cannot listen on {host}:{port} ({os.strerror(error.errno or 0)}). Try another PORT."
        ) from error
