"""Decide on the preview: mend a fault in all its rows, keep the other of two rows, say what a column is."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, NotFound
from accounts.rosters.actions.check_roster import check_roster
from accounts.rosters.actions.upload_roster import AT_ONCE_BYTES, CHECK_TASK, defer_unless_small
from accounts.rosters.checking import index_of
from accounts.rosters.enums import Verdict
from accounts.rosters.lifecycle import advance_upload, lock_upload
from accounts.rosters.models import RosterRow, RosterUpload
from accounts.rosters.queries import faults_of, mended_together
from accounts.rosters.reading.columns import COLUMNS, LEFT_OUT
from accounts.rosters.reading.text import squeezed

BY_NUMBER = "birth_date"  # mended by leaving the cell out: the ID number says the birthday


class NoSuchColumn(Invalid):
    code = "no_such_column"
    sentence = _("Choose one of the columns offered.")


def decide_roster(
    *,
    by: Any,
    at: datetime,
    upload_id: UUID,
    mend: str = "",
    keep: int | None = None,
    column: tuple[int, int, str] | None = None,
) -> RosterUpload:
    """Exactly one decision, then every row is looked at again. Nothing is written into the registry.

    ``mend`` is the key of one of ``mended_together``; ``keep`` the id of a duplicate row that shall go in; ``column``
    sheet, column and code (empty: leave it out). Raises NotAllowed, NotFound, NoSuchColumn, RosterMoved.
    """
    with transaction.atomic():
        upload = lock_upload(upload_id, by=by)
        decided = dict(upload.decided or {})
        chosen = dict(upload.chosen)
        if mend:
            decided["mends"] = _mended(upload, mend, decided.get("mends", {}))
        elif keep is not None:
            decided |= _kept(upload, keep, decided)
        elif column is not None:
            chosen = _mapped(upload, column, chosen)
        advance_upload(upload, "check_again", decided=decided, chosen=chosen)
        defer_unless_small(upload, CHECK_TASK)
    if upload.size_bytes <= AT_ONCE_BYTES:
        return check_roster(at=at, upload_id=upload.id)
    return upload


def _mended(upload: RosterUpload, key: str, mends: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    group = next((one for one in mended_together(upload) if one.key == key), None)
    if group is None:
        raise NotFound
    instead = "" if group.field == BY_NUMBER else group.remedy
    fresh = {squeezed(text): instead for text in group.written}
    return {**mends, group.field: {**mends.get(group.field, {}), **fresh}}


def _kept(upload: RosterUpload, row_id: int, decided: dict[str, Any]) -> dict[str, Any]:
    row = RosterRow.objects.filter(upload=upload, id=row_id, verdict=Verdict.DUPLICATE).first()
    if row is None:
        raise NotFound
    index = index_of(row.content["values"]["id_number"])
    if any(fault.code == "other_name" for fault in faults_of(row)):
        return {"renamed": sorted({*decided.get("renamed", ()), index})}
    if row.of is None:
        raise NotFound
    return {"keeps": {**decided.get("keeps", {}), index: [row.sheet, row.row]}}


def _mapped(upload: RosterUpload, column: tuple[int, int, str], chosen: dict[str, Any]) -> dict[str, Any]:
    sheet, number, code = column
    known = next((one for one in (upload.layout or {}).get("sheets", ()) if one["index"] == sheet), None)
    if known is None or number not in {one[0] for one in known["columns"]}:
        raise NotFound
    if code != LEFT_OUT and code not in COLUMNS:
        raise NoSuchColumn(field="code")
    return {**chosen, str(sheet): {**chosen.get(str(sheet), {}), str(number): code}}
