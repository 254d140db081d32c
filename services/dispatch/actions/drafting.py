"""Change a draft and keep what it was before. For the actions; each says who may."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound, Refusal
from services.dispatch.board import Seat
from services.dispatch.enums import ChangeKind
from services.dispatch.models import Change, DayPlan, Placement
from services.orders.models import Assignment

Columns = dict[str, Any] | None  # of a placement; None: there is none


class PlacedMeanwhile(Refusal):
    """Somebody else moved the seat since the page was drawn."""

    code = "placed_meanwhile"
    sentence = _("Somebody else has just moved this one. Look again, then decide.")


def lock_plan(organisation_id: UUID, day: date) -> DayPlan:
    """The plan of that day, made when there is none, and nobody else changes it until we are done."""
    DayPlan.objects.bulk_create([DayPlan(organisation_id=organisation_id, day=day)], ignore_conflicts=True)
    return DayPlan.objects.select_for_update(no_key=True).get(organisation=organisation_id, day=day)


def day_of_seat(seat_id: UUID, *, by: Any) -> tuple[UUID, date]:
    """Whose seat it is, and of which day; by somebody who may send people there. Raises NotAllowed, NotFound."""
    row = Assignment.objects.filter(id=seat_id).values_list("organisation_id", "order__starts_at").first()
    if row is None or row[0] is None:
        raise NotFound
    demand(by, Permission.ORDER_DISPATCH, organisation_id=row[0])
    return row[0], timezone.localdate(row[1])


def columns(
    seat: Seat, person_id: UUID | None, *, pinned: bool, by_hand: bool, by: Any, at: datetime
) -> dict[str, Any]:
    """A placement as the history keeps it."""
    return {
        "person": _text(person_id),
        "instead_of": _text(seat.row.person_id),
        "pinned": pinned,
        "by_hand": by_hand,
        "by": str(by.id),
        "at": at.isoformat(),
    }


def columns_of(placement: Placement | None) -> Columns:
    if placement is None:
        return None
    return {
        "person": _text(placement.person_id),
        "instead_of": _text(placement.instead_of_id),
        "pinned": placement.pinned,
        "by_hand": placement.by_hand,
        "by": str(placement.by_id),
        "at": placement.at.isoformat(),
    }


def record(plan: DayPlan, kind: ChangeKind, wanted: Mapping[UUID, Columns], *, by: Any, at: datetime) -> Change | None:
    """Write these placements of a locked plan and remember what they were; None when nothing changed."""
    rows = {row.seat_id: row for row in Placement.objects.filter(plan=plan, seat__in=list(wanted))}
    before = {key: columns_of(rows.get(key)) for key in wanted}
    touched = [key for key in wanted if before[key] != wanted[key]]
    if not touched:
        return None
    write(plan, {key: wanted[key] for key in touched})
    return Change.objects.create(
        plan=plan,
        kind=kind,
        by=by,
        at=at,
        before={str(key): before[key] for key in touched},
        after={str(key): wanted[key] for key in touched},
    )


def write(plan: DayPlan, wanted: Mapping[UUID, Columns]) -> None:
    """Make the placements of these seats what they are wanted to be."""
    Placement.objects.filter(plan=plan, seat__in=list(wanted)).delete()
    Placement.objects.bulk_create(
        Placement(
            plan=plan,
            seat_id=key,
            person_id=_key(one["person"]),
            instead_of_id=_key(one["instead_of"]),
            pinned=one["pinned"],
            by_hand=one["by_hand"],
            by_id=UUID(one["by"]),
            at=datetime.fromisoformat(one["at"]),
        )
        for key, one in wanted.items()
        if one is not None
    )


def _text(key: UUID | None) -> str | None:
    return str(key) if key is not None else None


def _key(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def wanted_of(seat: Seat, person_id: UUID | None, *, by: Any, at: datetime, by_hand: bool = True) -> Columns:
    """The placement that sends somebody; none where they are named already and nobody pinned it."""
    if person_id == seat.row.person_id and not seat.pinned:
        return None
    return columns(seat, person_id, pinned=seat.pinned and by_hand, by_hand=by_hand, by=by, at=at)
