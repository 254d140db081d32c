"""Counts for those who answer for a territory or an organisation. Minutes come from the ledger, not from here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Left

from accounts.elders.models import Elder
from services.orders.enums import SEATED, AssignmentStatus, OrderStatus
from services.orders.models import Assignment, Order
from services.orders.queries.rows import with_everything
from timebank.ledger.queries import earned_by_reference


@dataclass(frozen=True)
class Figures:
    """One territory in one period of starts."""

    by_status: dict[str, int]
    elders: int
    elders_served: int
    waiting: int
    at_work: int


def within(codes: list[str], field: str = "village_code") -> Q:
    """A condition: the region code in ``field`` lies in one of these subtrees."""
    reach = Q(pk__in=[])
    for code in codes:
        reach |= Q(**{f"{field}__startswith": code})
    return reach


def figures(codes: list[str], since: datetime, until: datetime) -> Figures:
    """Orders by state that start in [since, until), elders registered and served, who waits and who is at work now."""
    orders = Order.objects.filter(within(codes), starts_at__gte=since, starts_at__lt=until)
    by_status = dict(orders.values_list("status").annotate(number=Count("*")).order_by("status"))
    served = orders.filter(status=OrderStatus.CONFIRMED).aggregate(n=Count("elder", distinct=True))["n"]
    elders = Elder.objects.filter(within(codes, "person__home__code")).count()
    now = Order.objects.filter(within(codes), status__in=(OrderStatus.OPEN, OrderStatus.IN_SERVICE)).aggregate(
        waiting=Count("id", filter=Q(status=OrderStatus.OPEN)),
        at_work=Count("id", filter=Q(status=OrderStatus.IN_SERVICE)),
    )
    return Figures(by_status, elders, served, now["waiting"], now["at_work"])


def orders_by_child(code: str, since: datetime, until: datetime, digits: int) -> dict[str, dict[str, int]]:
    """Child region code (cut to ``digits``) → ``orders`` and ``confirmed`` that start in [since, until)."""
    rows = (
        Order.objects.filter(village_code__startswith=code, starts_at__gte=since, starts_at__lt=until)
        .annotate(child=Left("village_code", digits))
        .values("child")
        .annotate(orders=Count("*"), confirmed=Count("status", filter=Q(status=OrderStatus.CONFIRMED)))
        .order_by("child")
    )
    return {row["child"]: {"orders": row["orders"], "confirmed": row["confirmed"]} for row in rows}


def orders_by_category(codes: list[str], since: datetime, until: datetime) -> list[dict[str, Any]]:
    """Category code → number of orders that start in [since, until), most first."""
    rows = (
        Order.objects.filter(within(codes), starts_at__gte=since, starts_at__lt=until)
        .values("category")
        .annotate(orders=Count("id"))
        .order_by("-orders", "category")
    )
    return [dict(row) for row in rows]


def usual_items(elder_id: UUID, *, limit: int = 6) -> list[UUID]:
    """Item ids the elder had ordered most often, latest first among equals."""
    return list(usual_times(elder_id, limit=limit))


def usual_times(elder_id: UUID, *, limit: int = 6) -> dict[UUID, datetime]:
    """The same items, each with when it was last had or will be."""
    rows = (
        Order.objects.filter(elder=elder_id)
        .exclude(status__in=[OrderStatus.CANCELLED, OrderStatus.VOIDED])
        .values("lines__version__item")
        .annotate(times=Count("id"), last=Max("starts_at"))
        .order_by("-times", "-last")
    )
    return {row["lines__version__item"]: row["last"] for row in rows[:limit] if row["lines__version__item"]}


def organisation_orders(organisation_id: UUID, since: datetime, until: datetime) -> QuerySet[Order]:
    """Orders in which the organisation holds a seat and that start in [since, until), earliest first."""
    seats = Assignment.objects.filter(organisation=organisation_id, status__in=SEATED)
    orders = Order.objects.filter(id__in=seats.values("order"), starts_at__gte=since, starts_at__lt=until)
    return with_everything(orders).order_by("starts_at")


def hours_by_member(organisation_id: UUID, since: datetime, until: datetime) -> list[dict[str, Any]]:
    """Per member with work in [since, until): ``services``, minutes ``worked`` and, from postings, ``credited``; most
    worked first.
    """
    seats = list(
        Assignment.objects.filter(
            organisation=organisation_id,
            status__in=[AssignmentStatus.CHECKED_OUT, AssignmentStatus.CONFIRMED],
            checked_in_at__gte=since,
            checked_in_at__lt=until,
        ).values("id", "person_id", "person__name", "minutes_worked")
    )
    earned = earned_by_reference([seat["id"] for seat in seats])
    members: dict[Any, dict[str, Any]] = {}
    for seat in seats:
        row = members.setdefault(
            seat["person_id"],
            {
                "person_id": seat["person_id"],
                "person__name": seat["person__name"],
                "services": 0,
                "worked": 0,
                "credited": 0,
            },
        )
        row["services"] += 1
        row["worked"] += seat["minutes_worked"] or 0
        row["credited"] += earned.get(seat["id"], 0)
    return sorted(members.values(), key=lambda row: (-row["worked"], row["person__name"]))


def my_assignments(person_id: UUID) -> QuerySet[Assignment]:
    """A person's seats with their orders fetched, earliest start first."""
    return (
        Assignment.objects.filter(person=person_id)
        .select_related("order__elder__person__home", "order__category", "organisation")
        .prefetch_related("order__lines__version", "order__assignments")
        .order_by("order__starts_at")
    )
