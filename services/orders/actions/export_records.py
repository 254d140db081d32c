"""Hand out the records of a period: who took them away is written down (order no. 67, Art 16)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.keys import new_key
from accounts.reading import from_replica
from services.orders.models import ServiceRecord
from services.orders.queries.records import sheet_rows


def export_records(
    *,
    by: Any,
    at: datetime,
    since: date,
    until: date,
    codes: Sequence[str] = (),
    organisation_id: UUID | None = None,
) -> list[ServiceRecord]:
    """Return the records that count of services in [since, until), of a territory or an organisation, and journal it.

    Raises NotAllowed and NotFound outside what the actor answers for.
    """
    if organisation_id is not None:
        demand(by, Permission.ORDER_DISPATCH, organisation_id=organisation_id)
    for code in codes:
        demand(by, Permission.ORDER_FOR_ANYONE, region_code=code)
    if organisation_id is None and not codes:
        demand(by, Permission.ORDER_FOR_ANYONE)
    records = _records(since, until, codes, organisation_id)
    with transaction.atomic():
        emit(
            "services.records.exported",
            at=at,
            by=by,
            subject_kind="organisation" if organisation_id else "region",
            subject_id=organisation_id or new_key(),
            region_code=codes[0] if codes else "",
            detail={"since": since.isoformat(), "until": until.isoformat(), "records": len(records), "of": list(codes)},
            deliver=False,
        )
    return records


@from_replica
def _records(since: date, until: date, codes: Sequence[str], organisation_id: UUID | None) -> list[ServiceRecord]:
    return list(sheet_rows(since, until, codes=codes, organisation_id=organisation_id))
