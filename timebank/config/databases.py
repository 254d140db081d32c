"""Which databases the house works with: one that it writes, perhaps a streaming copy that it only reads (ADR 53)."""

from collections.abc import Callable
from typing import Any

from environ import Env

from timebank.config.prepared import Cursor

ENGINE = "django.db.backends.postgresql"
PLANNER = "-c random_page_cost=1.1 -c jit=off"  # today's disks do not turn (ADR 58)
# What a connection has asked five times is planned once: planning was most of what the database did (ADR 61).
PREPARED = {"server_side_binding": True, "prepare_threshold": 5, "cursor_factory": Cursor}


def databases_of(env: Env, *, embedded: Callable[[], str]) -> dict[str, dict[str, Any]]:
    """Django's DATABASES: ``default``, and ``replica`` where REPLICA_URL names one.

    PostgreSQL 17 or newer, everywhere. Without DATABASE_URL it is the server that ``embedded`` starts and names.
    """
    found = {"default": _default(env, env.str("DATABASE_URL", default="") or embedded())}
    if copy := env.str("REPLICA_URL", default=""):
        found["replica"] = _replica(env, copy)
    return found


def _default(env: Env, url: str) -> dict[str, Any]:
    told = env.db_url_config(url)
    pool = {
        "min_size": env.int("DATABASE_POOL_MIN", default=2),
        "max_size": env.int("DATABASE_POOL_MAX", default=16),
        "timeout": 30,
    }
    return told | {
        "ENGINE": ENGINE,
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": _asked(told) | PREPARED | {"options": PLANNER, "pool": pool},
    }


def _replica(env: Env, url: str) -> dict[str, Any]:
    """No pool: it would wait for a server that is away."""
    told = env.db_url_config(url)
    options = f"{PLANNER} -c default_transaction_read_only=on"
    return told | {
        "ENGINE": ENGINE,
        "OPTIONS": _asked(told) | PREPARED | {"connect_timeout": 2, "tcp_user_timeout": 10_000, "options": options},
        "TEST": {"MIRROR": "default"},
    }


def _asked(told: dict[str, Any]) -> dict[str, Any]:
    """What the address itself asks for: ?host=…, ?sslmode=…"""
    return dict(told.get("OPTIONS", {}))
