"""One server for the module, and a line to it that can be cut."""

from collections.abc import Iterator

import pytest

from tests.offline.line import Line, line_to
from tests.servers import RunningServer


@pytest.fixture(scope="module")
def server(one_server: RunningServer) -> RunningServer:
    return one_server


@pytest.fixture
def line(server: RunningServer) -> Iterator[Line]:
    with line_to(server.url) as line:
        yield line
