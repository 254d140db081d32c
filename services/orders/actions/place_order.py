"""Order from the menu for an elder."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.keeping import ElderLeft
from accounts.elders.enums import Consent, Power
from accounts.elders.models import Elder
from accounts.elders.queries import elder_for, is_oneself
from accounts.keys import new_key
from accounts.people.queries import place_of
from accounts.policies.queries import applied
from accounts.policies.rules import HOLD_TIMEOUT, SPEND_AGE
from accounts.refusals import Invalid, Refusal
from accounts.regions.endings import demand_running
from services.catalogue.enums import Performer
from services.catalogue.models import ItemVersion
from services.catalogue.queries import versions_of
from services.orders.actions.events import emit_order
from services.orders.actions.limits import demand_within_mandate
from services.orders.enums import STANDING, Funding
from services.orders.lifecycle import advance_order
from services.orders.matching import under_age
from services.orders.models import Order, OrderLine
from services.orders.queries.quote import ask_of, line_minutes, quote
from timebank.ledger.actions.hold_minutes import hold_minutes
from timebank.ledger.actions.open_account import open_account
from timebank.ledger.enums import AccountKind, Unit
from timebank.purses.actions.hold_sources import hold_sources
from timebank.purses.queries.sources import ALL
from timebank.subsidies.actions.hold_vouchers import hold_vouchers

MAX_LINES = 10
MAX_QUANTITY = 20
LONGEST = timedelta(hours=24)
FURTHEST = timedelta(days=92)
FORM_LIVES = timedelta(days=3)
GRACE = timedelta(minutes=5)  # a form filled in slowly


@dataclass(frozen=True)
class Line:
    """So many of one item from the menu."""

    item_id: UUID
    quantity: int = 1


class NothingOrdered(Invalid):
    code = "nothing_ordered"
    sentence = _("Choose at least one thing from the menu.")


class BadQuantity(Invalid):
    code = "bad_quantity"
    sentence = _("Order between 1 and 20 of each thing, and each thing once.")


class ItemNotOffered(Invalid):
    code = "item_not_offered"
    sentence = _("One of these is not on the menu here.")


class BadTime(Invalid):
    code = "bad_time"
    sentence = _("The end must come after the start, within one day.")


class TimeInThePast(Invalid):
    code = "time_in_the_past"
    sentence = _("That time is over. Choose a later one.")


class StaleForm(Invalid):
    code = "stale_form"
    sentence = _("This form was open for too long. Open it again.")


class TimeTooFar(Invalid):
    code = "time_too_far"
    sentence = _("Orders are taken for the next three months.")


class TooYoungToSpend(Refusal):
    code = "too_young_to_spend"
    sentence = _("Here minutes are spent from %(years)s years on. Until then they are saved.")


class AlreadyPlaced(Refusal):
    code = "already_placed"
    sentence = _("This form has placed an order before, with other entries. Send it once more to place another one.")


class OrderedAlready(Refusal):
    code = "ordered_already"
    sentence = _("%(what)s is ordered for that time already.")


def place_order(
    *,
    by: Any,
    at: datetime,
    elder_id: UUID,
    lines: Sequence[Line],
    starts_at: datetime,
    ends_at: datetime,
    note: str = "",
    consent: Consent = Consent.IN_PERSON,
    order_id: UUID | None = None,
    elder_on_line: bool = False,
    pay_from: Collection[str] = ALL,
    again: bool = False,
) -> Order:
    """Place an open order and hold the minutes it will cost: from gifts, the pool, then the elder's own passbook.

    Raises NotFound when the actor holds no mandate with the power ORDER (nor the territory), the refusals above for
    bad content, OrderedAlready, those of ``limits``, TooYoungToSpend, NotEnough when the passbook cannot cover it.
    Nothing is written then. DESIGN §6. The elder must still hear of it, unless they order themselves or are on the
    telephone (``elder_on_line``). ``pay_from`` names who may pay before the passbook does (``GIFT``, ``POOL``);
    ``again``: somebody was asked and wants the same thing twice at that time.
    With an ``order_id`` made beforehand a form sent twice gets the order it placed the first time, or AlreadyPlaced if
    its content changed.
    """
    asked = (by.id, elder_id, starts_at, ends_at, frozenset(lines))
    if order_id is not None and (before := _placed_before(order_id, asked)) is not None:
        return before
    _check_times(at, starts_at, ends_at)
    if order_id is not None and not _is_fresh(order_id, at):
        raise StaleForm(field="order_id")
    try:
        key = order_id or new_key()
        return _place(by, at, elder_id, lines, starts_at, ends_at, note, consent, key, elder_on_line, pay_from, again)
    except IntegrityError:
        # The same form a second time while the first was still being written: it waited on the key until now.
        before = _placed_before(order_id, asked) if order_id is not None else None
        if before is None:
            raise
        return before


def _is_fresh(order_id: UUID, at: datetime) -> bool:
    """A key made by a form of ours within the last days: any other could pin an order to the top of the board."""
    made = (order_id.int >> 80) / 1000  # UUIDv7: milliseconds since 1970 in front (RFC 9562)
    age = at.timestamp() - made
    return order_id.version == 7 and -GRACE.total_seconds() < age < FORM_LIVES.total_seconds()


def _placed_before(order_id: UUID, asked: tuple[Any, ...]) -> Order | None:
    order = Order.objects.filter(id=order_id).first()
    if order is None:
        return None
    lines = frozenset(Line(*row) for row in order.lines.values_list("version__item_id", "quantity"))
    if (order.placed_by_id, order.elder_id, order.starts_at, order.ends_at, lines) != asked:
        raise AlreadyPlaced
    return order


def _place(
    by: Any,
    at: datetime,
    elder_id: UUID,
    lines: Sequence[Line],
    starts_at: datetime,
    ends_at: datetime,
    note: str,
    consent: Consent,
    order_id: UUID,
    elder_on_line: bool,
    pay_from: Collection[str],
    again: bool,
) -> Order:
    with transaction.atomic():
        elder = elder_for(by, elder_id, power=Power.ORDER, on=timezone.localdate(at))
        # Locked, so that nobody takes leave of them between this look and the new order.
        if Elder.objects.select_for_update(no_key=True).get(id=elder_id).left_on is not None:
            raise ElderLeft
        demand_running(elder.person.home_id, at=at)
        chosen = chosen_lines(lines, elder, timezone.localdate(starts_at))
        demand_within_mandate(by, elder, chosen, starts_at, at)
        if not again:
            _refuse_twice(order_id, elder, chosen, starts_at, ends_at)
        order = _new_order(by, elder, chosen, starts_at, ends_at, note, consent, order_id, elder_on_line)
        _reserve(order, elder, at, pay_from)
        advance_order(order, "open", created_at=at)
        emit_order(order, "placed", at=at, by=by, minutes=order.planned_minutes)
    return order


def _refuse_twice(
    order_id: UUID, elder: Elder, chosen: list[tuple[Line, ItemVersion]], starts_at: datetime, ends_at: datetime
) -> None:
    """The same thing twice at the same time is a mistake: two relatives, or one of them and a standing order.

    The elder is locked, so nobody orders it in between. What the same form has placed does not count. Raises
    OrderedAlready.
    """
    names = {line.item_id: version.name for line, version in chosen}
    at_that_time = OrderLine.objects.exclude(order=order_id).filter(
        order__elder=elder,
        order__starts_at__lt=ends_at,
        order__ends_at__gt=starts_at,
        order__status__in=STANDING,
        version__item__in=names,
    )
    found = at_that_time.values_list("version__item", flat=True).first()
    if found is not None:
        raise OrderedAlready(field="starts_at", what=names[found])


def _check_times(at: datetime, starts_at: datetime, ends_at: datetime) -> None:
    # Differences, not sums: a year 9999 has no day after it.
    if starts_at - at > FURTHEST:
        raise TimeTooFar(field="starts_at")
    if not timedelta() < ends_at - starts_at <= LONGEST:
        raise BadTime(field="ends_at")
    if at - starts_at > GRACE:
        raise TimeInThePast(field="starts_at")


def _check_age(elder: Elder, on: date) -> None:
    """Own minutes pay from the age the rules name; nobody is turned away for an unknown birthday."""
    rule = applied(SPEND_AGE, region_code=elder.person.home_id, on=on)
    if under_age(elder.person.age_on(on), rule.value):
        raise TooYoungToSpend(years=rule.value)


def chosen_lines(lines: Sequence[Line], elder: Elder, on: Any) -> list[tuple[Line, ItemVersion]]:
    if not lines:
        raise NothingOrdered(field="lines")
    ids = [line.item_id for line in lines]
    if (
        len(lines) > MAX_LINES
        or len(set(ids)) != len(ids)
        or any(not 1 <= line.quantity <= MAX_QUANTITY for line in lines)
    ):
        raise BadQuantity(field="lines")
    versions = versions_of(ids, region_code=elder.person.home_id, on=on)
    if len(versions) != len(ids):
        raise ItemNotOffered(field="lines")
    return [(line, versions[line.item_id]) for line in lines]


def _new_order(
    by: Any,
    elder: Elder,
    chosen: list[tuple[Line, ItemVersion]],
    starts_at: datetime,
    ends_at: datetime,
    note: str,
    consent: Consent,
    order_id: UUID,
    elder_on_line: bool,
) -> Order:
    versions = [version for _line, version in chosen]
    costs = quote([(version, line.quantity) for line, version in chosen])
    latitude, longitude = place_of(elder.person)
    order = Order.objects.create(
        id=order_id,
        elder=elder,
        placed_by=by,
        consent=consent,
        untold=not (elder_on_line or is_oneself(by, elder)),
        starts_at=starts_at,
        ends_at=ends_at,
        seats=costs.seats,
        note=note.strip(),
        planned_minutes=costs.minutes,
        price_fen=costs.fen,
        category=versions[0].item.category,
        village_code=elder.person.home_id,
        latitude=latitude,
        longitude=longitude,
        gender_wanted=elder.person.gender if any(version.same_gender for version in versions) else "",
        credential_wanted=next((version.credential for version in versions if version.credential), ""),
        volunteers_may=all(Performer.VOLUNTEER in version.performers for version in versions),
    )
    OrderLine.objects.bulk_create(
        [
            OrderLine(
                order=order,
                version=version,
                quantity=line.quantity,
                minutes=line_minutes(version, line.quantity),
                fen=version.price_fen * line.quantity,
                funding=_funding(version),
            )
            for line, version in chosen
        ]
    )
    return order


def _funding(version: ItemVersion) -> Funding:
    if version.price_minutes:
        return Funding.OWN_MINUTES
    return Funding.CASH if version.price_fen else Funding.FREE


def _reserve(order: Order, elder: Elder, at: datetime, pay_from: Collection[str]) -> None:
    day = timezone.localdate(order.starts_at)
    timeout = applied(HOLD_TIMEOUT, region_code=order.village_code, on=timezone.localdate(at)).value
    expires_at = order.ends_at + timedelta(days=timeout)
    own = order.planned_minutes
    if own:
        own -= hold_sources(
            order_id=order.id, elder=elder, minutes=own, on=day, at=at, expires_at=expires_at, only=pay_from
        )
    if own:
        _check_age(elder, day)
        hold_minutes(
            account=open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=elder.person),
            amount=own,
            reference_kind="order",
            reference_id=order.id,
            at=at,
            expires_at=expires_at,
        )
    if order.price_fen:
        _reserve_money(order, at, expires_at)


def _reserve_money(order: Order, at: datetime, expires_at: datetime) -> None:
    """What programmes of the elder pay is set aside; the rest is paid in cash."""
    lines = list(order.lines.filter(fen__gt=0).select_related("version__item"))
    held = hold_vouchers(
        order_id=order.id,
        elder_id=order.elder_id,
        lines=[(line.id, ask_of(line.version, line.quantity)) for line in lines],
        on=timezone.localdate(order.starts_at),
        at=at,
        expires_at=expires_at,
    )
    paid = [line.id for line in lines if line.id in held and line.funding == Funding.CASH]
    OrderLine.objects.filter(id__in=paid).update(funding=Funding.PROGRAMME)
