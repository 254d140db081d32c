"""What the steps of an urging have in common: the row, who may touch it, and the tries."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Invalid, NotFound
from services.visits.actions.events import tell
from services.visits.enums import UrgingChannel
from services.visits.models import Urging, UrgingTry

LONGEST = 300


class SayWhat(Invalid):
    code = "urging_say_what"
    sentence = _("Write what was said.")


class TooMuch(Invalid):
    code = "urging_too_long"
    sentence = _("Write at most %(n)s characters.")


def lock_urging(*, by: Any, urging_id: UUID) -> Urging:
    """Fetch and lock an urging of the login's territory; needs a transaction. Raises NotAllowed, NotFound."""
    demand(by, Permission.VISIT)
    rows = Urging.objects.select_for_update(of=("self",)).select_related("elder__person__home", "supporter")
    urging = rows.filter(id=urging_id).first()
    if urging is None:
        raise NotFound
    demand(by, Permission.VISIT, region_code=urging.elder.person.home_id)
    return urging


def words_of(text: str, *, name: str, needed: bool = False) -> str:
    """The words as they are kept. Raises SayWhat for none where some are needed, TooMuch."""
    text = text.strip()
    if needed and not text:
        raise SayWhat(field=name)
    if len(text) > LONGEST:
        raise TooMuch(field=name, n=LONGEST)
    return text


def add_try(urging: Urging, *, by: Any, at: datetime, channel: str, reached: bool) -> UrgingTry:
    """Somebody turned to the family once more."""
    if channel not in UrgingChannel.values:
        raise Invalid(field="channel")
    return UrgingTry.objects.create(urging=urging, at=at, by=by, channel=channel, reached=reached)


def tell_of(urging: Urging, what: str, *, by: Any, at: datetime) -> None:
    """Write the step down and tell whoever it concerns."""
    tell(
        f"urging.{what}",
        at=at,
        by=by,
        kind="urging",
        key=urging.id,
        region_code=urging.region_code,
        about=urging.about,
        state=urging.state,
    )
