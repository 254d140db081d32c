"""Static files through the door of deploy/nginx: in Brotli to whoever reads it, with their type, for a year."""

import gzip
import re
import socket
import subprocess
from collections.abc import Iterator

import brotli
import httpx
import pytest

from tests.conftest import ROOT
from tests.operations.many import _listens, _nginx_program, stop, until

FILES = {
    "app.1.css": "text/css",
    "app.1.js": "text/javascript",
    "icons.1.svg": "image/svg+xml",
    "a.1.webmanifest": "application/manifest+json",
}
WORDS = b"a { color: #123456; }\n" * 40
HOUSE = "/var/lib/timebank"


@pytest.fixture(scope="module", params=["timebank.conf", "containers/default.conf"])
def door(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The location of static files and what it needs, as an operator copies it; only the folder is another."""
    folder = tmp_path_factory.mktemp("door")
    (folder / "static").mkdir()
    for name in FILES:
        (folder / "static" / name).write_bytes(WORDS)
        (folder / "static" / f"{name}.gz").write_bytes(gzip.compress(WORDS))
        (folder / "static" / f"{name}.br").write_bytes(brotli.compress(WORDS))
    (folder / "static" / "small.1.css").write_bytes(b"a{}")  # whatever would not shrink has no second form
    written = (ROOT / "deploy/nginx" / request.param).read_text()
    maps = "\n".join(re.findall(r"^map .*?^}$", written, re.M | re.S))
    place = re.search(r"^    location /static/ \{.*?^    }$", written, re.M | re.S)[0]
    assert HOUSE in place
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    scratch = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "mime.types").write_text(
        "types { text/css css; text/javascript js; image/svg+xml svg; application/octet-stream bin; }"
    )
    (folder / "nginx.conf").write_text(
        f"""
daemon off; master_process off; worker_processes 1; pid {folder}/pid;
events {{ worker_connections 64; }}
http {{ {scratch} access_log off; include {folder}/mime.types; default_type application/octet-stream;
{maps}
server {{ listen 127.0.0.1:{port};
{place.replace(HOUSE, str(folder))} }} }}
"""
    )
    command = [_nginx_program(), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "log")]
    process = subprocess.Popen(command)
    try:
        until(lambda: _listens(port), "nginx did not start")
        yield f"http://127.0.0.1:{port}/static"
    finally:
        stop(process)


@pytest.mark.parametrize(("reads", "gets"), [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("identity", None)])
@pytest.mark.parametrize(("name", "kind"), FILES.items())
def test_each_browser_gets_what_it_reads(door: str, reads: str, gets: str | None, name: str, kind: str) -> None:
    answer = httpx.get(f"{door}/{name}", headers={"Accept-Encoding": reads})
    assert answer.status_code == 200
    assert answer.headers.get("content-encoding") == gets
    assert answer.headers.get_list("content-type") == [kind]
    assert "Accept-Encoding" in answer.headers["vary"]
    assert "immutable" in answer.headers["cache-control"]
    assert answer.content == WORDS  # unpacked again by httpx


def test_what_has_no_second_form_comes_as_it_is(door: str) -> None:
    answer = httpx.get(f"{door}/small.1.css", headers={"Accept-Encoding": "br, gzip"})
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, b"a{}", "text/css")
    assert "content-encoding" not in answer.headers
    assert httpx.get(f"{door}/none.1.css", headers={"Accept-Encoding": "br"}).status_code == 404
