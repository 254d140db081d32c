"""Type in one line of a sheet that came back: the same gate as any visit, marked as paper."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import NotFound, Refusal
from services.visits.actions.record_visit import record_visit
from services.visits.models import PaperSheet, Visit
from services.visits.queries.paper import already_there
from services.visits.queries.reach import visitable_elder


class AlreadyThere(Refusal):
    """The visitor wrote this visit down on a screen, or somebody typed the line in before."""

    code = "visit_already_there"
    sentence = _("This visit is written down already: %(when)s.")


def enter_sheet(*, by: Any, at: datetime, sheet_id: UUID, elder_id: UUID, happened_at: datetime, **visit: Any) -> Visit:
    """Enter a line; ``visit`` as for ``record_visit``. The sheet's person stands as the visitor.

    Raises NotAllowed, NotFound (not on this sheet, or foreign), AlreadyThere, and what ``record_visit`` raises.
    """
    with transaction.atomic():
        elder = visitable_elder(by, elder_id, lock=True)  # two typists: one after the other
        sheet = PaperSheet.objects.filter(id=sheet_id).first()
        if sheet is None or str(elder_id) not in sheet.elders:
            raise NotFound
        there = already_there(sheet, [elder]).get(elder.id)
        if there is not None:
            raise AlreadyThere(when=f"{there.happened_at:%m-%d}")
        own = by.person_id == sheet.person_id
        return record_visit(
            by=by,
            at=at,
            elder_id=elder_id,
            happened_at=happened_at,
            on_paper=True,
            visitor_id=None if own else sheet.person_id,
            **visit,
        )
