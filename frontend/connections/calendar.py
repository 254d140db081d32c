"""What somebody has before them, as a calendar (RFC 5545): own tasks, and the orders of the elders they look after.

The calendar of a phone often lies with a foreign company. So an entry says what, when, in which village and how the
elder is called on the board; name, house and telephone stay behind the link, where one signs in.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from icalendar import Calendar, Event

from accounts.elders.queries import call_name, elders_of
from accounts.people.models import User
from frontend.shell.wording import name_text, place_text
from services.orders.enums import SEATED
from services.orders.models import Order
from services.orders.queries.elder_side import coming
from services.orders.queries.seats import live_seats

REFRESH = timedelta(hours=1)
Address = Callable[[str, UUID], str]  # name of a page and a key → absolute URL


def calendar_of(user: User, *, at: datetime, address: Address) -> bytes:
    """The login's calendar as bytes, in the language that is switched on. Half a dozen queries."""
    calendar = Calendar()
    calendar.add("prodid", "-//TimeBank//Calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Time bank"))
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    own = {one.uid: one for one in _tasks(user, at, address)}
    for entry in [*own.values(), *(one for one in _orders(user, at, address) if one.uid not in own)]:
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _tasks(user: User, at: datetime, address: Address) -> Iterator[Event]:
    if user.person_id is None:
        return
    for seat in live_seats(user.person_id):
        yield _entry(seat.order, at, address("volunteer:task", seat.order_id), "")


def _orders(user: User, at: datetime, address: Address) -> Iterator[Event]:
    elders = list(elders_of(user).values_list("id", flat=True))
    for order in coming(elders) if elders else ():
        who = [name_text(seat.person.name) for seat in order.assignments.all() if seat.person and seat.status in SEATED]
        words = pgettext("calendar", "Comes: %(who)s") % {"who": _(", ").join(who)} if who else _("Nobody yet")
        yield _entry(order, at, address("helper:order", order.id), words)


def _entry(order: Order, at: datetime, url: str, words: str) -> Event:
    entry = Event()
    entry.add("uid", f"{order.id}@timebank")
    entry.add("dtstamp", at)
    entry.add("dtstart", order.starts_at)
    entry.add("dtend", order.ends_at)
    entry.add("summary", pgettext("calendar", "%(what)s, %(elder)s") % _facts(order))
    entry.add("location", place_text(order.elder.person.home.name))
    entry.add("url", url)
    entry.add("description", "\n".join(one for one in (words, url) if one))
    entry.add("class", "PRIVATE")
    return entry


def _facts(order: Order) -> dict[str, str]:
    return {"what": order.title, "elder": call_name(order.elder.person)}
