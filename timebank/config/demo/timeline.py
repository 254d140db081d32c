"""The plans played through the actions, in the order in which things happened."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.utils import timezone

from accounts.people.models import User
from accounts.regions.models import Region
from services.catalogue.models import ItemVersion
from services.orders.actions.assign_member import assign_member
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.actions.claim_order import claim_order
from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.place_order import Line, place_order
from services.orders.enums import EvidenceKind
from timebank.config.demo.orders import Plan
from timebank.config.demo.people import CAST, Cast
from timebank.ledger.actions.grant_minutes import grant_minutes
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint

OPENED_DAYS_AGO = 95  # before the first order of the past
SEALED_NIGHTS = 9
MONTHLY_MINUTES = 40
MONTHLY_DAYS_AGO = (62, 31)
GRANTED_FOR = "县里给老人的时间"

Menu = dict[str, ItemVersion]


@dataclass(frozen=True)
class Step:
    """Something that happened once."""

    at: datetime
    do: Callable[[], None]


def play(
    cast: Cast,
    plans: list[Plan],
    menu: Menu,
    county: Region,
    say: Callable[[str], None],
    more: Iterable[Step] = (),
) -> None:
    """Grant the elders what they need for ``plans``, then let everything happen and ``more``, oldest first."""
    steps = [*_grants(cast, plans, menu, county), *_nights(cast.now), *more]
    for plan in plans:
        steps += _Story(cast, plan, menu).steps()
    steps.sort(key=lambda step: step.at)  # stable: steps of one moment keep the order of their story
    for number, step in enumerate(steps, 1):
        step.do()
        if number % 60 == 0:
            say(f"  {number} of {len(steps)} things happened")


def _nights(now: datetime) -> Iterator[Step]:
    """The books are sealed every night; in the demo those of the last days."""
    midnight = timezone.localtime(now).replace(hour=0, minute=5, second=0, microsecond=0)
    for days in range(SEALED_NIGHTS):
        at = midnight - timedelta(days=days)
        if at < now:
            yield Step(at, partial(_seal, at))


def _seal(at: datetime) -> None:
    seal_checkpoint(at=at)


def _grants(cast: Cast, plans: Iterable[Plan], menu: Menu, county: Region) -> Iterator[Step]:
    """So much that every elder ends with the minutes of the cast to spend: integers in, no surprise out."""
    used: Counter[str] = Counter()
    for plan in plans:
        used[plan.elder] += _minutes_used(plan, menu)
    for sheet in CAST["elder"]:
        name = sheet["name"]
        parts = [sheet["minutes"] + used[name] - MONTHLY_MINUTES * len(MONTHLY_DAYS_AGO)]
        parts += [MONTHLY_MINUTES] * len(MONTHLY_DAYS_AGO)
        for days, amount in zip((OPENED_DAYS_AGO, *MONTHLY_DAYS_AGO), parts, strict=True):
            at = cast.now - timedelta(days=days)
            yield Step(at, partial(_grant, cast, name, county, at, amount))


def _grant(cast: Cast, name: str, county: Region, at: datetime, amount: int) -> None:
    person = cast.elders[name].person
    key = f"demo:grant:{person.id}:{at.date()}"
    grant_minutes(by=None, at=at, person=person, county=county, amount=amount, key=key, reason=GRANTED_FOR)


def _minutes_used(plan: Plan, menu: Menu) -> int:
    """What the plan has taken out of the passbook or holds in it."""
    price = sum(menu[code].price_minutes for code in plan.items)
    if plan.reach == "cancelled" or price == 0:
        return 0
    if plan.reach == "confirmed":
        return plan.corrected or plan.took
    return price * max(menu[code].seats for code in plan.items)


class _Story:
    """One plan and what it has led to so far."""

    def __init__(self, cast: Cast, plan: Plan, menu: Menu) -> None:
        self.cast, self.plan, self.menu = cast, plan, menu
        self.elder = cast.elders[plan.elder]
        self.by = cast.users[plan.by]
        self.order_id: UUID | None = None
        self.seat_id: UUID | None = None

    def steps(self) -> list[Step]:
        plan = self.plan
        steps = [Step(plan.placed_at, self._place)]
        if plan.reach == "cancelled":
            return [*steps, Step(plan.starts_at - timedelta(hours=3), self._cancel)]
        if plan.reach != "open":
            claimed_at = plan.placed_at + (min(plan.starts_at, self.cast.now) - plan.placed_at) / 4
            steps.append(Step(claimed_at, partial(self._claim, claimed_at)))
        if plan.checked_in_at:
            steps.append(Step(plan.checked_in_at, self._check_in))
            ended_at = plan.checked_in_at + timedelta(minutes=plan.took)
            if plan.took:
                steps.append(Step(ended_at, partial(self._check_out, ended_at)))
            if plan.reach == "confirmed":
                confirmed_at = ended_at + timedelta(minutes=75)
                steps.append(Step(confirmed_at, partial(self._confirm, confirmed_at)))
        return steps

    def _place(self) -> None:
        plan = self.plan
        versions = [self.menu[code] for code in plan.items]
        order = place_order(
            by=self.by,
            at=plan.placed_at,
            elder_id=self.elder.id,
            lines=[Line(version.item_id) for version in versions],
            starts_at=plan.starts_at,
            ends_at=plan.starts_at + timedelta(minutes=sum(version.typical_minutes for version in versions)),
            note=plan.note,
            elder_on_line=plan.reach == "confirmed",  # what is over has been talked about
        )
        self.order_id = order.id

    def _claim(self, at: datetime) -> None:
        assert self.order_id is not None
        if not self.plan.organisation:
            for name in self.plan.servers:
                self.seat_id = claim_order(by=self.cast.users[name], at=at, order_id=self.order_id).id
            return
        manager, organisation = self.cast.users["manager"], self.cast.organisation
        assert organisation is not None
        self.seat_id = claim_for_organisation(
            by=manager, at=at, order_id=self.order_id, organisation_id=organisation.id
        ).id
        for name in self.plan.servers:
            person_id = self._user(name).person_id
            assert person_id is not None
            assign_member(by=manager, at=at, assignment_id=self.seat_id, person_id=person_id)

    def _check_in(self) -> None:
        assert self.seat_id is not None
        assert self.plan.checked_in_at is not None
        method = EvidenceKind(self.plan.evidence)
        check_in(
            by=self._user(self.plan.servers[0]),
            at=self.plan.checked_in_at,
            assignment_id=self.seat_id,
            method=method,
            code={EvidenceKind.CODE: self.elder.spoken_code, EvidenceKind.CARD: self.elder.card_token}.get(method, ""),
        )

    def _check_out(self, at: datetime) -> None:
        assert self.seat_id is not None
        check_out(by=self._user(self.plan.servers[0]), at=at, assignment_id=self.seat_id)

    def _confirm(self, at: datetime) -> None:
        assert self.order_id is not None
        plan = self.plan
        confirm_order(by=self.by, at=at, order_id=self.order_id, rating=plan.rating, comment=plan.comment)

    def _cancel(self) -> None:
        assert self.order_id is not None
        at = self.plan.starts_at - timedelta(hours=3)
        cancel_order(by=self.by, at=at, order_id=self.order_id, reason=self.plan.comment)

    def _user(self, name: str) -> User:
        return self.cast.users[name]
