"""Cursor pages: stable while rows arrive, and as fast at the end as at the start."""

from rest_framework.pagination import CursorPagination


class NewestFirst(CursorPagination):
    """Newest first by UUIDv7 key; ``?cursor=`` and ``?page_size=`` (at most 200)."""

    ordering = "-id"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
