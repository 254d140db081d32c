"""What a text would do, before it is written: whom it reaches today, who is new, who drops out. Nothing stays."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.elders.models import Elder
from timebank.subsidies.actions.write_edition import EditionSheet, write_edition
from timebank.subsidies.models import Programme
from timebank.subsidies.queries.eligible import Entitled, entitled_in
from timebank.subsidies.queries.programmes import edition_on


@dataclass(frozen=True)
class Trial:
    """Of today's elders: those the text ``reaches``, in fen a month, and by id those it adds and drops."""

    elders: int
    reaches: int
    reached_before: int
    fen: int
    fen_before: int
    new: list[UUID]
    dropped: list[UUID]
    changed: int  # entitled before and after, to another amount


def try_edition(*, by: Any, at: datetime, programme_id: UUID, sheet: EditionSheet) -> Trial:
    """Weigh all elders of the programme's region under what holds now and under the sheet, in its first month.

    It is written as ``write_edition`` would, asked, and taken back, so it refuses what that would refuse.
    """
    month = sheet.valid_from.replace(day=1)
    with transaction.atomic():
        programme = Programme.objects.filter(id=programme_id).first()
        before: dict[UUID, Entitled] = {}
        if programme is not None and (old := edition_on(programme, sheet.valid_from)) is not None:
            before = entitled_in(old, programme, month=month)
        written = write_edition(by=by, at=at, programme_id=programme_id, sheet=sheet)
        after = entitled_in(written, written.programme, month=month)
        elders = Elder.objects.filter(left_on=None, person__home__code__startswith=written.programme.region_id).count()
        transaction.set_rollback(True)
    return Trial(
        elders=elders,
        reaches=len(after),
        reached_before=len(before),
        fen=sum(one.tier.fen for one in after.values()),
        fen_before=sum(one.tier.fen for one in before.values()),
        new=sorted(after.keys() - before.keys()),
        dropped=sorted(before.keys() - after.keys()),
        changed=sum(before[key].tier.fen != after[key].tier.fen for key in before.keys() & after.keys()),
    )
