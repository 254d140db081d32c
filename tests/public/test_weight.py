"""A village pays for every kilobyte with patience: what pages weigh on a new phone, and on the next visit."""

import pytest

pytestmark = pytest.mark.browser
AGAIN = 12_000  # a slow line brings 8 KB a second


@pytest.fixture
def server(one_server):
    return one_server


class Scales:
    """What a page brings over the line, compressed as it travels: bytes by address."""

    def __init__(self, page) -> None:
        self.page, self.asked, self.arrived = page, {}, {}
        self.line = page.context.new_cdp_session(page)
        self.line.on("Network.requestWillBeSent", self._ask)
        self.line.on("Network.loadingFinished", self._arrive)
        self.line.send("Network.enable")

    def _ask(self, said) -> None:
        self.asked[said["requestId"]] = said["request"]["url"]

    def _arrive(self, said) -> None:
        if said["requestId"] in self.asked:
            self.arrived[self.asked[said["requestId"]]] = int(said["encodedDataLength"])

    def weigh(self, path: str) -> dict[str, int]:
        """Open the page and wait until nothing comes any more."""
        self.arrived.clear()
        self.page.goto(path)
        self.page.wait_for_load_state("networkidle")
        return dict(self.arrived)

    def forget(self) -> None:
        """A phone that has never been here."""
        self.line.send("Network.clearBrowserCache")


def has(weights: dict[str, int], name: str) -> bool:
    first, last = name.split(".")
    return any(f"/{first}." in url and url.endswith(last) for url in weights)


def elder_page(page) -> str:
    page.goto("/helper/")
    return page.locator("a[href^='/helper/elders/']").first.get_attribute("href")


@pytest.mark.parametrize(
    ("login", "path", "most"),
    [
        ("", "/", 42_500),
        ("", "/elder/", 38_500),
        ("volunteer", "/volunteer/", 58_500),
        ("volunteer", "/bank/", 61_500),
        ("helper", elder_page, 72_500),
        ("family", "/helper/", 67_500),
        ("village", "/visits/", 52_500),
        ("manager", "/organisation/", 78_500),
    ],
    ids=["landing", "elder mode", "board", "passbook", "the helper's elder", "daughter", "visitor", "organisation"],
)
def test_a_page_is_light_the_first_time_and_lighter_the_next(page_as, login, path, most):
    page = page_as(login, service_workers="block")  # a worker fetches later; nobody waits for it
    page.wait_for_load_state("networkidle")  # what belongs to the page after signing in
    where = path(page) if callable(path) else path
    page.goto("about:blank")  # else news that reach the page before would be weighed with this one
    scales = Scales(page)
    scales.forget()
    weights = scales.weigh(where)
    assert has(weights, "app.css"), weights  # else nothing was weighed
    assert has(weights, "app.js"), weights
    assert has(weights, "moving.js") == bool(login), weights
    assert sum(weights.values()) < most, sorted(weights.items(), key=lambda one: -one[1])
    again = scales.weigh(where)
    assert again, "the page itself comes anew each time"
    assert sum(again.values()) < AGAIN, sorted(again.items(), key=lambda one: -one[1])
