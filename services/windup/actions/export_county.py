"""Take everything of a county along: written down before the first byte leaves."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.keys import new_key
from accounts.reading import from_replica
from accounts.refusals import Invalid, NotFound, Refusal
from accounts.regions.enums import Level
from accounts.regions.models import Region
from services.windup.exporting.sinks import FolderSink, Sink, ZipSink
from services.windup.exporting.writing import Progress, Written, write_export

FEWEST_LETTERS = 12  # of a password: what is opened with it is the data of a county


class PasswordWanted(Invalid):
    code = "export_password_wanted"
    sentence = _("A ZIP takes a password of at least %(number)d characters; a folder takes none.")


class TargetTaken(Refusal):
    code = "export_target_taken"
    sentence = _("There is a file or folder of that name already.")


def export_county(
    *,
    by: Any,
    at: datetime,
    county_code: str,
    target: Path,
    password: str = "",
    purpose: str = "",
    progress: Progress = lambda *_: None,
) -> Written:
    """Write the county to a folder, or with a name in ``.zip`` to an encrypted ZIP. ``by`` None: whoever runs the
    machine. Killed, it leaves nothing under the target's name, and the next run begins anew: an export is one moment.

    Raises NotAllowed, NotFound, PasswordWanted, TargetTaken.
    """
    if by is not None:
        demand(by, Permission.COUNTY_EXPORT, region_code=county_code)
    county = Region.objects.filter(code=county_code, level=Level.COUNTY).first()
    if county is None:
        raise NotFound
    zipped = target.suffix.lower() == ".zip"
    if zipped != bool(password) or (zipped and len(password) < FEWEST_LETTERS):
        raise PasswordWanted(field="password", number=FEWEST_LETTERS)
    if target.exists():
        raise TargetTaken
    with transaction.atomic():
        emit(
            "services.county.export_begun",
            at=at,
            by=by,
            subject_kind="county_export",
            subject_id=new_key(),
            region_code=county.code,
            detail={"sealed_in_clear": zipped},
            words=purpose,
            deliver=False,
        )
    return _write(county, target, password, at, progress)


@from_replica
def _write(county: Region, target: Path, password: str, at: datetime, progress: Progress) -> Written:
    """From the first byte: the sink forgets what an earlier try has left."""
    sink: Sink = ZipSink(target, password.encode()) if password else FolderSink(target)
    return write_export(county, sink, at=at, progress=progress)
