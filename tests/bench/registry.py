"""Finding an elder, with ten thousand and with a million in the registry."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from tests.bench.say import say

SMALL, GREAT = 10_000, 1_000_000
TIMES = 31
SEARCHES = ("林", "林细妹", "细妹", "lxm", "linximei", "13800000000", "35042519430301996X", "白岩")


def search_a_registry() -> None:
    """Every way to search, the registry's page and a dossier, read by the county."""
    from accounts.access.enums import Role
    from accounts.elders.queries.search import search_elders
    from tests import personas

    personas.regions()
    official = personas.user("陈丽", Role.COUNTY_OFFICIAL, region=personas.COUNTY)
    lin = personas.elder("林细妹")
    _fill(SMALL)
    search = {text: (lambda text=text: search_elders([personas.COUNTY], text)) for text in SEARCHES}
    pages = _pages(official, lin)
    small = {what: _seconds(do) for what, do in {**search, **pages}.items()}
    _fill(GREAT)
    for text, do in search.items():
        _compare(f"search {text}", _seconds(do), small[text])
    for page, do in pages.items():
        _compare(page, _seconds(do), small[page])


def _fill(count: int) -> None:
    """Up to so many elders, in the villages there are."""
    from django.utils import timezone

    from timebank.config.demo.crowd import settle

    settle(count, now=timezone.now(), seed=1, say=lambda _words: None)


def _compare(what: str, great: float, floor: float) -> None:
    say("registry", f"{what}, {GREAT:,} elders (floor: {SMALL:,})", great * 1000, "ms", floor=floor * 1000)


def _pages(official: Any, elder: Any) -> dict[str, Callable[[], object]]:
    from django.test import Client
    from django.urls import reverse

    client = Client()
    client.force_login(official, backend="allauth.account.auth_backends.AuthenticationBackend")
    addresses = {
        "first page of the registry": reverse("territory:elders"),
        "page of a search by name": reverse("territory:elders") + "?q=林细妹",
        "page of a dossier": reverse("territory:elder", args=[elder.id]),
    }
    return {what: (lambda address=address: _opened(client, address)) for what, address in addresses.items()}


def _opened(client: Any, address: str) -> None:
    assert client.get(address).status_code == 200


def _seconds(do: Callable[[], object]) -> float:
    """Median time."""
    taken = []
    for _ in range(TIMES):
        started = time.perf_counter()
        do()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)
