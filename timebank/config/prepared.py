"""Statements whose values travel apart from their text, so that PostgreSQL plans once what it is asked often."""

from typing import Any, Self

import psycopg
from psycopg.abc import Params

MOST = 65_535  # values that fit into one message of PostgreSQL's protocol: they are counted in two bytes


class Cursor(psycopg.Cursor[Any]):
    """Binds on the server; a statement of more values than fit is written out here, as Django's own cursor does."""

    def execute(self, query: Any, params: Params | None = None, **how: Any) -> Self:
        if params is not None and len(params) > MOST:
            query, params = psycopg.ClientCursor(self.connection).mogrify(query, params).encode(), None
        return super().execute(query, params, **how)
