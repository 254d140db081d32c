"""Look through an uploaded roster and keep what the preview shows. Writes nothing into the registry."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.refusals import Refusal
from accounts.rosters.actions.import_roster import import_roster
from accounts.rosters.checking import Checked, Decided
from accounts.rosters.enums import UploadState, Verdict
from accounts.rosters.lifecycle import advance_upload, lock_upload
from accounts.rosters.models import RosterRow, RosterUpload
from accounts.rosters.progress import ticker
from accounts.rosters.reading.lines import Layout
from accounts.rosters.reading.text import says_nothing, shown
from accounts.rosters.vault import take_out
from accounts.rosters.workbook.book import Book
from accounts.rosters.workbook.cells import rows_of

BATCH = 1000
SAMPLES = 2
LONGEST_SHEET = 40


def check_roster(*, at: datetime, upload_id: UUID) -> RosterUpload:
    """Fill ``rows`` and counts of an upload that is CHECKING; one in another state is left as it is.

    A workbook that cannot be read makes the upload FAILED, with the sentence.
    """
    with transaction.atomic():
        upload = lock_upload(upload_id)
        if upload.state != UploadState.CHECKING:
            return upload
        RosterRow.objects.filter(upload=upload).delete()
        keeper = _Keeper(upload)
        try:
            with transaction.atomic():
                tally = import_roster(
                    by=upload.by,
                    at=at,
                    data=take_out(upload.id, upload.file_key),
                    region=upload.region,
                    commit=False,
                    keep=keeper.keep,
                    chosen=chosen_of(upload),
                    decided=decided_of(upload),
                    tick=ticker(upload.id),
                    layout_known=keeper.layout,
                )
                keeper.flush()
        except Refusal as refusal:
            return advance_upload(upload, "fail", failure=str(refusal)[:300])
        return advance_upload(
            upload,
            "checked",
            failure="",
            layout=keeper.recognised,
            accepted=tally.accepted,
            fresh=tally.fresh,
            rejected=tally.rejected,
            duplicates=tally.duplicates,
            ignored=tally.ignored,
        )


def chosen_of(upload: RosterUpload) -> dict[int, dict[int, str]]:
    """Sheet → column → code, as ``layout_of`` wants it."""
    return {int(sheet): {int(c): code for c, code in columns.items()} for sheet, columns in upload.chosen.items()}


def decided_of(upload: RosterUpload) -> Decided:
    """What was decided on the preview so far."""
    kept = upload.decided or {}
    return Decided(
        mends=kept.get("mends", {}),
        keeps={index: (sheet, row) for index, (sheet, row) in kept.get("keeps", {}).items()},
        renamed=frozenset(kept.get("renamed", ())),
    )


class _Keeper:
    """Turns what was checked into rows of the preview."""

    def __init__(self, upload: RosterUpload) -> None:
        self._upload, self._waiting = upload, list[RosterRow]()
        self.recognised: dict[str, Any] = {}

    def keep(self, one: Checked) -> None:
        content: dict[str, Any] = {}
        if one.verdict is not Verdict.IGNORE:
            content = {
                "faults": [fault.as_row() for fault in one.faults],
                "written": one.written,
                "values": {name: value for name, value in one.values.items() if not isinstance(value, dict)},
            }
        self._waiting.append(
            RosterRow(
                upload=self._upload,
                sheet=one.sheet[:LONGEST_SHEET],
                row=one.row,
                verdict=one.verdict,
                effect=one.effect or "",
                fields=list(dict.fromkeys(fault.field for fault in one.faults)),
                of=one.of,
                why=one.why,
                content=content,
            )
        )
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        RosterRow.objects.bulk_create(self._waiting)
        self._waiting.clear()

    def layout(self, book: Book, layout: Layout) -> None:
        """Sheets and columns as recognised, with two samples of each column that nobody knows."""
        sheets = []
        for sheet in book.sheets:
            heading = layout.headings.get(sheet.index)
            if heading is None:
                continue
            unknown = {one.column: list[str]() for one in heading.columns if not one.code or one.guess}
            for row in rows_of(book, sheet) if unknown else ():
                if row.number > heading.row:
                    for column, texts in unknown.items():
                        value = row.values[column] if column < len(row.values) else None
                        if len(texts) < SAMPLES and not says_nothing(value):
                            texts.append(shown(value, 20))
                if row.number > heading.row + 50:
                    break
            sheets.append(
                {
                    "index": sheet.index,
                    "name": sheet.name,
                    "row": heading.row,
                    "columns": [
                        [one.column, one.heading, one.code, one.guess, unknown.get(one.column, [])]
                        for one in heading.columns
                    ],
                }
            )
        self.recognised = {"sheets": sheets, "passed_over": layout.passed_over}
