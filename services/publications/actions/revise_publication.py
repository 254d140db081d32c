"""Change a publication."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.publications.actions.keeping import Sheet, checked, keep_edition, lock_publication, send_out, tell
from services.publications.enums import State
from services.publications.lifecycle import advance_publication
from services.publications.models import Publication


def revise_publication(*, by: Any, at: datetime, publication_id: UUID, sheet: Sheet) -> Publication:
    """A draft is simply changed. What is published gets its next edition: the one before stays to be read, and
    everybody it is for is told anew.

    Raises NotAllowed, NotFound, StateChanged, NothingWritten, TooMuchWritten, OverBeforeItBegins.
    """
    values = checked(sheet, at=at)
    with transaction.atomic():
        found = lock_publication(publication_id, by=by)
        if found.state == State.DRAFT:
            Publication.objects.filter(id=found.id).update(**values)
            tell(found, "written", at=at, by=by, deliver=False)
            return Publication.objects.select_related("region").get(id=found.id)
        advance_publication(found, "revise", **{**values, "number": found.number + 1})
        keep_edition(found, by=by, at=at)
        send_out(found, at=at)
        tell(found, "revised", at=at, by=by)
    return found
