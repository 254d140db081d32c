"""Somebody of the association looked in, or did not: neighbourly help that asks for no minutes."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.keeping import not_after
from accounts.elders.models import Elder
from accounts.journal.actions.emit import emit
from accounts.people.models import Person
from accounts.refusals import Invalid, NotFound, Refusal
from services.associations.actions.end_round import lock_round
from services.associations.actions.keeping import MemberGone, lock_seen
from services.associations.enums import LookOutcome
from services.associations.models import Look, Round
from services.associations.queries.looking import LATE
from services.associations.queries.members import membership_seen
from services.standing.models import Occurrence

LONGEST_WORDS, MOST_MINUTES = 300, 960


class LookTooLate(Invalid):
    code = "look_too_late"
    sentence = _("It can be written down on the day itself and for a month after it.")


class NotADayOfIt(Invalid):
    code = "not_a_day_of_it"
    sentence = _("The round does not come on that day.")


class OrderedThatDay(Refusal):
    code = "ordered_that_day"
    sentence = _("For this day there is an order: write the time down there, so that it counts.")


class WrittenAlready(Refusal):
    code = "look_written_already"
    sentence = _("This day is written down already.")


def record_look(
    *,
    by: Any,
    at: datetime,
    round_id: UUID,
    on: date,
    outcome: LookOutcome | str,
    minutes: int | None = None,
    words: str = "",
    worried: bool = False,
) -> Look:
    """Write down what became of one day of a round. ``worried``: whoever visits in the village is told at once.

    Raises NotAllowed, NotFound, NotStanding, NotYet, LookTooLate, NotADayOfIt, OrderedThatDay, WrittenAlready.
    """
    with transaction.atomic():
        found = lock_round(by, round_id)
        _check(at, on, outcome, minutes)
        if on not in found.days(on, on):
            raise NotADayOfIt(field="on")
        made = Occurrence.objects.filter(standing=found.standing_id, on=on, order__isnull=False)
        if found.standing_id is not None and made.exists():
            raise OrderedThatDay
        if Look.objects.filter(round=found, on=on).exists():
            raise WrittenAlready
        return _write(
            found.organisation_id,
            found.helper,
            found.elder,
            by=by,
            at=at,
            on=on,
            outcome=outcome,
            minutes=minutes,
            words=words,
            worried=worried,
            of=found,
        )


def record_help(
    *,
    by: Any,
    at: datetime,
    organisation_id: UUID,
    helper_id: UUID,
    member_id: UUID,
    on: date,
    minutes: int | None = None,
    words: str = "",
    worried: bool = False,
) -> Look:
    """Write down help that nobody had planned, between two members (ids of memberships).

    Raises NotAllowed, NotFound, NotStanding, MemberGone, NotYet, LookTooLate, Invalid (oneself).
    """
    with transaction.atomic():
        seen = lock_seen(by, organisation_id)
        helper, member = (membership_seen(seen, key) for key in (helper_id, member_id))
        if helper is None or member is None:
            raise NotFound
        if not (helper.is_open and member.is_open):
            raise MemberGone
        if helper.id == member.id:
            raise Invalid(field="member")
        _check(at, on, LookOutcome.DONE, minutes)
        return _write(
            seen.organisation.id,
            helper.elder.person,
            member.elder,
            by=by,
            at=at,
            on=on,
            outcome=LookOutcome.DONE,
            minutes=minutes,
            words=words,
            worried=worried,
        )


def _check(at: datetime, on: date, outcome: str, minutes: int | None) -> None:
    if outcome not in LookOutcome.values:
        raise Invalid(field="outcome")
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise Invalid(field="minutes")
    not_after(on, at, name="on")
    if timezone.localdate(at) - on > LATE:
        raise LookTooLate(field="on")


def _write(
    organisation_id: UUID,
    helper: Person,
    elder: Elder,
    *,
    by: Any,
    at: datetime,
    on: date,
    outcome: str,
    minutes: int | None,
    words: str,
    worried: bool,
    of: Round | None = None,
) -> Look:
    try:
        with transaction.atomic():
            look = Look.objects.create(
                organisation_id=organisation_id,
                round=of,
                helper=helper,
                elder=elder,
                on=on,
                outcome=outcome,
                minutes=minutes if outcome == LookOutcome.DONE else None,
                words=words.replace("\x00", "").strip()[:LONGEST_WORDS],
                worried=worried,
                written_at=at,
                written_by=by,
            )
    except IntegrityError as error:
        if "look_once_a_day" not in str(error):
            raise
        raise WrittenAlready from error
    emit(
        f"services.association.{'worried' if worried else 'looked'}",
        at=at,
        by=by,
        subject_kind="association_look",
        subject_id=look.id,
        region_code=elder.person.home_id,
        detail={"organisation": str(organisation_id), "outcome": str(outcome)},
        deliver=worried,
    )
    return look
