"""An elder is there: expected, or just come by."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.elders.models import Elder
from accounts.refusals import Invalid, NotFound, Refusal
from services.places.actions.book_stay import lock_host
from services.places.actions.staying import ComesAlready, NoRoom, demand_open, standing_stay, tell_stay, today_of
from services.places.enums import Proof, StayKind, StayStatus
from services.places.lifecycle import advance_stay
from services.places.models import Stay
from services.places.queries.stays import elders_called, minds, room_at

LATE_DAYS = 7


class NobodyByThat(Invalid):
    code = "nobody_by_that"
    sentence = _("We know no elder by this card or name around here. Look at the card, or ask for the whole name.")
    status = 422


class SeveralByThat(Invalid):
    code = "several_by_that"
    sentence = _("Several elders here have this name. Choose one of them.")
    status = 422


class NotSoLate(Refusal):
    code = "stay_too_late"
    sentence = _("What was more than a week ago, or is still to come, is not written down here.")


def receive_elder(
    *,
    by: Any,
    at: datetime,
    place_id: UUID,
    kind: StayKind | str,
    on: date,
    card: str = "",
    name: str = "",
    elder_id: UUID | None = None,
) -> Stay:
    """Write down that somebody came, by whoever minds the place: by the card's code, or by the whole name of an elder
    of the township (``elder_id`` where several have it, among them alone). Who was expected is ticked. Told twice it
    is written once.

    Raises NotFound, NotSoLate, NobodyByThat, SeveralByThat, NotOpenThen, NoRoom, ComesAlready, StayChanged.
    """
    if kind not in StayKind.values:
        raise Invalid(field="kind")
    today = today_of(at)
    with transaction.atomic():
        place = lock_host_minded(by, place_id, today)
        if not 0 <= (today - on).days <= LATE_DAYS:
            raise NotSoLate
        demand_open(place, on)
        elder = _who(place, card.strip(), name, elder_id)
        Elder.objects.select_for_update(no_key=True).get(id=elder.id)
        before = standing_stay(elder, on=on, kind=kind)
        proof = Proof.CARD if card.strip() else Proof.SEEN
        if before is not None and before.place_id != place.id:
            raise ComesAlready(place=before.place.name)
        if before is not None and before.status == StayStatus.CAME:
            return before
        if before is not None:
            before.elder = elder
            advance_stay(before, "come", closed_at=at, closed_by=by, proof=proof)
            tell_stay(before, "came", at=at, by=by)
            return before
        if kind == StayKind.NOON_REST and room_at(place, on).left == 0:
            raise NoRoom(place=place.name, on=on.isoformat())
        stay = Stay.objects.create(
            place=place, elder=elder, on=on, kind=kind, status=StayStatus.CAME, closed_at=at, closed_by=by, proof=proof
        )
        tell_stay(stay, "came", at=at, by=by)
    return stay


def lock_host_minded(by: Any, place_id: UUID, on: date) -> Any:
    """Raises NotFound for whoever does not mind its door."""
    place = lock_host(place_id)
    if not minds(by, place, on=on):
        raise NotFound
    return place


def _who(place: Any, card: str, name: str, elder_id: UUID | None) -> Elder:
    if card:
        token = card.rstrip("/").rsplit("/", 1)[-1]
        rows = Elder.objects.filter(card_token=token, left_on=None, person__home__code__startswith=place.region_id[:6])
        found = list(rows.select_related("person__home"))
    else:
        found = elders_called(place, name)
        if elder_id is not None:
            found = [one for one in found if one.id == elder_id]
    if not found:
        raise NobodyByThat(field="card" if card else "name")
    if len(found) > 1:
        raise SeveralByThat(field="name")
    return found[0]
