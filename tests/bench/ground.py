"""A database of its own, and people enough to measure with."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from timebank.config.embedded_postgres import Server

ROOT = Path(__file__).resolve().parent.parent.parent


@contextlib.contextmanager
def ground(folder: Path) -> Iterator[Server]:
    """An embedded server with its safe defaults (fsync on), empty, migrated; Django set up on it."""
    server = Server(folder / "postgres")
    shutil.rmtree(folder / "ledger", ignore_errors=True)  # keys and checkpoints of a ledger that was
    with server.running():
        server.sql("DROP DATABASE IF EXISTS timebank WITH (FORCE)")
        server.sql("CREATE DATABASE timebank OWNER timebank")
        os.environ["DATABASE_URL"] = server.url()
        os.environ["DATABASE_POOL_MAX"] = "40"
        os.environ["VAR"] = str(folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        yield server


def tokens(users: list) -> list[str]:
    """An API token for each login."""
    from knox.models import get_token_model

    return [get_token_model().objects.create(user=user, expiry=timedelta(days=1))[1] for user in users]


def many_open_orders(template_order_id: str, count: int) -> None:
    """Copy an open order with its line until ``count`` more are open; only for measuring reads."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH made AS (
                INSERT INTO orders_order (id, elder_id, placed_by_id, consent, status, starts_at, ends_at, seats, note,
                    planned_minutes, price_fen, category_id, village_code, latitude, longitude, gender_wanted, untold,
                    credential_wanted, volunteers_may, comment)
                SELECT uuidv7(), elder_id, placed_by_id, consent, 'OPEN', starts_at + n * interval '1 second',
                    ends_at + n * interval '1 second', seats, note, planned_minutes, price_fen, category_id,
                    village_code,
                    25.69 + (n %% 1000) / 10000.0, 117.85 + (n %% 777) / 7770.0, '', false, '', true, ''
                FROM orders_order, generate_series(1, %s) n WHERE id = %s RETURNING id)
            INSERT INTO orders_orderline (order_id, version_id, quantity, minutes, fen, funding)
            SELECT made.id, version_id, quantity, minutes, fen, funding FROM made, orders_orderline WHERE order_id = %s
            """,
            [count, template_order_id, template_order_id],
        )
        cursor.execute("ANALYZE")
