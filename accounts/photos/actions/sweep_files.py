"""Delete files that no picture knows: their write was rolled back after the file was kept."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from accounts.kept_files import forget_file
from accounts.photos.actions.add_photograph import FOLDER
from accounts.photos.models import Photograph

OLD_ENOUGH = timedelta(days=1)  # a younger one may belong to a write that is under way


def sweep_files(*, by: Any = None, at: datetime) -> int:
    """How many were deleted. Again changes nothing."""
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    before = (at - OLD_ENOUGH).timestamp()
    old = {f"{FOLDER}/{one.name}" for one in folder.glob("*.jpg") if one.stat().st_mtime < before}
    known = set(Photograph.objects.filter(file__in=old).values_list("file", flat=True))
    known |= set(Photograph.objects.filter(small_file__in=old).values_list("small_file", flat=True))
    for name in old - known:
        forget_file(name)
    return len(old - known)
