"""Confirmed services as a replay reads them: in the order in which they were booked, a batch at a time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.organisations.enums import PAID_KINDS
from accounts.organisations.queries.consents import Days, consent_days
from accounts.people.models import Volunteer
from accounts.people.queries import Kin, kin_of
from services.orders.earning import Part, Work
from services.orders.enums import AssignmentStatus
from services.orders.matching import years_on
from services.orders.models import Assignment, OrderLine
from services.orders.replay import Served
from timebank.ledger.queries.history import Posted, earned_for

BATCH = 2000
FACTS = (
    "id",
    "order_id",
    "person_id",
    "person__birth_on",
    "person__home_id",
    "order__elder__person_id",
    "order__village_code",
    "order__category_id",
    "order__starts_at",
    "order__ends_at",
    "order__planned_minutes",
    "order__seats",
    "order__closed_at",
    "seat",
    "checked_in_at",
    "checked_out_at",
    "minutes_worked",
)


def finished_between(region_code: str, since: date, until: date) -> tuple[int, Iterator[Served]]:
    """How many services ended on the days ``since`` to ``until`` in a region subtree, and these, streamed.

    Six queries a batch, however many services it holds. Must be read inside one transaction.
    """
    seats = Assignment.objects.filter(
        status=AssignmentStatus.CONFIRMED,
        order__village_code__startswith=region_code,
        checked_in_at__isnull=False,
        minutes_worked__isnull=False,
        checked_out_at__gte=midnight(since),
        checked_out_at__lt=midnight(until + timedelta(days=1)),
    )
    # Paid staff earn nothing, whatever the rules are (crediting).
    seats = seats.filter(Q(organisation__isnull=True) | ~Q(organisation__kind__in=PAID_KINDS))
    return seats.count(), _stream(seats)


def _stream(seats: QuerySet[Assignment]) -> Iterator[Served]:
    rows = seats.order_by("order__closed_at", "order_id", "seat").values(*FACTS).iterator(chunk_size=BATCH)
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield from _served(batch)
            batch = []
    yield from _served(batch)


def _served(rows: list[dict[str, Any]]) -> Iterator[Served]:
    posted = earned_for([row["id"] for row in rows])
    parts = _parts({row["order_id"] for row in rows})
    persons = {row["person_id"] for row in rows}
    kin = kin_of(persons)
    consenting = set(
        Volunteer.objects.filter(person__in=persons, guardian_consent_on__isnull=False).values_list("person", flat=True)
    )
    consents = consent_days(persons - consenting)
    last = max((one.line for lines in posted.values() for one in lines), default=0) + 1
    # Booked at one and the same moment: the books know which came first; what got nothing came too late for more.
    rows.sort(key=lambda row: (row["order__closed_at"], min((p.line for p in posted.get(row["id"], ())), default=last)))
    for row in rows:
        yield _one(
            row,
            posted.get(row["id"], []),
            parts[row["order_id"]],
            kin[row["person_id"]],
            _agreed(row, consenting, consents),
        )


def _one(row: dict[str, Any], posted: list[Posted], parts: tuple[Part, ...], kin: Kin, consent: bool) -> Served:
    day = timezone.localdate(row["checked_out_at"])
    first = posted[0] if posted else None
    return Served(
        person_id=row["person_id"],
        payer_id=row["order__elder__person_id"],
        region_code=row["order__village_code"],
        home_code=row["person__home_id"],
        category=row["order__category_id"],
        day=day,
        spent=row["checked_out_at"] - row["checked_in_at"],
        work=Work(
            worked=row["minutes_worked"] or 0,
            window=int((row["order__ends_at"] - row["order__starts_at"]).total_seconds()) // 60,
            parts=parts,
            years=years_on(row["person__birth_on"], day),
            consent=consent,
            kinship=_kinship(row["person_id"], row["order__elder__person_id"], kin),
        ),
        posted=sum(one.amount for one in posted if not one.reversed),
        held=row["order__planned_minutes"] // row["order__seats"],
        payer_before=first.giver_before if first else None,
        receiver_before=first.receiver_before if first else None,
        by_hand=len(posted) > 1 or any(one.reversed for one in posted),
    )


def _agreed(row: dict[str, Any], consenting: set[UUID], consents: dict[UUID, tuple[Days, ...]]) -> bool:
    """True when a guardian's consent was there on the day."""
    day = timezone.localdate(row["checked_out_at"])
    return row["person_id"] in consenting or any(
        first <= day <= last for first, last in consents.get(row["person_id"], ())
    )


def _parts(order_ids: Iterable[UUID]) -> dict[UUID, tuple[Part, ...]]:
    """What was ordered, by order."""
    found: defaultdict[UUID, list[Part]] = defaultdict(list)
    lines = OrderLine.objects.filter(order__in=list(order_ids)).order_by("id")
    for order_id, quantity, category, minutes, per_cent, price in lines.values_list(
        "order_id",
        "quantity",
        "version__item__category_id",
        "version__typical_minutes",
        "version__coefficient_percent",
        "version__price_minutes",
    ):
        found[order_id].append(Part(category, minutes * quantity, per_cent, price > 0))
    return defaultdict(tuple, {order_id: tuple(parts) for order_id, parts in found.items()})


def _kinship(person_id: UUID, elder_person_id: UUID, kin: Kin) -> str:
    if person_id == elder_person_id:
        return "SELF"
    if elder_person_id in kin.direct:
        return "DIRECT"
    return "OTHER" if elder_person_id in kin.others else ""


def midnight(day: date) -> datetime:
    """The moment a day begins in China."""
    return timezone.make_aware(datetime.combine(day, time()))
