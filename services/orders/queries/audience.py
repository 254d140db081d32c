"""Who should hear of what happened to an order, or to a correction."""

from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import dispatchers_of, nearest_staff
from accounts.elders.enums import Power
from accounts.elders.queries import standing_mandates
from accounts.journal.models import Event
from accounts.people.models import Person, User
from services.orders.models import Assignment, CorrectionTicket, Order, StandInCall

ELDER_SIDE = frozenset(
    {
        "placed",
        "claimed",
        "reopened",
        "started",
        "served",
        "expired",
        "assigned",
        "upheld",
        "voided",
        "confirmed_automatically",
        "undone",
        "tomorrow",
        "missed_struck",
        "contest_kept",
        "contest_returned",
        "handover_offered",
        "handed_over",
    }
)
SERVING_SIDE = frozenset(
    {
        "confirmed",
        "confirmed_automatically",
        "cancelled",
        "disputed",
        "upheld",
        "voided",
        "missed",
        "expired",
        "assigned",
        "relieved",
        "handed_over",
        "handover_objected",
        "offered",
        "unanswered",
        "tomorrow",
        "soon",
        "missed_struck",
        "contested",
        "contest_kept",
        "contest_returned",
    }
)
# Who answers for the place hears of these: who rings round, and who decides.
STAFF = {
    "call_back": Permission.ORDER_FOR_ANYONE,
    "ring_round": Permission.ORDER_FOR_ANYONE,
    "wanted_now": Permission.ORDER_FOR_ANYONE,
    "disputed": Permission.VOLUNTEER_VERIFY,
    "evidence_added": Permission.VOLUNTEER_VERIFY,
    "missed_answered": Permission.VOLUNTEER_VERIFY,
    "contested": Permission.VOLUNTEER_VERIFY,
    "contest_to_agree": Permission.VOLUNTEER_VERIFY,
}


def audience(event: Event) -> list[User]:
    """Logins to tell of an order's event: the elder's side, those who serve, never whoever did it."""
    happened = event.name.rpartition(".")[2]
    order = Order.objects.filter(id=event.subject_id).select_related("elder").first()
    if order is None:
        return []
    persons = set()
    if happened in ELDER_SIDE:
        mandates = standing_mandates(on=timezone.localdate(event.at)).filter(elder=order.elder_id)
        persons |= set(mandates.filter(powers__contains=[Power.VIEW]).values_list("proxy_id", flat=True))
        persons.add(order.elder.person_id)
    if happened in SERVING_SIDE:
        persons |= _serving(order, event)
    if happened == "stand_in_wanted":
        calls = StandInCall.objects.filter(instead_of=event.detail["assignment"])
        persons |= set(calls.values_list("person_id", flat=True))
    staff = nearest_staff(STAFF[happened], order.village_code) if happened in STAFF else []
    if happened == "undone":  # at the elder's word: whoever ordered hears of it, also from another district
        staff = [order.placed_by_id]
    return _hearers(Q(person__in=persons) | Q(id__in=staff), event)


def voice_audience(event: Event) -> list[Person]:
    """The elder of the order, when nobody on their side has a login that is told: somebody must say it to them."""
    order = Order.objects.filter(id=event.subject_id).select_related("elder__person").first()
    if order is None or order.elder.left_on is not None:
        return []
    mandates = standing_mandates(on=timezone.localdate(event.at)).filter(elder=order.elder_id)
    side = set(mandates.filter(powers__contains=[Power.VIEW]).values_list("proxy_id", flat=True))
    if User.objects.filter(person__in={*side, order.elder.person_id}, is_active=True).exists():
        return []
    return [order.elder.person]


def _hearers(who: Q, event: Event) -> list[User]:
    """These logins, never whoever did it."""
    hearers = User.objects.filter(who, is_active=True).select_related("person").order_by("id")
    return list(hearers.exclude(id=event.by_id) if event.by_id else hearers)


def correction_audience(event: Event) -> list[User]:
    """Logins to tell of a correction: who must look, who must agree, and the volunteer once it is decided."""
    ticket = CorrectionTicket.objects.filter(id=event.subject_id).select_related("record").first()
    happened = event.name.rpartition(".")[2]
    if ticket is None or happened == "withdrawn":
        return []
    if happened == "reported" and ticket.organisation_id is not None:
        return _hearers(Q(person__in=dispatchers_of([ticket.organisation_id])), event)
    if happened == "reported":
        return _hearers(Q(id__in=nearest_staff(Permission.ORDER_FOR_ANYONE, ticket.region_code)), event)
    staff = nearest_staff(Permission.VOLUNTEER_VERIFY, ticket.region_code) if happened == "verified" else []
    return _hearers(Q(person=ticket.record.person_id) | Q(id__in=staff), event)


def _serving(order: Order, event: Event) -> set[UUID]:
    """Persons holding a seat the event touches, and the managers of organisations holding one."""
    seats = Assignment.objects.filter(order=order, status__in=["CLAIMED", "CHECKED_IN", "CHECKED_OUT", "CONFIRMED"])
    if event.name.endswith((".cancelled", ".expired")):  # their seats ended with it, at the same moment
        seats |= Assignment.objects.filter(order=order, ended_at=event.at)
    if "assignment" in event.detail:
        seats = Assignment.objects.filter(id=event.detail["assignment"])
    pairs = list(seats.values_list("person_id", "organisation_id"))
    managers = dispatchers_of([organisation for _, organisation in pairs if organisation])
    replaced = {UUID(event.detail["before"])} if event.detail.get("before") else set()
    return {person for person, _ in pairs if person} | replaced | managers
