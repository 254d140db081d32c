"""Look through a workbook and, if asked to, write its good rows into the registry."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.keys import new_key
from accounts.refusals import Invalid
from accounts.regions.models import Region
from accounts.rosters.actions.write_rows import write_rows
from accounts.rosters.checking import Checked, Decided, check_book, villages_of
from accounts.rosters.reading.lines import Layout, layout_of
from accounts.rosters.tally import Tally
from accounts.rosters.workbook.book import Book, open_book

Keep = Callable[[Checked], None]


class NoRoster(Invalid):
    code = "no_roster_in_workbook"
    sentence = _("We find no line of headings with name and ID number in this workbook.")


class NoVillages(Invalid):
    code = "region_without_villages"
    sentence = _("No villages of this region are known here. Load the divisions first.")


def import_roster(
    *,
    by: Any,
    at: datetime,
    data: bytes,
    region: Region,
    commit: bool,
    keep: Keep,
    chosen: dict[int, dict[int, str]] | None = None,
    decided: Decided | None = None,
    tick: Callable[[int], None] | None = None,
    layout_known: Callable[[Book, Layout], None] | None = None,
    upload_id: UUID | None = None,
) -> Tally:
    """Check every row, hand it to ``keep``, and with ``commit`` write the accepted ones: all of them or none.

    ``tick`` hears how many rows are done, ``layout_known`` what was recognised before the first of them. Raises
    NotAllowed or NotFound outside the actor's territory, BadWorkbook, NoRoster, NoVillages, RowRefused. ``by`` None is
    the house itself.
    """
    if by is not None:
        demand(by, Permission.ELDER_REGISTER, region_code=region.code)
    tally = Tally()
    with open_book(data) as book, transaction.atomic():
        layout = layout_of(book, chosen)
        if not layout.headings:
            raise NoRoster(field="file")
        if not villages_of(region).inside:
            raise NoVillages(field="region")
        if layout_known is not None:
            layout_known(book, layout)
        rows = check_book(book, layout, region=region, today=timezone.localdate(at), decided=decided, tick=tick)
        for row in write_rows(by=by, at=at, rows=rows, region=region) if commit else rows:
            tally.add(row)
            keep(row)
        if commit:
            emit(
                "accounts.roster.written",
                at=at,
                by=by,
                subject_kind="roster",
                subject_id=upload_id or new_key(),
                region_code=region.code,
                detail={**tally.answer(), "fresh": tally.fresh},
                deliver=False,
            )
    return tally
