"""What a finished seat has earned. The page that says it beforehand and the action that posts it ask here."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.organisations.queries.consents import consent_days
from accounts.people.models import Person, Volunteer
from accounts.people.queries import kin_of
from accounts.policies.queries import Applied, Rulebook, rulebook
from accounts.policies.rules import EARN_GUARDIAN_AGE
from services.orders.earning import Part, Work, minutes_earned, room_of_day, rules_applied
from services.orders.matching import under_age
from services.orders.models import Assignment, Order
from timebank.ledger.queries import earned_between


@dataclass(frozen=True)
class Earnings:
    """``minutes`` of one seat before the limit of the day, what that limit still leaves as ``room``, and the rules."""

    minutes: int
    room: int
    rules: tuple[Applied, ...]

    @property
    def within_the_day(self) -> int:
        """Minutes to post: no more than the day has room for, never negative."""
        return max(0, min(self.minutes, self.room))


def earnings_of(seat: Assignment, order: Order) -> Earnings:
    """What a checked-out seat of ``order`` earns by the rules of the day it ended, the day its posting belongs to.

    ``room`` counts what is posted by now: whoever posts locks the account first. Faster with ``lines__version__item``
    prefetched and the seat's person fetched.
    """
    assert seat.person is not None
    assert seat.checked_out_at is not None
    day = timezone.localdate(seat.checked_out_at)
    book = rulebook(region_code=order.village_code, on=day)
    work = _work(seat, seat.person, order, book)
    midnight = timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here
    already = earned_between(seat.person.id, midnight, midnight + timedelta(days=1))
    return Earnings(minutes_earned(work, book), room_of_day(already, book), rules_applied(work, book))


def _work(seat: Assignment, person: Person, order: Order, book: Rulebook) -> Work:
    years = person.age_on(book.on)
    return Work(
        worked=seat.minutes_worked or 0,
        window=int((order.ends_at - order.starts_at).total_seconds()) // 60,
        parts=tuple(
            Part(
                category=line.version.item.category_id,
                minutes=line.version.typical_minutes * line.quantity,
                per_cent=line.version.coefficient_percent,
                earns=line.version.price_minutes > 0,
            )
            for line in order.lines.all()
        ),
        years=years,
        # Most are grown up: nobody asks for their guardians.
        consent=under_age(years, book[EARN_GUARDIAN_AGE].value) and _has_consent(person, book.on),
        kinship=_kinship(person, order),
    )


def _has_consent(person: Person, day: date) -> bool:
    if Volunteer.objects.filter(person=person.id, guardian_consent_on__isnull=False).exists():
        return True
    return any(first <= day <= last for first, last in consent_days([person.id]).get(person.id, ()))


def _kinship(person: Person, order: Order) -> str:
    if person.id == order.elder.person_id:
        return "SELF"
    kin = kin_of([person.id])[person.id]
    if order.elder.person_id in kin.direct:
        return "DIRECT"
    return "OTHER" if order.elder.person_id in kin.others else ""
