"""A round does not come round any more."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts.journal.actions.emit import emit
from accounts.refusals import NotFound
from services.associations.actions.keeping import lock_seen
from services.associations.models import Membership, Round
from services.associations.queries.members import inside
from services.associations.queries.reach import association_seen


def end_round(*, by: Any, at: datetime, round_id: UUID) -> Round:
    """End it today. What the elder's side ordered for it stays theirs: it goes to the board, and they are told. Ended
    before, it stays so.

    Raises NotAllowed, NotFound, NotStanding.
    """
    with transaction.atomic():
        found = lock_round(by, round_id)
        _end([found], by=by, at=at)
    return found


def lock_round(by: Any, round_id: UUID) -> Round:
    """One of an association the actor may write to, of an elder they are shown. Raises NotAllowed, NotFound."""
    organisation_id = Round.objects.filter(id=round_id).values_list("organisation", flat=True).first()
    if organisation_id is None:
        association_seen(by, round_id)  # 403 before 404
        raise NotFound
    seen = lock_seen(by, organisation_id)
    rows = Round.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "organisation", "helper", "elder__person__home", "standing"
    )
    found = rows.filter(inside(seen, "elder__person__home__code"), id=round_id).first()
    if found is None:
        raise NotFound
    return found


def end_rounds(member: Membership, *, by: Any, at: datetime) -> None:
    """Every round the association planned for somebody who goes, on whichever side."""
    mine = Q(elder=member.elder_id) | Q(helper=member.elder.person_id)
    _end(_locked(Q(organisation=member.organisation_id) & mine), by=by, at=at)


def end_rounds_between(organisation_id: UUID, helper_id: UUID, elder_id: UUID, *, by: Any, at: datetime) -> None:
    _end(_locked(Q(organisation=organisation_id, helper=helper_id, elder=elder_id)), by=by, at=at)


def _locked(which: Q) -> list[Round]:
    rows = Round.objects.select_for_update(no_key=True, of=("self",)).filter(which, ended_at=None)
    return list(rows.select_related("organisation", "elder__person", "standing").order_by("id"))


def _end(rounds: list[Round], *, by: Any, at: datetime) -> None:
    for one in rounds:
        if one.ended_at is not None:
            continue
        one.ended_at, one.ended_by = at, by
        one.save(update_fields=["ended_at", "ended_by"])
        going = one.standing is not None and one.standing.ended_at is None
        tell_round(one, "round_left" if going else "round_ended", at=at, by=by)


def tell_round(one: Round, happened: str, *, at: datetime, by: Any, **detail: Any) -> None:
    """Emit ``services.association.<happened>`` about a round; only one that somebody counts on is told."""
    emit(
        f"services.association.{happened}",
        at=at,
        by=by,
        subject_kind="association_round",
        subject_id=one.id,
        region_code=one.elder.person.home_id,
        detail={"organisation": str(one.organisation_id), **detail},
        deliver=happened == "round_left",
    )
