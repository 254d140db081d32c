"""The association plans who looks in on whom, on which days."""

from collections.abc import Collection
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, NotFound, Refusal
from services.associations.actions.end_round import tell_round
from services.associations.actions.keeping import lock_seen
from services.associations.models import Round
from services.associations.queries.looking import pairs_of
from services.standing.rhythm import Rhythm, check_rhythm

SHORTEST, LONGEST, FURTHEST_DAYS = 5, 480, 92


class BadRound(Invalid):
    code = "bad_round"
    sentence = _("Say when it begins, within the next three months, at what time, and how many minutes it takes.")


class PlannedAlready(Refusal):
    code = "round_planned_already"
    sentence = _("%(name)s has a round by this helper already. End it first.")


def plan_round(
    *,
    by: Any,
    at: datetime,
    organisation_id: UUID,
    pair_ids: Collection[UUID],
    rhythm: Rhythm,
    clock: time,
    minutes: int,
) -> list[Round]:
    """A round for each of these pairs of the association, in one rhythm. ``minutes`` for each elder.

    No row is made for a day: what is planned is read from the rhythm, and what was done is written down.
    Raises NotAllowed, NotFound (also: no pair of theirs), NotStanding, BadRound, BadRhythm, NoDays, PlannedAlready.
    """
    with transaction.atomic():
        seen = lock_seen(by, organisation_id)
        today = timezone.localdate(at)
        if not 0 <= (rhythm.first_on - today).days <= FURTHEST_DAYS:
            raise BadRound(field="first_on")
        if not SHORTEST <= minutes <= LONGEST:
            raise BadRound(field="minutes")
        check_rhythm(rhythm)
        wanted = set(pair_ids)
        pairs = [one for one in pairs_of(seen) if one.id in wanted]
        if not wanted or len(pairs) != len(wanted):
            raise NotFound
        made = []
        for pair in pairs:
            assert pair.person_id is not None  # of `pairs_of`
            going = Round.objects.filter(
                organisation=seen.organisation, helper=pair.person_id, elder=pair.elder_id, ended_at=None
            )
            if any(one.last_on is None or one.last_on >= rhythm.first_on for one in going):
                raise PlannedAlready(field="pairs", name=pair.elder.person.name)
            one = Round.objects.create(
                organisation=seen.organisation,
                helper_id=pair.person_id,
                elder=pair.elder,
                rrule=rhythm.rrule,
                lunar=rhythm.lunar,
                clock=clock.replace(second=0, microsecond=0, tzinfo=None),
                minutes=minutes,
                first_on=rhythm.first_on,
                last_on=rhythm.last_on,
                planned_at=at,
                planned_by=by,
            )
            tell_round(one, "round_planned", at=at, by=by)
            made.append(one)
    return made
