"""A village pays for every kilobyte with patience: what the first page of a visitor's morning weighs."""

import pytest

pytestmark = pytest.mark.browser

MOST_BYTES = 60_000


@pytest.fixture
def server(one_server):
    return one_server


def test_the_day_of_a_visitor_opens_on_a_new_phone_with_less_than_60_kb_as_a_slow_line_brings_8_a_second(page_as):
    page = page_as("village", service_workers="block")  # a worker fetches later; nobody waits for it
    page.wait_for_load_state("networkidle")  # what belongs to the page after signing in
    line = page.context.new_cdp_session(page)
    asked: dict[str, str] = {}
    weights: dict[str, int] = {}
    line.on("Network.requestWillBeSent", lambda said: asked.update({said["requestId"]: said["request"]["url"]}))
    line.on("Network.loadingFinished", lambda said: weights.update({said["requestId"]: int(said["encodedDataLength"])}))
    line.send("Network.enable")
    line.send("Network.clearBrowserCache")
    page.goto("/visits/")
    page.wait_for_load_state("networkidle")
    arrived = [(size, asked[request]) for request, size in weights.items() if request in asked]
    for name in ("app.css", "app.js", "icons.svg"):
        first, last = name.split(".")
        assert any(f"/{first}." in url and url.endswith(last) for _size, url in arrived), name
    assert sum(size for size, _url in arrived) < MOST_BYTES, sorted(arrived, reverse=True)
