"""Hand a caller the next elder to ring; never the same to two callers."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.elders.models import Elder
from accounts.policies.queries import rulebook
from accounts.policies.visit_rules import VISIT_COOLDOWN
from services.visits.enums import Outcome, WindowState
from services.visits.models import CallTurn, GoodHours, Visit, Window
from services.visits.queries.reach import visitable

TURN = timedelta(minutes=10)  # for looking, ringing and writing it down
USUAL_HOURS = (8, 20)  # for elders of whom nobody noted better ones


def take_next_call(*, by: Any, at: datetime, without: Collection[UUID] = ()) -> CallTurn | None:
    """The caller's turn: the one that still runs, else the most urgent elder nobody is ringing. None: nobody is left.

    Rung are elders who are due, have a telephone, like to be rung at this hour and were not rung within the rule's
    hours. ``without``: elders the caller passed over. Raises NotAllowed.
    """
    with transaction.atomic():
        CallTurn.objects.filter(until__lte=at).delete()
        turn = CallTurn.objects.select_related("elder__person__home").filter(caller=by).first()
        if turn is not None:
            if turn.elder_id not in without:
                return turn
            turn.delete()
        passed = set(without)
        while (elder := _to_ring(by, at).exclude(id__in=passed).first()) is not None:
            try:
                with transaction.atomic():
                    return CallTurn.objects.create(elder=elder, caller=by, taken_at=at, until=at + TURN)
            except IntegrityError:  # handed to somebody else between the look and the lock
                passed.add(elder.id)
    return None


def waiting_to_be_rung(by: Any, at: datetime) -> QuerySet[Elder]:
    """Everybody who could be handed out now, the most urgent first; not locked."""
    today = timezone.localdate(at)
    hour = timezone.localtime(at).hour
    person = getattr(by, "person", None)
    book = rulebook(region_code=person.home_id if person is not None else "", on=today)
    rung = Visit.objects.filter(
        ~Q(outcome=Outcome.VISITED),
        elder=OuterRef("id"),
        happened_at__gt=at - timedelta(hours=book[VISIT_COOLDOWN].value),
    )
    turn = CallTurn.objects.filter(elder=OuterRef("id"), until__gt=at)
    good = GoodHours.objects.filter(elder=OuterRef("id"))
    now_good = good.filter(from_hour__lte=hour, to_hour__gt=hour)
    usual = Q(pk__isnull=False) if USUAL_HOURS[0] <= hour < USUAL_HOURS[1] else Q(pk__in=[])
    windows = Window.objects.filter(state=WindowState.OPEN, opens_on__lte=today)
    due = windows.filter(elder=OuterRef("id")).order_by().values("elder").annotate(first=Min("due_on")).values("first")
    elders = visitable(by).filter(id__in=windows.values("elder"))
    elders = elders.exclude(person__phone_index="")
    elders = elders.filter(~Exists(rung), ~Exists(turn)).filter(Exists(now_good) | (usual & ~Exists(good)))
    return elders.annotate(due=due).order_by(F("due").asc(), "id")


def _to_ring(by: Any, at: datetime) -> QuerySet[Elder]:
    """The same under a lock that passes over whom another caller is being handed at this moment."""
    return waiting_to_be_rung(by, at).select_for_update(of=("self",), no_key=True, skip_locked=True)
