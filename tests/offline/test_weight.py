"""What a phone with a poor signal must fetch before my day can be read."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

from accounts.access.enums import Role
from tests import personas
from tests.volunteer.conftest import signed_in

pytestmark = pytest.mark.django_db
BUDGET = 60 * 1024
PAGE = 5 * 1024  # my day with a dozen elders, packed


def packed(name: str) -> int:
    """Bytes of a file as it goes out (brotli)."""
    return (Path(settings.STATIC_ROOT) / f"{staticfiles_storage.stored_name(name)}.br").stat().st_size


def test_my_day_and_its_files_weigh_less_than_sixty_kilobytes():
    page = signed_in(personas.user("吴玉华", Role.VILLAGE_WORKER, region=personas.VILLAGE)).get(
        "/visits/", headers={"Accept-Encoding": "gzip"}
    )
    assert page.headers["Content-Encoding"] == "gzip"
    assert b"office" not in page.content
    files = sum(packed(name) for name in ("app.css", "app.js", "icons.svg"))
    assert files + PAGE < BUDGET
    assert packed("office.css") > BUDGET - files - PAGE, "the sheet of the desk would not fit"
