"""How well an organisation keeps what it promises, counted from its seats."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Avg, Count, F, Q
from django.db.models.functions import Lower

from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.models import Assignment

DONE = Q(status__in=[AssignmentStatus.CHECKED_OUT, AssignmentStatus.CONFIRMED])


@dataclass(frozen=True)
class Score:
    """Seats that start in a period. ``rating`` is the mean of ``rated`` orders, 1 to 5; None while nobody rated."""

    done: int
    on_time: int
    missed: int
    late_withdrawn: int
    disputed: int
    rated: int
    rating: float | None

    @property
    def promised(self) -> int:
        """Seats that it did, or failed."""
        return self.done + self.missed + self.late_withdrawn

    @property
    def kept_percent(self) -> int | None:
        """Of what it promised, what was done; None while there is nothing."""
        return round(self.done * 100 / self.promised) if self.promised else None

    @property
    def on_time_percent(self) -> int | None:
        """Of what was done, what began in time."""
        return round(self.on_time * 100 / self.done) if self.done else None


def score_of(organisation_id: UUID, since: datetime, until: datetime, *, tolerance: timedelta) -> Score:
    """The score of the seats planned to start in [since, until). One query.

    In time is who checked in no later than ``tolerance`` after the planned start.
    """
    seats = Assignment.objects.filter(
        organisation=organisation_id, planned__startswith__gte=since, planned__startswith__lt=until
    ).annotate(begins=Lower("planned"))
    counted = seats.aggregate(
        done=Count("id", filter=DONE),
        on_time=Count("id", filter=DONE & Q(checked_in_at__lte=F("begins") + tolerance)),
        missed=Count("id", filter=Q(status=AssignmentStatus.NO_SHOW)),
        late_withdrawn=Count("id", filter=Q(status=AssignmentStatus.WITHDRAWN, ended_late=True)),
        disputed=Count("order", distinct=True, filter=Q(order__status__in=[OrderStatus.DISPUTED, OrderStatus.VOIDED])),
        rated=Count("order", distinct=True, filter=DONE & Q(order__rating__isnull=False)),
        rating=Avg("order__rating", filter=DONE),
    )
    return Score(**counted)
