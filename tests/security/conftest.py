"""The world of the canary elder, for every test that knocks at doors."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.security.ground import World, world


@pytest.fixture(scope="module")
def here(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The world is made once; whatever a door does is taken back behind it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield world()
        transaction.set_rollback(True)
