"""Ways: straight lines and a factor, or a road map that is really asked, over a real socket."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.cache import cache

from services.dispatch.travel import NEAR_M, UNKNOWN_M, Spot, travel

HERE, THERE = Spot(25.7, 117.85, "1"), Spot(25.8, 117.85, "2")  # a tenth of a degree: 11.12 km
NOWHERE, SAME = Spot(None, None, "3"), Spot(25.7, 117.85, "1")


@pytest.fixture(autouse=True)
def forgotten():
    cache.clear()
    yield
    cache.clear()


def ways(*spots):
    return travel(spots, detour_percent=140, speed=25)


@contextmanager
def road_map(settings, answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[list[str]]:
    """A little server; what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            answer(self)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.OSRM_URL = f"http://127.0.0.1:{server.server_port}/maps"
    try:
        yield asked
    finally:
        server.shutdown()
        server.server_close()


def tells(body: dict, status: int = 200):
    def answer(handler):
        data = json.dumps(body).encode()
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def test_straight_lines_take_the_factor_and_the_speed():
    found = ways(HERE, THERE)
    assert found.metres[0, 1] == found.metres[1, 0] == pytest.approx(11_119 * 1.4, abs=20)
    assert found.seconds[0, 1] == pytest.approx(found.metres[0, 1] / 25 * 3.6, abs=1)
    assert (found.metres[0, 0], found.by_road, found.silent) == (0, False, False)


def test_the_same_village_is_a_short_way_and_nowhere_is_some_way():
    found = ways(HERE, SAME, NOWHERE, Spot(None, None, "3"), Spot(None, None))
    assert found.metres[0, 1] == NEAR_M
    assert found.metres[0, 2] == UNKNOWN_M
    assert found.metres[2, 3] == NEAR_M
    assert found.metres[3, 4] == UNKNOWN_M


def test_nothing_to_go_to():
    assert ways().metres.shape == (0, 0)
    assert ways(HERE).metres.tolist() == [[0]]


def test_a_road_map_is_asked_once_and_believed(settings):
    told = {"code": "Ok", "distances": [[0, 20000.4], [21000, 0]], "durations": [[0, 1800], [1900.2, 0]]}
    with road_map(settings, tells(told)) as asked:
        found = ways(THERE, HERE, NOWHERE, SAME)
        ways(THERE, HERE)
    assert found.by_road
    # the map lists places by latitude: HERE, then THERE
    assert (found.metres[1, 0], found.metres[0, 1]) == (20001, 21000)
    assert (found.seconds[1, 0], found.seconds[0, 1]) == (1800, 1901)
    assert found.metres[1, 3] == 0
    assert found.metres[0, 2] == UNKNOWN_M
    assert asked == ["/maps/table/v1/driving/117.85,25.7;117.85,25.8?annotations=duration,distance"]


def test_where_there_is_no_road_the_line_stays(settings):
    told = {"distances": [[0, None], [21000, 0]], "durations": [[0, None], [1900, 0]]}
    with road_map(settings, tells(told)):
        found = ways(HERE, THERE)
    assert found.metres[0, 1] == pytest.approx(11_119 * 1.4, abs=20)
    assert found.metres[1, 0] == 21000


@pytest.mark.parametrize(
    "answer",
    [
        tells({"code": "TooBig"}, 400),
        tells({"distances": [[0]], "durations": [[0]]}),
        tells({"distances": [[0, -5], [1, 0]], "durations": [[0, 1], [1, 0]]}),
        tells({"distances": "far", "durations": None}),
        lambda handler: handler.wfile.write(b"\x00\xff"),
    ],
)
def test_a_road_map_that_talks_nonsense_is_not_believed(settings, answer):
    with road_map(settings, answer) as asked:
        found = ways(HERE, THERE)
        ways(HERE, THERE)
    assert (found.by_road, found.silent) == (False, True)
    assert found.metres[0, 1] == pytest.approx(11_119 * 1.4, abs=20)
    assert len(asked) == 1  # and not asked again for a while


def drip(handler):
    """A byte now and then: each keeps the socket's own timeout from striking."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    try:
        for _ in range(40):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.3)
    except OSError:
        pass


@pytest.mark.parametrize("answer", [lambda handler: time.sleep(4), drip])
def test_a_road_map_that_keeps_silent_is_left_after_two_seconds(settings, answer):
    with road_map(settings, answer):
        began = time.perf_counter()
        found = ways(HERE, THERE)
        assert time.perf_counter() - began < 3.5
    assert found.silent


def test_a_road_map_that_is_not_there(settings):
    settings.OSRM_URL = "http://127.0.0.1:9/"
    assert ways(HERE, THERE).silent
