"""The year of one county of the province: blocks of days, each one transaction of ``province_sql``."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts.organisations.enums import PAID_KINDS
from accounts.people.models import User
from accounts.policies.queries import Rulebook, rulebook
from accounts.policies.rules import RECORD_DEADLINE
from accounts.regions.enums import Level
from accounts.regions.models import Region
from accounts.regions.queries import village_committee
from accounts.working_days import due
from services.catalogue.models import ItemVersion
from services.catalogue.queries import menu
from services.orders.earning import Part, Work, minutes_earned, rules_applied, worked_minutes
from services.orders.enums import EVIDENCE_WEIGHT, EvidenceKind
from services.orders.models import Order
from services.orders.queries.quote import quote
from timebank.config.demo import province_sql
from timebank.config.demo.county_year import DAYS, GRANTED, fits
from timebank.ledger.actions.open_account import open_region_account
from timebank.ledger.canonical_json import canonical
from timebank.ledger.enums import AccountKind, Unit

AT_ONCE = 20_000  # orders in one transaction
SHORTER, LONGER = -8, 15  # minutes that a service may take less or more than is typical
ADULT = 30  # years: nobody of the crowd is too young for anything


class CountyYear:
    """Written by the database; the tables of who, where and what live in the connection of whoever calls ``write``."""

    def __init__(self, county: str, prefix: str, *, now: datetime, seed: int, orders_each: float) -> None:
        self.county, self.prefix, self.now, self.seed, self.orders_each = county, prefix, now, seed, orders_each

    def write(self) -> int:
        """Write every block that is missing; return how many orders came."""
        with connection.cursor() as cursor:
            cursor.execute(province_sql.GROUND)
            self._who(cursor)
            services = self._what(cursor)
            self._when(cursor)
            cursor.execute("SELECT coalesce(sum(a_day), 0) FROM demo_place")
            (a_day,) = cursor.fetchone()
            if not a_day:
                return 0
            self._grant(cursor)
            days = max(1, int(AT_ONCE / a_day))
            return sum(self._block(cursor, first, days, services) for first in self._missing(days))

    def _who(self, cursor: Any) -> None:
        given = {"within": self.county, "prefix": self.prefix, "paid": [str(kind) for kind in PAID_KINDS]}
        places = Region.objects.filter(code__startswith=self.county, level=Level.VILLAGE).select_related("parent")
        logins = User.objects.filter(username__startswith=f"{self.prefix}assistant").select_related("person")
        orderers = {user.person.home_id: user for user in logins if user.person is not None}
        _copy(
            cursor,
            "demo_place (village, orderer, orderer_name, place, organiser, latitude, longitude)",
            [
                (
                    place.code,
                    orderers[place.code].id,
                    str(orderers[place.code]),
                    f"{place.parent.name if place.parent else ''}{place.name}",
                    village_committee(place.name),
                    place.latitude,
                    place.longitude,
                )
                for place in places
            ],
        )
        cursor.execute(province_sql.ELDERS, given)
        cursor.execute(province_sql.HANDS, given)
        for statement in province_sql.COUNT:
            cursor.execute(statement, {"yearly": self.orders_each, "days": DAYS})

    def _what(self, cursor: Any) -> int:
        """What can be ordered and what each length of it earns, by the rules; return how many services there are."""
        book = rulebook(region_code=self.county, on=timezone.localdate(self.now))
        items = [one for one in menu(region_code=self.county, on=book.on) if fits(one)]
        _copy(cursor, "demo_service", [_service(number, one) for number, one in enumerate(items)])
        outcomes = [row for number, one in enumerate(items) for row in _outcomes(number, one, book)]
        _copy(cursor, "demo_outcome", outcomes)
        return len(items)

    def _when(self, cursor: Any) -> None:
        """The days of the year; where some stand already, of the year they began."""
        standing = Order.objects.filter(village_code__startswith=self.county).order_by("starts_at").first()
        today = timezone.localdate(self.now)
        self.first = timezone.localdate(standing.starts_at) if standing else today - timedelta(days=DAYS)
        allowed = rulebook(region_code=self.county, on=today)[RECORD_DEADLINE].value
        days = [self.first + timedelta(days=number) for number in range(DAYS)]
        limits = [due(day, allowed) for day in days]
        rows = [(n, day, limit.on, limit.provisional) for n, (day, limit) in enumerate(zip(days, limits, strict=True))]
        _copy(cursor, "demo_day", rows)

    def _grant(self, cursor: Any) -> None:
        """Each elder's minutes for the year, once."""
        source = open_region_account(unit=Unit.MINUTE, kind=AccountKind.ISSUANCE, region_code=self.county)
        cursor.execute("SELECT coalesce(max(number), -1) FROM demo_elder")
        a_village = max(1, AT_ONCE // max(1, Region.objects.filter(code__startswith=self.county).count()))
        given = {
            "at": self._midnight(0) - timedelta(days=1),
            "source": source.id,
            "amount": GRANTED,
            "memo": canonical({"reason": "全年时间补贴"}),
        }
        for first in range(0, cursor.fetchone()[0] + 1, a_village):
            cursor.execute(province_sql.GRANTS, given | {"first": first, "end": first + a_village})

    def _missing(self, days: int) -> Iterator[int]:
        for first in range(0, DAYS, days):
            span = (self._midnight(first), self._midnight(min(first + days, DAYS)))
            orders = Order.objects.filter(village_code__startswith=self.county)
            if not orders.filter(starts_at__gte=span[0], starts_at__lt=span[1]).exists():
                yield first

    def _midnight(self, number: int) -> datetime:
        return timezone.make_aware(datetime.combine(self.first + timedelta(days=number), time()))

    def _block(self, cursor: Any, first: int, days: int, services: int) -> int:
        given = {
            "first": first,
            "end": min(first + days, DAYS),
            "seed": self.seed,
            "services": services,
            "card": EVIDENCE_WEIGHT[EvidenceKind.CARD],
            "code": EVIDENCE_WEIGHT[EvidenceKind.CODE],
        }
        with transaction.atomic():
            # What a power cut takes is written by the next run.
            cursor.execute("SET LOCAL synchronous_commit = off")
            cursor.execute(province_sql.MADE, given)
            cursor.execute(province_sql.ORDERS, given)
            came = int(cursor.rowcount)
            for statement in province_sql.WHAT_FOLLOWS:
                cursor.execute(statement, given)
        return came


def _service(number: int, version: ItemVersion) -> tuple[Any, ...]:
    costs, item = quote([(version, 1)]), version.item
    said = (item.category_id, item.category.name_zh, version.name_zh, version.name_en)
    return number, version.id, *said, costs.minutes, costs.fen, version.typical_minutes, costs.lasts


def _outcomes(number: int, version: ItemVersion, book: Rulebook) -> Iterator[tuple[Any, ...]]:
    part = Part(version.item.category_id, version.typical_minutes, version.coefficient_percent, earns=True)
    window = quote([(version, 1)]).lasts
    for spent in sorted({max(10, version.typical_minutes + more) for more in range(SHORTER, LONGER + 1)}):
        worked = worked_minutes(timedelta(minutes=spent), book)
        work = Work(worked, window, (part,), ADULT, consent=True)
        rules = canonical([rule.as_json() for rule in rules_applied(work, book)])
        yield number, spent, worked, minutes_earned(work, book), rules


def _copy(cursor: Any, table: str, rows: Sequence[Sequence[Any]]) -> None:
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
