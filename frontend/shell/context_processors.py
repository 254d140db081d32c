"""What the frame around every page needs. Asks the database only when a template asks for it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.access.queries import roles_by_age
from accounts.journal.queries import settled_sequence, unread_count
from frontend.shell.demo_logins import DEMO_LOGINS, DemoLogin
from frontend.shell.journeys import INBOX, ME, Journey, Stop, journey_at, journeys_for
from frontend.shell.preferences import is_elder_mode
from frontend.shell.second_key import is_missing
from services.visits.queries.day import due_today
from services.visits.queries.reach import paired_with


@dataclass(frozen=True)
class Place:
    """A stop of the menu as the template draws it."""

    href: str
    words: Any
    icon: str
    current: bool
    is_inbox: bool


class Shell:
    """Menu, look and language of one request."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def elder(self) -> bool:
        """True in the elder mode: large type, pure contrast, read-aloud."""
        return is_elder_mode(self._request)

    @cached_property
    def theme(self) -> str:
        return "timebank-elder" if self.elder else "timebank"

    @cached_property
    def signed_in(self) -> bool:
        user = getattr(self._request, "user", None)
        return bool(user and user.is_authenticated)

    @cached_property
    def second_key_missing(self) -> bool:
        """Staff without a second key are asked for one where their day begins."""
        journey = self.journey
        begins = journey is not None and self._request.path in (address(journey.stops[0]), address(ME))
        return begins and is_missing(self._request.user)

    @cached_property
    def journeys(self) -> list[Journey]:
        """Every journey open to this login, for the switcher."""
        return journeys_for(roles_by_age(self._request.user)) if self.signed_in else []

    @property
    def switches(self) -> list[Place]:
        """The journeys as links; worth showing only to somebody with several."""
        return [
            Place(href, journey.words, "swap", journey == self.journey, False)
            for journey in self.journeys
            if (href := address(journey.stops[0]))
        ]

    @cached_property
    def journey(self) -> Journey | None:
        return journey_at(self._request.path, self.journeys)

    @cached_property
    def nav(self) -> list[Place]:
        """The main menu: header on wide windows, dock on phones.

        The stop whose address begins the page's is marked, unless the view named another in ``request.menu_stop``.
        """
        stops: list[Stop] = list(self.journey.stops) if self.journey else []
        named = getattr(self._request, "menu_stop", "")
        here = next((stop for stop in stops if stop.url == named), None) or max(stops, key=self._fit, default=None)
        return [
            Place(href, stop.words, stop.icon, stop is here and (bool(named) or self._fit(stop) > 0), stop is INBOX)
            for stop in stops
            if (href := address(stop))
        ]

    def _fit(self, stop: Stop) -> int:
        """How much of the page's address is the stop's, or one it covers."""
        path = self._request.path
        return max((len(one) for one in (address(stop), *stop.covers) if one and path.startswith(one)), default=0)

    @cached_property
    def unread(self) -> int:
        """Unread notices of the login."""
        return unread_count(self._request.user) if self.signed_in else 0

    @cached_property
    def live_after(self) -> int:
        """Up to which event the page knows everything: what came later its socket tells."""
        return settled_sequence(at=timezone.now()) if self.signed_in else 0

    @cached_property
    def visits_due(self) -> int | None:
        """How many elders the login looks in on and should see today; None for those who look in on nobody."""
        user = self._request.user
        return due_today(user, on=timezone.localdate()) if paired_with(user).exists() else None

    @property
    def here(self) -> str:
        """Where to come back to after a switch of language or type."""
        return self._request.get_full_path() if self._request.method == "GET" else self._request.path

    @property
    def demo(self) -> bool:
        return bool(settings.DEMO)

    @property
    def demo_logins(self) -> tuple[DemoLogin, ...]:
        return DEMO_LOGINS if self.demo else ()


def address(stop: Stop) -> str:
    """Path of a stop; empty while its page is not part of this installation."""
    try:
        return reverse(stop.url)
    except NoReverseMatch:
        return ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``shell`` in every template."""
    return {"shell": Shell(request)}
