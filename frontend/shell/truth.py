"""Is it still so? Asked again just before somebody is told, since hours may lie between an event and its message.

An order that was claimed and then given back is no longer “somebody will come”. An event that only says what was done
(“the minutes are booked”) stays true; what has no line here counts as such.
"""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from accounts.journal.models import Event
from accounts.messaging.news import STALE
from accounts.policies.enums import DraftStatus
from accounts.policies.models import PolicyDraft
from accounts.surveys.enums import ReportState, RoundState
from accounts.surveys.models import Report, Round
from services.incidents.enums import RUNNING, State
from services.incidents.models import Incident
from services.orders.enums import CorrectionStatus, OrderStatus
from services.orders.models import CorrectionTicket, Order
from services.publications.models import Publication
from services.referrals.models import Referral

S = OrderStatus
ORDER_STANDS: dict[str, frozenset[str]] = {
    "placed": frozenset({S.OPEN}),
    "claimed": frozenset({S.CLAIMED, S.OPEN}),
    "assigned": frozenset({S.CLAIMED, S.OPEN}),
    "relieved": frozenset({S.CLAIMED, S.OPEN}),
    "handover_offered": frozenset({S.CLAIMED, S.OPEN}),
    "handed_over": frozenset({S.CLAIMED, S.OPEN}),
    "handover_objected": frozenset({S.CLAIMED, S.OPEN}),
    "reopened": frozenset({S.OPEN}),
    "started": frozenset({S.IN_SERVICE}),
    "served": frozenset({S.SERVED}),
    "call_back": frozenset({S.SERVED, S.DISPUTED}),
    "cancelled": frozenset({S.CANCELLED}),
    "undone": frozenset({S.CANCELLED}),
    "expired": frozenset({S.EXPIRED}),
    "disputed": frozenset({S.DISPUTED}),
    "offered": frozenset({S.CLAIMED, S.OPEN}),
    "stand_in_wanted": frozenset({S.OPEN}),
    "ring_round": frozenset({S.OPEN}),
    "wanted_now": frozenset({S.OPEN}),
    "tomorrow": frozenset({S.CLAIMED, S.OPEN}),
    "soon": frozenset({S.CLAIMED, S.OPEN}),
}
AHEAD = (".cancelled", ".placed", ".claimed", ".assigned", ".reopened", ".stand_in_wanted", ".tomorrow", ".soon")
INCIDENT_STANDS: dict[str, tuple[str, ...]] = {
    "reported": (State.REPORTED,),  # somebody is on it: nobody else need run
    "escalated": RUNNING,
    "repeated": RUNNING,
    "acknowledged": (*RUNNING, State.OWNED),
    "taken_over": (State.OWNED,),
    "offered": (State.OWNED,),
    "handed_over": (State.OWNED,),
    "written": (State.CLOSING,),
    "sent_back": (*RUNNING, State.OWNED),
}
Check = Callable[[Event], bool]


def still_true(event: Event) -> bool:
    """False when telling it now would mislead."""
    if timezone.now() - event.at > STALE:
        return False
    check = next((one for prefix, one in CHECKS.items() if event.name.startswith(prefix)), None)
    return check is None or check(event)


def _order(event: Event) -> bool:
    stands = ORDER_STANDS.get(event.name.rpartition(".")[2])
    if stands is None:
        return True
    order = Order.objects.filter(id=event.subject_id).only("id", "status", "starts_at").first()
    if order is None or order.status not in stands:
        return False
    seat = event.detail.get("assignment")
    if event.name.endswith(".offered"):
        return order.assignments.filter(id=seat, status="OFFERED", offered_until__gt=timezone.now()).exists()
    if event.name.endswith((".claimed", ".assigned")) and seat:
        return order.assignments.filter(id=seat, ended_at=None).exists()
    if event.name.endswith(AHEAD):
        return order.starts_at > timezone.now()  # what was to be is over
    return True


def _state(model: Any, name: str, **ends: Any) -> Check:
    """A check: a row of ``model`` is in the state that the last word of the event asks for."""

    def check(event: Event) -> bool:
        wanted = ends.get(event.name.rpartition(".")[2])
        return wanted is None or model.objects.filter(id=event.subject_id, **{name: wanted}).exists()

    return check


def _round(event: Event) -> bool:
    happened = event.name.rpartition(".")[2]
    if event.subject_kind == "report":
        rows = Report.objects.filter(id=event.subject_id)
        if happened in ("soon", "overdue"):
            return rows.filter(state__in=[ReportState.OPEN, ReportState.BACK], round__state=RoundState.OPEN).exists()
        wanted = {"submitted": ReportState.SUBMITTED, "signed": ReportState.SIGNED, "back": ReportState.BACK}
        return happened not in wanted or rows.filter(state=wanted[happened]).exists()
    open_ones = Round.objects.filter(id=event.subject_id, state=RoundState.OPEN)
    return happened not in ("opened", "extended") or open_ones.exists()


def _incident(event: Event) -> bool:
    """An alarm is one while nobody has taken it over; that it must be read, while it waits to be read."""
    happened = event.name.rpartition(".")[2]
    stands = INCIDENT_STANDS.get(happened)
    return stands is None or Incident.objects.filter(id=event.subject_id, state__in=stands).exists()


CHECKS: dict[str, Check] = {
    "services.incident.": _incident,
    "services.order.": _order,
    "services.correction.": _state(
        CorrectionTicket, "status", reported=CorrectionStatus.REPORTED, verified=CorrectionStatus.VERIFIED
    ),
    "accounts.policy.": _state(PolicyDraft, "status", submitted=DraftStatus.SUBMITTED),
    "accounts.round.": _round,
    "services.referral.": _state(Referral, "is_open", sent=True, received=True, taken=True, overdue=True),
    "services.publication.": _state(
        Publication, "state", published="PUBLISHED", revised="PUBLISHED", reminded="PUBLISHED"
    ),
}
