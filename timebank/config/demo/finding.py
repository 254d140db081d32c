"""Finding somebody in the demo: one is asked, one waits in line, one dropped out, one forgot, and one is disputed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.utils import timezone

from accounts.people.enums import Dialect
from services.orders.actions.add_statement import add_statement
from services.orders.actions.claim_order import claim_order
from services.orders.actions.close_forgotten import close_forgotten
from services.orders.actions.dispute_order import dispute_order
from services.orders.actions.join_line import join_line
from services.orders.actions.offer_seat import offer_seat
from services.orders.actions.remind_of_orders import remind_of_orders
from services.orders.actions.withdraw_claim import withdraw_claim
from services.orders.models import Order
from timebank.config.demo.orders import Plan
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Step

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FULL, FORGOTTEN, DISPUTED = ("苏水生", "bigclean"), ("陈木根", "letter"), ("连玉英", "letter")
ASKED_FOR, DROPPED = ("吴招娣", "company"), ("陈木根", "greeting")
# Whoever speaks it at home: half of the cast, so that it counts for some and not for others.
SPEAK = {
    Dialect.QIANLU: ("池金土", "范细妹", "吴招娣", "郑国忠", "池秋香", "陈木根"),
    Dialect.HOULU: ("连玉英", "吴玉兰", "涂秀珍", "连桂英"),
}


def finding_plans(now: datetime) -> list[Plan]:
    """The orders that only this part of the demo needs, placed and served like all the others."""
    cleaning, forgotten, letter = (_on(now, days, hour) for days, hour in ((4, 8), (-1, 8), (-2, 16)))
    return [
        Plan(
            *(FULL[0], (FULL[1],), "operator", cleaning, now - 20 * HOUR),
            reach="claimed",
            servers=("范建华", "吴德明"),
            note="过年前把屋里屋外扫一遍。",
        ),
        Plan(
            *(FORGOTTEN[0], (FORGOTTEN[1],), "operator", forgotten, forgotten - 20 * HOUR),
            reach="running",
            servers=("池秋香",),
            checked_in_at=forgotten + 3 * MINUTE,
        ),
        Plan(
            *(DISPUTED[0], (DISPUTED[1],), "helper", letter, letter - 20 * HOUR),
            reach="served",
            servers=("池秋香",),
            took=9,
            checked_in_at=letter + 2 * MINUTE,
        ),
    ]


def finding(cast: Cast) -> Iterator[Step]:
    """What people did so that somebody comes, each at its hour."""
    now = cast.now
    _speak(cast)
    yield Step(_on(now, -2, 18) + 5 * MINUTE, partial(_remind, _on(now, -2, 18) + 5 * MINUTE))
    yield Step(_on(now, -2, 20), partial(_dispute, cast, _on(now, -2, 20)))
    yield Step(_on(now, -1, 9), partial(_answer, cast, _on(now, -1, 9)))
    yield Step(_on(now, -1, 18), partial(_close, _on(now, -1, 18)))
    yield Step(now - 3 * HOUR, partial(_wait, cast, now - 3 * HOUR))
    yield Step(now - 80 * MINUTE, partial(_drop_out, cast, now - 80 * MINUTE))
    yield Step(now - 10 * MINUTE, partial(_ask, cast, now - 10 * MINUTE))
    yield Step(now, partial(_remind, now))


def _on(now: datetime, days: int, hour: int) -> datetime:
    return timezone.localtime(now + days * DAY).replace(hour=hour, minute=0, second=0, microsecond=0)


def _speak(cast: Cast) -> None:
    people = {name: elder.person for name, elder in cast.elders.items()}
    people |= {name: user.person for name, user in cast.users.items() if user.person is not None}
    for dialect, names in SPEAK.items():
        for name in names:
            people[name].dialect = dialect
            people[name].save(update_fields=["dialect"])


def _order(cast: Cast, wanted: tuple[str, str]) -> UUID:
    """The newest order of that elder and item."""
    elder, item = wanted
    orders = Order.objects.filter(elder=cast.elders[elder], lines__version__item__code=item)
    return orders.order_by("-id").values_list("id", flat=True)[0]


def _remind(at: datetime) -> None:
    remind_of_orders(at=at)


def _close(at: datetime) -> None:
    close_forgotten(at=at)


def _wait(cast: Cast, at: datetime) -> None:
    join_line(by=cast.users["volunteer2"], at=at, order_id=_order(cast, FULL))


def _ask(cast: Cast, at: datetime) -> None:
    person = cast.users["volunteer"].person_id
    assert person is not None
    offer_seat(by=cast.users["operator"], at=at, order_id=_order(cast, ASKED_FOR), person_id=person)


def _drop_out(cast: Cast, at: datetime) -> None:
    by = cast.users["连桂英"]
    seat = claim_order(by=by, at=at - 10 * MINUTE, order_id=_order(cast, DROPPED))
    withdraw_claim(by=by, at=at, assignment_id=seat.id, reason="孙子发烧，走不开")


def _dispute(cast: Cast, at: datetime) -> None:
    order_id = _order(cast, DISPUTED)
    dispute_order(by=cast.users["helper"], at=at, order_id=order_id, reason="信没念完，坐了几分钟就走了")


def _answer(cast: Cast, at: datetime) -> None:
    words = "老人家说眼睛累，要睡一会儿，让我改天再念。我没有多报时间。"
    add_statement(by=cast.users["池秋香"], at=at, order_id=_order(cast, DISPUTED), words=words)
