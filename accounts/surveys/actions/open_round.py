"""Open a survey round: every village where somebody is asked about owes a report from now on."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.fields import Group
from accounts.refusals import Invalid, Refusal
from accounts.regions.models import Region
from accounts.surveys.actions.add_places import add_places
from accounts.surveys.enums import Happened, Kind, Whom
from accounts.surveys.lifecycle import note_step
from accounts.surveys.models import Round
from accounts.surveys.queries import Reach, reach_of


class RoundOpenAlready(Refusal):
    code = "round_open_already"
    sentence = _("A round of this kind is under way here. Finish it first, or call it off.")


class DaysBackwards(Invalid):
    code = "round_days_backwards"
    sentence = _("The days must follow each other: begin, villages, townships.")


class DueInThePast(Invalid):
    code = "round_due_in_the_past"
    sentence = _("Nobody can keep a day that is over.")


class NothingAsked(Invalid):
    code = "round_nothing_asked"
    sentence = _("Choose what must be looked at.")


class NoTitle(Invalid):
    code = "round_no_title"
    sentence = _("Give the round a name.")


class NobodyThere(Refusal):
    code = "round_nobody_there"
    sentence = _("There is nobody in the registry whom this round would ask about.")


def open_round(
    *,
    by: Any,
    at: datetime,
    region: Region,
    kind: Kind,
    title: str,
    groups: Sequence[Group],
    whom: Whom,
    starts_on: date,
    villages_due: date,
    townships_due: date,
) -> Round:
    """Open the round and say so to all who walk and sign in it.

    Raises NotAllowed, NotFound (outside the territory), NoTitle, NothingAsked, DaysBackwards, DueInThePast,
    NobodyThere, RoundOpenAlready. ``by`` None is the house itself.
    """
    fresh = planned_round(
        by=by, at=at, region=region, kind=kind, title=title, groups=groups, whom=whom,
        starts_on=starts_on, villages_due=villages_due, townships_due=townships_due,
    )  # fmt: skip
    with transaction.atomic():
        try:
            with transaction.atomic():
                fresh.save()
        except IntegrityError as error:
            raise RoundOpenAlready(field="kind") from error
        if not add_places(of=fresh):
            raise NobodyThere
        note_step(Happened.OPENED, by=by, at=at, of=fresh)
    return fresh


def planned_round(*, by: Any, at: datetime, region: Region, **values: Any) -> Round:
    """The round as it would be opened, not saved: what the page shows before it asks. Refuses like ``open_round``."""
    if by is not None:
        demand(by, Permission.ROUND_HOLD)
        demand(by, Permission.ROUND_HOLD, region_code=region.code)
    values["title"] = values["title"].strip()[: Round._meta.get_field("title").max_length]
    values["groups"] = [group.value for group in Group if group in values["groups"]]
    if not values["title"]:
        raise NoTitle(field="title")
    if not values["groups"]:
        raise NothingAsked(field="groups")
    if values["villages_due"] < timezone.localdate(at):
        raise DueInThePast(field="villages_due")
    for earlier, later in (("starts_on", "villages_due"), ("villages_due", "townships_due")):
        if values[later] < values[earlier]:
            raise DaysBackwards(field=later)
    return Round(region=region, opened_at=at, opened_by=by, **values)


def planned_reach(of: Round) -> Reach:
    """Whom it would reach. Raises RoundOpenAlready, NobodyThere, so that nobody confirms what cannot be."""
    if Round.objects.filter(region=of.region, kind=of.kind, state=of.state).exists():
        raise RoundOpenAlready(field="kind")
    reach = reach_of(of)
    if not reach.elders:
        raise NobodyThere
    return reach
