"""Begin a publication."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound
from accounts.regions.models import Region
from services.publications.actions.keeping import Sheet, checked, tell
from services.publications.models import Publication


def write_publication(*, by: Any, at: datetime, region_code: str, sheet: Sheet) -> Publication:
    """A draft for a county, township or village of the writer. Nobody else sees it yet.

    Raises NotAllowed, NotFound, NothingWritten, TooMuchWritten, OverBeforeItBegins.
    """
    demand(by, Permission.NOTICE_WRITE)
    values = checked(sheet, at=at)
    region = Region.objects.filter(code=region_code).first()
    if region is None:
        raise NotFound
    demand(by, Permission.NOTICE_WRITE, region_code=region.code)
    with transaction.atomic():
        made = Publication.objects.create(region=region, written_at=at, written_by=by, **values)
        tell(made, "written", at=at, by=by, deliver=False)
    return made
