"""A new version takes over while people use the old one: nobody is turned away (deploy/systemd, the sockets)."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.databases import ROOT, address
from timebank.config.management.commands.serve import tell_systemd

START = """import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
os.execv(sys.executable, [sys.executable, "manage.py", "serve"])"""


class Caller(http.client.HTTPConnection):
    """HTTP over a socket file."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=120)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.path))


def serve(listening: socket.socket, var: Path) -> subprocess.Popen[bytes]:
    """A web process as systemd starts it: its socket is number 3 and stays ours."""
    environment = os.environ | {"VAR": str(var), "DATABASE_URL": address(os.environ["TEST_HOUSE"])}
    command = [sys.executable, "-c", START, str(listening.fileno())]
    return subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=[listening.fileno()])


@pytest.mark.server
def test_a_restart_turns_nobody_away(committed_db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_HOUSE", committed_db)
    path, said, over = tmp_path / "web.sock", Counter[str](), threading.Event()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen(2048)

        def visit(method: str, where: str) -> None:
            while not over.is_set():
                caller = Caller(path)
                try:
                    caller.request(method, where)
                    said[f"{method} {caller.getresponse().status}"] += 1
                except OSError as error:
                    said[type(error).__name__] += 1
                finally:
                    caller.close()

        visitors = [
            threading.Thread(target=visit, args=one) for one in [("GET", "/healthz"), ("POST", "/api/v1/orders/")] * 2
        ]
        process = serve(listening, tmp_path / "var")
        for visitor in visitors:
            visitor.start()
        try:
            wait_for(said, 20)
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) in (0, -signal.SIGTERM)
            before = said.total()
            process = serve(listening, tmp_path / "var")
            wait_for(said, before + 20)
        finally:
            over.set()
            for visitor in visitors:
                visitor.join()
            process.terminate()
            process.wait(30)
    assert set(said) == {"GET 200", "POST 401"}, said  # 401: a stranger, answered all the same


def wait_for(said: Counter[str], number: int) -> None:
    until = time.monotonic() + 120
    while said.total() < number:
        assert time.monotonic() < until, said
        time.sleep(0.05)


def test_systemd_hears_when_people_are_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    tell_systemd("READY=1")  # nobody listens: nothing happens
    unit = (ROOT / "deploy/systemd/timebank-web@.service").read_text(encoding="utf-8")
    assert "Type=notify\n" in unit
    for place in (str(tmp_path / "notify"), f"@{tmp_path.name}-notify"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as hearer:
            hearer.bind(place.replace("@", "\0", 1))
            monkeypatch.setenv("NOTIFY_SOCKET", place)
            tell_systemd("READY=1")
            assert hearer.recv(64) == b"READY=1"
