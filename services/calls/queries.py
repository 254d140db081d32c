"""Reads of the phone desk: the open line, today's calls, who is to be rung, what an elder usually wants."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.elders.enums import Power
from accounts.elders.models import Elder, Mandate, Supporter
from accounts.elders.queries import elder_for, standing_mandates
from accounts.people.models import Person, User
from accounts.refusals import NotFound
from services.calls.enums import Outcome
from services.calls.models import Call, CallBack
from services.catalogue.models import ItemVersion
from services.orders.enums import OrderStatus
from services.orders.models import Order
from services.orders.queries.figures import usual_times, within
from services.orders.queries.rows import with_everything
from services.orders.queries.territory_side import next_orders

OPEN_MATTERS = (OrderStatus.OPEN, OrderStatus.CLAIMED, OrderStatus.IN_SERVICE, OrderStatus.SERVED)
MOST_MATTERS = 8


def elder_within(user: Any, elder_id: UUID) -> Elder:
    """An elder the user may order for because of the territory, else NotAllowed or NotFound. No mandate counts here."""
    demand(user, Permission.ORDER_FOR_ANYONE)
    elder = elder_for(user, elder_id, power=Power.ORDER, on=timezone.localdate())
    demand(user, Permission.ORDER_FOR_ANYONE, region_code=elder.person.home_id)
    if elder.left_on is not None:
        raise NotFound
    return elder


def call_for(user: Any, call_id: UUID) -> Call:
    """A call the user may work on: about an elder of the territory, or one's own while nobody is known yet.

    Colleagues of the desk may take over from each other. Raises NotAllowed, NotFound.
    """
    demand(user, Permission.ORDER_FOR_ANYONE)
    call = _with_elder(Call.objects.filter(id=call_id)).first()
    if call is None:
        raise NotFound
    if call.elder is None:
        if call.operator_id != user.id:
            raise NotFound
    elif not may(user, Permission.ORDER_FOR_ANYONE, region_code=call.elder.person.home_id):
        raise NotFound
    return call


def call_back_for(user: Any, call_back_id: UUID) -> CallBack:
    """A call-back of an elder of the territory. Raises NotAllowed, NotFound."""
    demand(user, Permission.ORDER_FOR_ANYONE)
    call_back = CallBack.objects.select_related("elder__person__home").filter(id=call_back_id).first()
    if call_back is None or not may(user, Permission.ORDER_FOR_ANYONE, region_code=call_back.elder.person.home_id):
        raise NotFound
    return call_back


def open_call(user: Any) -> Call | None:
    """The call in which the user is now."""
    return _with_elder(Call.objects.filter(operator=user, ended_at=None)).first()


def calls_of_day(user: Any, codes: Iterable[str], day: date) -> QuerySet[Call]:
    """Calls that began on a day and are over, the latest first: one's own, and those about elders of these subtrees."""
    begins = timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here
    ours = Q(operator=user) | within(list(codes), "elder__person__home__code")
    calls = Call.objects.filter(
        ours, ended_at__isnull=False, started_at__gte=begins, started_at__lt=begins + timedelta(days=1)
    )
    everything = _with_elder(calls).select_related("operator__person").prefetch_related("order__lines__version")
    return everything.order_by("-started_at", "-id")


def waiting_call_backs(codes: Iterable[str]) -> QuerySet[CallBack]:
    """Who is still to be rung in these subtrees, the earliest due first; ``unanswered`` counts the tries so far.

    Nobody is to ring at the door of somebody who has left or died: those fall off the list by themselves.
    """
    inside = within(list(codes), "elder__person__home__code")
    waiting = CallBack.objects.filter(inside, closed_at=None, elder__left_on=None).select_related("elder__person__home")
    unanswered = Count("tries", filter=Q(tries__outcome=Outcome.NO_ANSWER))
    return waiting.annotate(unanswered=unanswered).order_by("due_at", "id")


def call_backs_of(elder_id: UUID) -> list[CallBack]:
    """What was promised to an elder and still waits."""
    return list(CallBack.objects.filter(elder=elder_id, closed_at=None).order_by("due_at", "id"))


@dataclass(frozen=True)
class Usual:
    """Something an elder has ordered before, as it is offered today."""

    version: ItemVersion
    last: datetime
    is_coming: bool  # then ``last`` is still ahead


def usual_orders(elder_id: UUID, versions: Sequence[ItemVersion], *, limit: int = 5) -> list[Usual]:
    """Of what is offered, what the elder has ordered most often, with the last time."""
    offered = {version.item_id: version for version in versions}
    times, now = usual_times(elder_id, limit=limit * 2), timezone.now()
    return [Usual(offered[item], last, last > now) for item, last in times.items() if item in offered][:limit]


@dataclass(frozen=True)
class ToRemind:
    """An elder without a login, what comes to them tomorrow, and the last call about them since this morning."""

    elder: Elder
    orders: list[Order]
    rung: Call | None
    is_done: bool  # somebody reached them today


@dataclass(frozen=True)
class Reminding:
    """Whom to ring before tomorrow: those shown, how many are not reached yet, and how many there are."""

    shown: list[ToRemind]
    left: int
    total: int


def to_remind(codes: Iterable[str], *, at: datetime, most: int) -> Reminding:
    """Elders of these subtrees who read no message and have orders tomorrow: those not reached yet first, then house
    by house. Of a whole county only the keys are read, everything of the first ``most``.
    """
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = midnight + timedelta(days=1)
    logins = User.objects.filter(person=OuterRef("elder__person"), is_active=True)
    orders = Order.objects.filter(
        ~Exists(logins),
        within(list(codes)),
        status__in=(OrderStatus.OPEN, OrderStatus.CLAIMED),
        starts_at__gte=tomorrow,
        starts_at__lt=tomorrow + timedelta(days=1),
    )
    in_order = orders.order_by("village_code", "elder", "starts_at")
    found: dict[UUID, list[UUID]] = {}
    for key, elder in in_order.values_list("id", "elder"):
        found.setdefault(elder, []).append(key)
    calls = Call.objects.filter(elder__in=found, started_at__gte=midnight).order_by("started_at")
    last = {call.elder_id: call for call in calls.select_related("operator__person")}
    done = {key for key, call in last.items() if call.outcome not in ("", Outcome.NO_ANSWER)}
    first = sorted(found, key=lambda key: key in done)[:most]
    whole = with_everything(Order.objects.filter(id__in=[key for elder in first for key in found[elder]]))
    theirs: dict[UUID, list[Order]] = {elder: [] for elder in first}
    for order in whole.order_by("starts_at"):
        theirs[order.elder_id].append(order)
    shown = [
        ToRemind(orders[0].elder, orders, last.get(elder), is_done=elder in done)
        for elder, orders in theirs.items()
        if orders  # called off between the two questions: then nothing is to be said
    ]
    return Reminding(shown, left=len(found) - len(done), total=len(found))


def open_matters(elder_id: UUID) -> list[Order]:
    """Orders of the elder that are coming, going on, or wait for a word."""
    return next_orders(elder_id, OPEN_MATTERS, limit=MOST_MATTERS)


def who_orders_for(elder: Elder, *, on: date) -> list[Mandate]:
    """Standing mandates to order for the elder."""
    mandates = standing_mandates(on=on).filter(elder=elder, powers__contains=[Power.ORDER])
    return list(mandates.select_related("proxy__home").order_by("starts_on", "id"))


def whose_number(number: str, elder: Elder) -> Elder | Supporter | None:
    """Whether the number is the elder's own or that of somebody bound to support them; None when it is neither."""
    if not number:
        return None
    if Person._meta.get_field("phone_index").index_of(number) == elder.person.phone_index:
        return elder
    index = Supporter._meta.get_field("phone_index").index_of(number)
    return Supporter.objects.filter(elder=elder, phone_index=index, ended_on=None).first()


def _with_elder(calls: QuerySet[Call]) -> QuerySet[Call]:
    return calls.select_related("elder__person__home")
