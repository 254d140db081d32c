"""Pages of long lists."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet


class CappedPaginator(Paginator):
    """Counts no further than ``most``: whoever has a million rows before them searches, and does not leaf through.

    ``capped`` says that there are more.
    """

    most = 10_000

    @cached_property
    def _found(self) -> int:
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        return rows.order_by()[: self.most + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self._found, self.most)

    @property
    def capped(self) -> bool:
        return self._found > self.most
