"""The filters of the order list: what is asked for in the address, and addresses that ask for a little more."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import pgettext_lazy

from frontend.shell.calendar import day_of
from frontend.territory.ground import midnight
from services.catalogue.queries import categories
from services.orders.enums import OrderStatus
from services.orders.queries.territory_side import Sift

LONGEST_NAME = 20
STATES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "": (pgettext_lazy("order list", "All"), ()),
    "open": (pgettext_lazy("order list", "Waiting for someone"), (OrderStatus.OPEN,)),
    "claimed": (pgettext_lazy("order list", "Taken"), (OrderStatus.CLAIMED,)),
    "work": (pgettext_lazy("order list", "In service"), (OrderStatus.IN_SERVICE,)),
    "served": (pgettext_lazy("order list", "To be confirmed"), (OrderStatus.SERVED,)),
    "disputed": (pgettext_lazy("order list", "Disputed"), (OrderStatus.DISPUTED,)),
    "booked": (pgettext_lazy("order list", "Booked"), (OrderStatus.CONFIRMED,)),
    "off": (
        pgettext_lazy("order list", "Did not happen"),
        (OrderStatus.CANCELLED, OrderStatus.EXPIRED, OrderStatus.VOIDED),
    ),
}


AHEAD = frozenset({"open", "claimed", "work"})  # states of orders still to come: what starts first is first
SORTS = {
    "soonest": pgettext_lazy("order list", "Soonest first"),
    "newest": pgettext_lazy("order list", "Newest first"),
}


@dataclass(frozen=True)
class Asked:
    """The filters as they stand in the address, cleaned: what makes no sense is left out."""

    state: str = ""
    category: str = ""
    since: date | None = None
    until: date | None = None
    name: str = ""
    place: str = ""
    elder: UUID | None = None
    sort: str = ""  # empty: as suits the state

    @property
    def soonest(self) -> bool:
        """True when what starts first comes first, else what was placed last."""
        return self.sort == "soonest" if self.sort else self.state in AHEAD

    def sift(self, codes: list[str]) -> Sift:
        """The same for the query; ``until`` is a day that still counts."""
        return Sift(
            codes=tuple(codes),
            statuses=STATES[self.state][1],
            category=self.category,
            starts_from=midnight(self.since) if self.since else None,
            starts_until=midnight(self.until + timedelta(days=1)) if self.until else None,
            name=self.name,
            elder=self.elder,
        )

    def query(self, **changes: str) -> str:
        """``?state=open&…`` with some of it changed; an empty value leaves the filter out."""
        now = {
            "state": self.state,
            "place": self.place,
            "category": self.category,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "q": self.name,
            "elder": str(self.elder or ""),
            "sort": self.sort,
        }
        return "?" + urlencode({key: value for key, value in {**now, **changes}.items() if value})

    @property
    def narrowed(self) -> int:
        """How many filters besides the state are set."""
        return sum(bool(value) for value in (self.place, self.category, self.since, self.until, self.name, self.elder))


def asked(request: HttpRequest) -> Asked:
    """Read the filters from the address."""
    get = request.GET.get
    state, category = get("state", ""), get("category", "")
    known = {one.code for one in categories()} if category else set()
    return Asked(
        state=state if state in STATES else "",
        category=category if category in known else "",
        since=day_of(get("since", "")),
        until=day_of(get("until", "")),
        name=get("q", "").replace("\x00", "").strip()[:LONGEST_NAME],
        place=get("place", ""),
        elder=_uuid(get("elder", "")),
        sort=get("sort", "") if get("sort", "") in SORTS else "",
    )


def cursor(request: HttpRequest) -> UUID | None:
    """The order after which the page begins."""
    return _uuid(request.GET.get("after", ""))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
