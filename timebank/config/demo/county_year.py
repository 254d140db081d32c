"""A year of a whole county: what was ordered, who came, what it earned. In bulk, in the shape the actions leave.

Each day has the same number of orders. In a village the elders take turns, and so do those who come: nobody is served
or serves twice on a day, as the constraints ask. The minutes go through the ledger like all others.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from accounts.elders.models import Elder
from accounts.organisations.enums import PAID_KINDS
from accounts.organisations.models import Organisation
from accounts.people.models import Person, User
from accounts.policies.queries import Applied, Rulebook, rulebooks
from accounts.policies.rules import RECORD_DEADLINE
from accounts.regions.queries import full_name, village_committee
from accounts.working_days import due
from services.catalogue.enums import Performer
from services.catalogue.models import ItemVersion
from services.orders.earning import Part, Work, minutes_earned, rules_applied, worked_minutes
from services.orders.enums import EVIDENCE_WEIGHT, AssignmentStatus, EvidenceKind, Funding, OrderStatus
from services.orders.models import Assignment, Evidence, Order, OrderLine, ServiceRecord
from services.orders.queries.quote import quote
from timebank.config.demo.copying import copy_in
from timebank.config.demo.county_people import TOWNSHIP, Hands
from timebank.ledger.actions.open_account import open_account, open_person_accounts, open_region_account
from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Transfer

DAYS = 365
ORDERS = 300_000
GRANTED = 3_000  # minutes of each elder for the year: more than eight of the longest services
BY_ORGANISATION = 0.25
CANCELLED = 0.05
AT_ONCE = 10_000
NOBODYS = "100"  # so begin the telephone numbers of the crowd
HOURS = (8, 9, 10, 11, 14, 15, 16)
TABLES = "orders_order, orders_orderline, orders_assignment, orders_servicerecord, ledger_entry, ledger_transfer"


@dataclass(frozen=True)
class Server:
    """Who comes: a volunteer, or a member whom ``user`` sends for an organisation."""

    person: Person
    organisation: Organisation | None
    user: User

    @property
    def is_paid(self) -> bool:
        return self.organisation is not None and self.organisation.kind in PAID_KINDS


@dataclass
class Bulk:
    """The rows of one day, to be written table by table."""

    orders: list[Order] = field(default_factory=list)
    lines: list[OrderLine] = field(default_factory=list)
    seats: list[Assignment] = field(default_factory=list)
    proofs: list[Evidence] = field(default_factory=list)
    records: list[ServiceRecord] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)

    def write(self) -> int:
        """Write them all; return how many orders."""
        for rows in (self.orders, self.lines, self.seats, self.proofs, self.records):
            copy_in(rows)
        post_batch(postings=self.postings, by=None)
        return len(self.orders)


class Year:
    """Writes the year day by day; a day that stands is left as it is, so an interrupted run goes on."""

    def __init__(
        self, *, now: datetime, seed: int, hands: Hands, items: Sequence[ItemVersion], orders: int = ORDERS
    ) -> None:
        self.now, self.seed, self.hands = now, seed, hands
        self.a_day = orders // DAYS
        self.items = [one for one in items if fits(one)]
        self.villages = [village for village in sorted(hands.volunteers) if village in hands.assistants]
        self.elders = self._elders()
        self.books = rulebooks(self.villages)
        self.accounts = self._accounts()

    def write(self, say: Callable[[str], None]) -> int:
        """Write every day that is missing; return how many orders came."""
        today, came = timezone.localdate(self.now), 0
        ordered_by = [user.id for user in self.hands.assistants.values()]
        past = Order.objects.filter(placed_by__in=ordered_by, starts_at__lt=self.now)
        there = set(past.values_list("starts_at__date", flat=True).distinct())
        self.grant()
        for ago in range(DAYS, 0, -1):
            day = today - timedelta(days=ago)
            if day not in there:
                with transaction.atomic():
                    came += self._day(day, DAYS - ago).write()
            if came and ago % 30 == 0:
                say(f"  {came:,} orders, up to {day}")
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {TABLES}")
        return came

    def _elders(self) -> dict[str, list[Elder]]:
        """Those that ``crowd`` has settled, by village: the cast of the small demo keeps its own story."""
        found: dict[str, list[Elder]] = {village: [] for village in self.villages}
        for elder in Elder.objects.filter(left_on=None).select_related("person__home").order_by("id"):
            if elder.person.home_id in found and elder.person.phone.startswith(NOBODYS):
                found[elder.person.home_id].append(elder)
        return found

    def _accounts(self) -> dict[UUID, UUID]:
        """Person or organisation → account, of everybody who spends or earns."""
        people = [elder.person_id for rows in self.elders.values() for elder in rows]
        people += [person.id for rows in self.hands.volunteers.values() for person, _user in rows]
        people += [person.id for rows in self.hands.members.values() for person, _body, _user in rows]
        found: dict[UUID, UUID] = {}
        for start in range(0, len(people), AT_ONCE):
            opened = open_person_accounts(unit=Unit.MINUTE, person_ids=people[start : start + AT_ONCE])
            found |= {key: account.id for key, account in opened.items()}
        for person_bodies in self.hands.members.values():
            for _person, body, _user in person_bodies:
                if body.kind in PAID_KINDS and body.id not in found:
                    given: dict[str, Any] = {"kind": AccountKind.ORGANISATION, "organisation": body}
                    found[body.id] = open_account(unit=Unit.MINUTE, **given).id
        return found

    def grant(self) -> None:
        """Each elder's minutes for the year, once."""
        source = open_region_account(unit=Unit.MINUTE, kind=AccountKind.ISSUANCE, region_code=self.villages[0]).id
        known = set(Transfer.objects.filter(key__startswith="grant:year:").values_list("key", flat=True))
        at, memo = self.now - timedelta(days=DAYS + 1), {"reason": "全年时间补贴"}
        new = [
            Posting(
                f"grant:year:{one.person_id}", TransferKind.GRANT, source, self.accounts[one.person_id], GRANTED, at
            )
            for rows in self.elders.values()
            for one in rows
        ]
        new = [replace(one, memo=memo) for one in new if one.key not in known]
        for start in range(0, len(new), AT_ONCE):
            with transaction.atomic():
                post_batch(postings=new[start : start + AT_ONCE], by=None)

    def _day(self, day: date, number: int) -> Bulk:
        """Everything of one day; ``number`` of days since the year began decides whose turn it is."""
        rng = Random(self.seed + number)  # noqa: S311 - the same county each time, no secrets
        bulk, sent = Bulk(), Counter[str]()
        most = -(-self.a_day // len(self.villages))
        for at, village in enumerate(self.villages):
            count = self.a_day * (at + 1) // len(self.villages) - self.a_day * at // len(self.villages)
            elders = self.elders[village]
            for turn in range(min(count, len(elders), len(self.hands.volunteers[village]))):
                elder = elders[(number * most + turn) % len(elders)]
                self._order(bulk, rng, day, elder, self._who(rng, village, number, number * most + turn, sent))
        return bulk

    def _who(self, rng: Random, village: str, number: int, turn: int, sent: Counter[str]) -> Server:
        township = village[:TOWNSHIP]
        members = self.hands.members.get(township, [])
        if rng.random() < BY_ORGANISATION and sent[township] < len(members):
            sent[township] += 1
            return Server(*members[(number + sent[township]) % len(members)])  # each once a day
        volunteers = self.hands.volunteers[village]
        person, user = volunteers[turn % len(volunteers)]
        return Server(person, None, user)

    def _order(self, bulk: Bulk, rng: Random, day: date, elder: Elder, who: Server) -> None:
        version = rng.choice(self.items)
        costs = quote([(version, 1)])
        starts_at = timezone.make_aware(datetime.combine(day, time(rng.choice(HOURS), rng.choice((0, 15, 30)))))
        placed_at = starts_at - timedelta(hours=rng.randint(14, 90))
        village, assistant = str(elder.person.home_id), self.hands.assistants[str(elder.person.home_id)]
        order = Order(
            id=key_at(placed_at, rng),
            elder=elder,
            placed_by=assistant,
            status=OrderStatus.CONFIRMED,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=costs.lasts),
            planned_minutes=costs.minutes,
            price_fen=costs.fen,
            category=version.item.category,
            village_code=village,
            latitude=elder.person.home.latitude,
            longitude=elder.person.home.longitude,
            credential_wanted=version.credential,
            volunteers_may=Performer.VOLUNTEER in version.performers,
            created_at=placed_at,
        )
        bulk.orders.append(order)
        bulk.lines.append(
            OrderLine(order=order, version=version, minutes=costs.minutes, fen=costs.fen, funding=Funding.OWN_MINUTES)
        )
        if rng.random() < CANCELLED:
            order.status, order.closed_at = OrderStatus.CANCELLED, starts_at - timedelta(hours=6)
            return
        self._service(bulk, rng, order, version, who)

    def _service(self, bulk: Bulk, rng: Random, order: Order, version: ItemVersion, who: Server) -> None:
        book = self.books.at(order.village_code, timezone.localdate(order.starts_at))
        came = order.starts_at + timedelta(minutes=rng.randint(-10, 12))
        left = came + timedelta(minutes=max(10, version.typical_minutes + rng.randint(-8, 15)))
        worked = worked_minutes(left - came, book)
        part = Part(version.item.category_id, version.typical_minutes, version.coefficient_percent, earns=True)
        window = int((order.ends_at - order.starts_at).total_seconds()) // 60
        work = Work(worked, window, (part,), who.person.age_on(book.on), consent=True)
        earned = min(minutes_earned(work, book), order.planned_minutes)
        order.served_at, order.closed_at = left, left + timedelta(hours=rng.randint(1, 40))
        order.confirmed_by, order.rating = order.placed_by, rng.choice((5, 5, 5, 5, 4, 4, 3))
        proof = EvidenceKind.CARD if rng.random() < 0.6 else EvidenceKind.CODE
        seat = Assignment(
            id=key_at(order.created_at, rng),
            order=order,
            seat=1,
            status=AssignmentStatus.CONFIRMED,
            person=who.person,
            organisation=who.organisation,
            claimed_by=who.user,
            claimed_at=order.created_at + timedelta(hours=rng.randint(1, 12)),
            planned=DateTimeTZRange(order.starts_at, order.ends_at),
            checked_in_at=came,
            checked_out_at=left,
            left_recorded_at=left,
            worked=DateTimeTZRange(came, left),
            confidence=EVIDENCE_WEIGHT[proof],
            minutes_worked=worked,
            minutes_credited=0 if who.is_paid else earned,
        )
        bulk.seats.append(seat)
        bulk.proofs.append(Evidence(assignment=seat, kind=proof, weight=EVIDENCE_WEIGHT[proof], recorded_at=came))
        if earned > 0:
            bulk.postings.append(self._posting(seat, version, earned, who, rules_applied(work, book)))
        if not who.is_paid:
            bulk.records.append(_record(seat, version, book))

    def _posting(
        self, seat: Assignment, version: ItemVersion, earned: int, who: Server, rules: Sequence[Applied]
    ) -> Posting:
        assert seat.checked_out_at is not None
        holder = who.organisation if who.organisation is not None and who.is_paid else who.person
        return Posting(
            key=f"{'spend' if who.is_paid else 'earn'}:{seat.id}",
            kind=TransferKind.SPEND if who.is_paid else TransferKind.EARN,
            source_id=self.accounts[seat.order.elder.person_id],
            target_id=self.accounts[holder.id],
            amount=earned,
            happened_at=seat.checked_out_at,
            reference_kind="assignment",
            reference_id=seat.id,
            memo={
                "order": str(seat.order_id),
                "items": [{"zh": version.name_zh, "en": version.name_en, "quantity": 1}],
                "worked": seat.minutes_worked,
            },
            rule=[rule.as_json() for rule in rules],
        )


def key_at(moment: datetime, rng: Random) -> UUID:
    """A UUIDv7 as if made at that moment, so that the newest sort last (RFC 9562)."""
    made = (int(moment.timestamp() * 1000) << 80) | rng.getrandbits(80)
    return UUID(int=made & ~(0xF << 76) & ~(0x3 << 62) | (7 << 76) | (2 << 62))


def fits(version: ItemVersion) -> bool:
    """Things that cost minutes, take one person and no paper: whoever has the turn may do them."""
    plain = not version.credential and not version.same_gender and version.seats == 1
    return plain and version.price_minutes > 0 and Performer.VOLUNTEER in version.performers


def _record(seat: Assignment, version: ItemVersion, book: Rulebook) -> ServiceRecord:
    """The record of order no. 67, as ``record_service`` writes it."""
    order, person = seat.order, seat.person
    home, limit = order.elder.person.home, due(book.on, book[RECORD_DEADLINE].value)
    assert order.closed_at is not None
    return ServiceRecord(
        assignment=seat,
        person=person,
        activity=version.item.category.name_zh,
        served_on=book.on,
        place=full_name(home),
        content=version.name_zh,
        content_en=version.name_en,
        minutes=seat.minutes_worked or 0,
        organiser=seat.organisation.name if seat.organisation else village_committee(home.name),
        person_in_charge=str(order.placed_by),
        rating=order.rating,
        rated_on=timezone.localdate(order.closed_at),
        due_on=limit.on,
        due_is_provisional=limit.provisional,
        recorded_at=order.closed_at,
        recorded_by=order.placed_by,
    )
