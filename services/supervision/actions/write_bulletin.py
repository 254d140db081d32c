"""Write the bulletin of a month: begin one, or go on with one that is being written."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound
from accounts.regions.models import Region
from services.orders.lifecycle import StateChanged
from services.supervision.actions.bulletins import BulletinAtWork, NothingFrozen, SayWhy
from services.supervision.actions.drawing import COUNTY_DIGITS
from services.supervision.actions.take_readings import take_first_readings
from services.supervision.enums import BulletinState
from services.supervision.models import Bulletin
from services.supervision.queries.bulletins import figures

LONGEST = 4000


def write_bulletin(
    *,
    by: Any,
    at: datetime,
    region_code: str,
    month: date,
    words: str = "",
    practice: str = "",
    demands: str = "",
    because: str = "",
) -> Bulletin:
    """The draft of the month with these words; its author goes on with it, anybody else waits.

    ``because`` says why, when an edition of the month was published already: then this is its correction. Raises
    NotAllowed, NotFound, NothingFrozen, BulletinAtWork, SayWhy, StateChanged.
    """
    demand(by, Permission.SUPERVISE, region_code=region_code)
    said = {
        "words": words.strip()[:LONGEST],
        "practice": practice.strip()[:LONGEST],
        "demands": demands.strip()[:LONGEST],
        "because": because.strip()[:300],
    }
    month = month.replace(day=1)
    with transaction.atomic():
        region = Region.objects.select_for_update(no_key=True).filter(code=region_code).first()
        if region is None:
            raise NotFound
        rows = figures(region, month)
        if rows is None and take_first_readings(region.code[:COUNTY_DIGITS], at=at):
            rows = figures(region, month)
        if rows is None:
            raise NothingFrozen(field="month")
        editions = Bulletin.objects.filter(region=region, month=month).exclude(state=BulletinState.DROPPED)
        newest = editions.order_by("-edition").first()
        if newest is not None and newest.state != BulletinState.PUBLISHED:
            return _go_on(newest, by, {**said, "rows": rows})
        edition = newest.edition + 1 if newest else 1
        if edition > 1 and not said["because"]:
            raise SayWhy(field="because")
        return Bulletin.objects.create(
            region=region, month=month, edition=edition, rows=rows, drafted_at=at, drafted_by=by, **said
        )


def _go_on(draft: Bulletin, by: Any, said: dict[str, Any]) -> Bulletin:
    if draft.drafted_by_id != by.id:
        raise BulletinAtWork
    if draft.state != BulletinState.DRAFT:
        raise StateChanged(status=draft.get_state_display())
    if draft.edition > 1 and not said["because"]:
        raise SayWhy(field="because")
    for name, value in said.items():
        setattr(draft, name, value)
    draft.save(update_fields=list(said))
    return draft
