"""Start the clock at the elder's door."""

import hmac
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.policies.occurred import Occurred
from accounts.policies.queries import applied
from accounts.policies.rules import CHECK_IN_EARLY
from accounts.refusals import Invalid, NotFound, Refusal
from services.orders.actions.elsewhere import free_from
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_assignment
from services.orders.actions.seating import NotEligible
from services.orders.actions.timekeeping import knows_the_door, may_keep_time
from services.orders.enums import EVIDENCE_WEIGHT, EvidenceKind, OrderStatus
from services.orders.lifecycle import advance_assignment, advance_order
from services.orders.matching import Reason, under_age, years_on
from services.orders.models import Assignment, Evidence, Order
from services.orders.queries.candidates import ADULT, adults_of, task_of

MAX_WRONG_CODES = 5
TRIES_FOR = timedelta(days=30)


class WrongCode(Invalid):
    code = "wrong_code"
    sentence = _("That is not the code. Ask once more; %(left)s tries are left.")


class TooManyWrongCodes(Refusal):
    code = "too_many_wrong_codes"
    sentence = _("Too many wrong codes. Scan the card at the door, or start without it: we will call back.")
    status = 429


class AlreadyAtWork(Refusal):
    code = "already_at_work"
    sentence = _("You are still checked in somewhere else. Check out there first.")


class UnknownMethod(Invalid):
    code = "unknown_method"
    sentence = _("Check in with the card, the spoken code, or without either.")


def check_in(
    *,
    by: Any,
    at: datetime,
    assignment_id: UUID,
    method: str,
    code: str = "",
    occurred: Occurred | None = None,
    on_paper: bool = False,
) -> Assignment:
    """Check in at the door with the elder's QR card, the spoken code, or neither (weak, calls for a call-back).

    ``at`` is our clock. ``occurred`` says when it was done if a phone kept it without signal: the time runs from then,
    never from before the claim or from within another service of theirs. ``on_paper``: it comes from a timesheet, and
    may be typed in by those of the territory. Raises NotFound for anybody else than who holds the seat, WrongCode,
    TooManyWrongCodes, AlreadyAtWork, StateChanged. A wrong code is counted for good.
    """
    if method not in EvidenceKind.values:
        raise UnknownMethod(field="method")
    kind = EvidenceKind(method)
    with transaction.atomic():
        assignment, order = lock_assignment(assignment_id)
        if not may_keep_time(by, assignment, order, on_paper=on_paper):
            raise NotFound
        refusal = _prove(assignment, order, kind, code, at)
        if refusal is None:
            _start(assignment, order, by=by, at=at, kind=kind, done=occurred or Occurred(at), on_paper=on_paper)
    if refusal is not None:
        raise refusal  # after the commit: the wrong try stays counted
    return assignment


def _prove(assignment: Assignment, order: Order, kind: EvidenceKind, code: str, at: datetime) -> Refusal | None:
    if kind == EvidenceKind.NONE:
        return None
    expected = order.elder.spoken_code if kind == EvidenceKind.CODE else order.elder.card_token
    # Withdrawing and claiming again does not give new tries at the same elder's door.
    tried = Assignment.objects.filter(
        person=assignment.person_id, order__elder=order.elder_id, claimed_at__gt=at - TRIES_FOR
    ).aggregate(n=Sum("wrong_codes", default=0))["n"]
    if kind == EvidenceKind.CODE and tried >= MAX_WRONG_CODES:
        return TooManyWrongCodes(field="code")
    if hmac.compare_digest(code.strip().encode(), expected.encode()):
        return None
    assignment.wrong_codes += 1
    assignment.save(update_fields=["wrong_codes"])
    left = MAX_WRONG_CODES - tried - 1
    return WrongCode(field="code", left=left) if left > 0 else TooManyWrongCodes(field="code")


def _start(
    assignment: Assignment,
    order: Order,
    *,
    by: Any,
    at: datetime,
    kind: EvidenceKind,
    done: Occurred,
    on_paper: bool,
) -> None:
    _not_alone(assignment, order)
    started = free_from(assignment, max(done.at, assignment.claimed_at)) if done.device_at else done.at
    doubtful = done.doubtful or started > done.at
    early = is_early(order, started)
    weak = early or doubtful or knows_the_door(by, assignment, order)
    weight = 0 if weak else EVIDENCE_WEIGHT[kind]  # allowed, but calls for a call-back
    try:
        with transaction.atomic():
            advance_assignment(assignment, "check_in", checked_in_at=started, confidence=weight, doubtful=doubtful)
    except IntegrityError as error:
        raise AlreadyAtWork from error
    Evidence.objects.create(
        assignment=assignment,
        kind=kind,
        weight=weight,
        recorded_at=at,
        occurred_at=done.device_at,
        on_paper=on_paper,
    )
    if order.status in (OrderStatus.CLAIMED, OrderStatus.OPEN):
        advance_order(order, "start")
    emit_order(order, "started", at=at, by=by, assignment=str(assignment.id), method=kind, early=early)


def _not_alone(assignment: Assignment, order: Order) -> None:
    """Somebody under age whom an organisation sends begins only beside a grown-up. Raises NotEligible."""
    if assignment.organisation_id is None or assignment.person is None:
        return
    years = years_on(assignment.person.birth_on, timezone.localdate(order.starts_at))
    if not under_age(years, ADULT):
        return
    if under_age(years, task_of(order).adult_age) and not adults_of(order, beside=assignment.id):
        raise NotEligible(Reason.NEEDS_ADULT)


def is_early(order: Order, at: datetime) -> bool:
    """True when ``at`` is longer before the planned start than the policy expects of an honest check-in."""
    rule = applied(CHECK_IN_EARLY, region_code=order.village_code, on=timezone.localdate(at))
    return at < order.starts_at - timedelta(minutes=rule.value)
