"""Minutes of a volunteer who leads an activity: an order of one guest, like any other. There is no second way into the
ledger (ADR 41).
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.organisations.enums import PAID_KINDS
from accounts.organisations.queries import is_member
from accounts.people.models import User
from accounts.policies.occurred import Occurred
from accounts.policies.place_rules import ACTIVITY_HOSTING
from accounts.policies.queries import applied
from accounts.refusals import Refusal
from services.activities.enums import EXPECTED, GuestProof, GuestStatus
from services.activities.models import Activity, Guest, Host
from services.catalogue.queries import offered
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.actions.place_order import Line, place_order
from services.orders.actions.releasing import give_back
from services.orders.actions.seating import end_seats
from services.orders.enums import TO_COME, AssignmentStatus, EvidenceKind
from services.orders.lifecycle import advance_order
from services.orders.models import Assignment

LESSON = "lesson"  # of the service list: what whoever leads a group earns by
MOST_TRIED = 6


def arrange_hosting(activity: Activity, *, at: datetime) -> int:
    """An order for each volunteer who leads it, in the name of a guest who can pay; how many.

    Each by itself, in a transaction of its own: where no guest can pay, or all are kin, it is led without minutes.
    Nothing where the county's rule gives none, and nothing for paid staff.
    """
    span = min(activity.ends_at - max(at, activity.starts_at), timedelta(minutes=hosting_minutes(activity)))
    if span <= timedelta():
        return 0
    guests = list(
        activity.guests.filter(status__in=EXPECTED, signed_by__isnull=False)
        .select_related("elder__person", "signed_by")
        .order_by("id")
    )
    number = 0
    for turn, host in enumerate(activity.hosts.filter(order=None).order_by("id")):
        user = User.objects.filter(person=host.person_id, is_active=True).select_related("person").first()
        if user is None or _is_paid(activity, user):
            continue
        in_turn = [*guests[turn % len(guests) :], *guests[: turn % len(guests)]] if guests else []
        number += any(_arrange(activity, host, user, guest, span, at) for guest in in_turn[:MOST_TRIED])
    return number


def hosting_minutes(activity: Activity) -> int:
    """What the county's rule gives whoever leads it; 0 for nothing."""
    day = timezone.localdate(activity.starts_at)
    return int(applied(ACTIVITY_HOSTING, region_code=activity.region_id, on=day).value)


def finish_hosting(activity: Activity, *, by: Any, at: datetime, ended_at: datetime) -> None:
    """Whoever led a closed activity was there until then. The order waits to be confirmed like any other."""
    for host in activity.hosts.exclude(order=None).select_related("order"):
        seat = Assignment.objects.filter(order=host.order_id, status=AssignmentStatus.CLAIMED).first()
        user = User.objects.filter(person=host.person_id, is_active=True).first()
        if seat is None or user is None or host.order is None:
            continue
        guest = activity.guests.filter(elder=host.order.elder_id, status=GuestStatus.CAME).first()
        if guest is None:
            _call_off(host, by=by, at=at)  # whose order it was did not come
            continue
        card = guest.proof == GuestProof.CARD
        method = EvidenceKind.CARD if card else EvidenceKind.NONE
        code = guest.elder.card_token if card else ""
        came = max(seat.claimed_at, activity.starts_at)
        left = max(came, min(ended_at, host.order.ends_at))
        try:
            with transaction.atomic():
                check_in(by=user, at=at, assignment_id=seat.id, method=method, code=code, occurred=Occurred(came))
                check_out(by=user, at=at, assignment_id=seat.id, occurred=Occurred(left))
        except Refusal:  # at work elsewhere at that time
            continue


def call_off_hosting(activity: Activity, *, by: Any, at: datetime) -> None:
    """Nobody leads what is called off."""
    for host in activity.hosts.exclude(order=None):
        _call_off(host, by=by, at=at)


def _call_off(host: Host, *, by: Any, at: datetime) -> None:
    assert host.order_id is not None
    order = lock_order(host.order_id)
    if order.status not in TO_COME:
        return
    words = _("The activity was called off, or whoever asked for it did not come.")
    advance_order(order, "cancel", closed_at=at, comment=words)
    end_seats(order, at=at, by=by)
    give_back(order, at=at)
    emit_order(order, "cancelled", at=at, by=by, words=words)
    Host.objects.filter(id=host.id).update(order=None)


def _arrange(activity: Activity, host: Host, user: User, guest: Guest, span: timedelta, at: datetime) -> bool:
    starts_at = max(at, activity.starts_at)
    item = next(
        iter(offered([LESSON], region_code=guest.elder.person.home_id, on=timezone.localdate(activity.starts_at))), None
    )
    if item is None:
        return False
    try:
        with transaction.atomic():
            order = place_order(
                by=guest.signed_by,
                at=at,
                elder_id=guest.elder_id,
                lines=[Line(item.item_id)],
                starts_at=starts_at,
                ends_at=starts_at + span,
                note=activity.title,
                consent=guest.consent,  # type: ignore[arg-type]
                elder_on_line=True,  # they agreed when they were signed up
                again=True,
            )
            claim_order(by=user, at=at, order_id=order.id)
            Host.objects.filter(id=host.id).update(order=order)
    except Refusal:  # too few minutes, kin, at work elsewhere: the next guest
        return False
    return True


def _is_paid(activity: Activity, user: User) -> bool:
    house = activity.organiser
    if house is None or house.kind not in PAID_KINDS or user.person_id is None:
        return False
    return is_member(house.id, user.person_id, on=timezone.localdate(activity.starts_at))
