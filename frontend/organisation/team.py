"""Whom one can send: every member with what speaks for and against. Seven queries, however many members."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.organisations.queries import current_members
from accounts.people.models import Person
from frontend.organisation.managed import midnight
from services.orders.matching import Reason, reasons_against
from services.orders.models import Assignment, Order
from services.orders.queries.candidates import adults_of, candidates_for, task_of
from services.orders.queries.organisation_side import last_visits, seats_of_persons

# matching.Reason speaks to the person; here somebody else reads about them.
SAID_OF_OTHERS: dict[Reason, Any] = {
    Reason.NOT_VERIFIED: _("Papers not checked yet"),
    Reason.TOO_YOUNG: _("Younger than the rules here ask"),
    Reason.MINOR_WITHOUT_CONSENT: _("Young, and the guardian's consent is missing"),
    Reason.CONSENT_OVER: _("Young, and the guardian's consent does not hold that day"),
    Reason.NEEDS_ADULT: _("Young: send somebody grown up to the same order first"),
    Reason.MINOR_HOURS: _("Young, and it would be too long for a day or week"),
    Reason.ORGANISATIONS_ONLY: _("Only trained staff does this"),
    Reason.CREDENTIAL_MISSING: _("Has no certificate for this"),
    Reason.CREDENTIAL_EXPIRED: _("Certificate runs out before that day"),
    Reason.WRONG_GENDER_MALE: _("A man is asked for"),
    Reason.WRONG_GENDER_FEMALE: _("A woman is asked for"),
    Reason.DIRECT_KIN: _("Close family of the elder"),
    Reason.RELATIVE: _("A relative of the elder"),
    Reason.OVERLAP: _("With somebody else at that time"),
    Reason.ALREADY_YOURS: _("Already goes to this one"),
    Reason.ABSENT: _("On leave that day"),
    Reason.OUTSIDE_HOURS: _("Outside the hours they gave"),
}


@dataclass(frozen=True)
class Choice:
    """A member who may or may not go. ``services`` count the same day, ``last`` is their last visit to the elder."""

    person: Person
    reasons: list[Any]
    services: int
    last: datetime | None
    chosen: bool

    @property
    def can(self) -> bool:
        return not self.reasons


def team_for(order: Order, seat: Assignment, *, at: datetime) -> list[Choice]:
    """Members of the seat's organisation: who can go first, who knows the elder before others, then by load."""
    assert seat.organisation_id is not None
    members = list(current_members(seat.organisation_id, on=timezone.localdate(at)))
    ids = [member.person_id for member in members]
    candidates, known = (
        candidates_for(ids, at=at, organisation_id=seat.organisation_id),
        last_visits(order.elder_id, ids),
    )
    day = midnight(timezone.localdate(order.starts_at))
    load = seats_of_persons(ids, day, day + timedelta(days=1))
    task = replace(task_of(order), adults=adults_of(order, beside=seat.id))
    choices = [
        Choice(
            person=member.person,
            reasons=[
                SAID_OF_OTHERS[reason]
                for reason in reasons_against(candidates[member.person_id], task, for_organisation=True)
                if member.person_id != seat.person_id
            ],
            services=load.get(member.person_id, 0),
            last=known.get(member.person_id),
            chosen=member.person_id == seat.person_id,
        )
        for member in members
    ]
    return sorted(choices, key=lambda choice: (not choice.can, not choice.chosen, choice.last is None, choice.services))
