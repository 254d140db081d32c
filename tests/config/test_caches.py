"""Redis away: the doors stay open and the limits stay, each process counting for itself."""

import pytest
import redis as client
from django.core.cache import caches
from django.test import Client

from accounts.people.models import User
from tests import personas
from tests.live.test_sockets import start_redis
from timebank.config import caches as ours

pytestmark = pytest.mark.django_db
AWAY = "redis://127.0.0.1:9/0"


def cache_at(settings, where: str, backend: str = "timebank.config.caches.RedisOrOwnMemory"):
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": where}}
    return caches["default"]


def test_what_is_remembered_goes_on_in_memory(settings):
    cache = cache_at(settings, AWAY)
    assert cache.get("a", 7) == 7
    cache.set("a", 1, 60)
    assert (cache.get("a"), cache.incr("a"), cache.has_key("a")) == (1, 2, True)
    assert cache.get_or_set("b", lambda: 5) == 5
    assert cache.get_many(["a", "b"]) == {"a": 2, "b": 5}
    cache.delete("a")
    assert cache.get("a") is None


def test_with_redis_it_is_redis_that_remembers(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(ours, "AWAY_SECONDS", 0)
    process = start_redis(tmp_path)
    socket = f"unix://{tmp_path}/redis.sock"
    try:
        cache = cache_at(settings, socket)
        cache.set("a", 1, 60)
        assert client.from_url(socket).keys("*") == [b":1:a"]
    finally:
        process.kill()
        process.wait()
    assert cache.get("a") is None  # what stood there is not to be had; nothing raises
    cache.set("a", 2)
    assert cache.get("a") == 2


def test_a_redis_that_is_away_is_asked_once_for_all_requests(settings, monkeypatch):
    """Django makes a cache for every request: what one found out, the next must know."""
    monkeypatch.setattr(ours, "_WAYS", {})
    knocks = []
    plain = ours.RedisCacheClient.get_client
    monkeypatch.setattr(
        ours.RedisCacheClient, "get_client", lambda *one, **more: knocks.append(1) or plain(*one, **more)
    )
    for _request in range(5):
        assert ours.RedisOrOwnMemory(AWAY, {}).get("nothing", 7) == 7
    assert len(knocks) == 1
    monkeypatch.setattr(ours, "AWAY_SECONDS", 0)  # the negative control
    monkeypatch.setattr(ours, "_WAYS", {})
    for _request in range(5):
        assert ours.RedisOrOwnMemory(AWAY, {}).get("nothing", 7) == 7
    assert len(knocks) == 6


def test_one_signs_in_and_guessing_is_still_limited(settings):
    cache_at(settings, AWAY).clear()
    mei: User = personas.user("林小梅")
    entered = {"login": mei.username, "password": "Tea-hill-7"}
    assert Client().post("/account/login/", entered).status_code == 302
    wrong = {**entered, "password": "guess"}
    for _ in range(8):
        assert Client().post("/account/login/", wrong).status_code != 302
    assert Client().post("/account/login/", entered).status_code != 302  # even the right one, for a while


def test_without_it_a_stopped_redis_shuts_the_door(settings):
    """Negative control."""
    cache_at(settings, AWAY, "django.core.cache.backends.redis.RedisCache")
    mei = personas.user("林小梅")
    browser = Client(raise_request_exception=False)
    assert browser.post("/account/login/", {"login": mei.username, "password": "Tea-hill-7"}).status_code == 500
