"""A telephone line between browser and server that can be cut: what no browser switch can pretend."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

CHUNK = 65536


class Line:
    """Carries bytes both ways while it is up; when it is cut, every connection ends and none is taken."""

    def __init__(self, url: str) -> None:
        self._far = (str(urlsplit(url).hostname), int(urlsplit(url).port or 80))
        self._ear: socket.socket | None = None
        self._open: list[socket.socket] = []
        self._port = 0
        self.mend()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def mend(self) -> None:
        """Take connections again, at the address from before."""
        self._ear = socket.create_server(("127.0.0.1", self._port))
        self._port = self._ear.getsockname()[1]
        threading.Thread(target=self._listen, args=(self._ear,), daemon=True).start()

    def cut(self) -> None:
        """From now on nobody gets through."""
        ear, self._ear = self._ear, None
        for one in [ear, *self._open]:
            if one is not None:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
                one.close()
        self._open.clear()

    def _listen(self, ear: socket.socket) -> None:
        while True:
            try:
                near, _address = ear.accept()
                far = socket.create_connection(self._far)
            except OSError:
                return
            self._open += [near, far]
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=_carry, args=(source, target), daemon=True).start()


def _carry(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(CHUNK):
            target.sendall(data)
    for one in (source, target):
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def line_to(url: str) -> Iterator[Line]:
    line = Line(url)
    try:
        yield line
    finally:
        line.cut()
