"""Whose passbook is open, and by what right."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.access.actions.reveal_person import reveal_person
from accounts.elders.enums import Power
from accounts.elders.models import Elder
from accounts.elders.queries import elder_for, elders_of, is_oneself, mandate_of, powers_for
from accounts.people.models import Person
from accounts.refusals import NotAllowed

View = Callable[..., HttpResponse]
BOOKS_SHOWN = 8  # beside one's own; whoever acts for more chooses on the page of elders


@dataclass(frozen=True)
class Book:
    """The passbook of ``person``. ``own``: the reader's; else that of ``elder``, for whom the reader has ``powers``."""

    person: Person
    elder: Elder | None
    own: bool
    powers: frozenset[Power]
    today: date
    kept: ClassVar[bool] = False  # open in the back office, for those who keep books

    def address(self, name: str, *args: Any) -> str:
        """The page ``name`` of this book: ``bank:print`` of one's own, ``bank:elder_print`` of an elder's."""
        if self.own:
            return reverse(f"bank:{name}", args=args)
        assert self.elder is not None
        return reverse(f"bank:elder_{name}", args=[self.elder.id, *args])

    @property
    def may_order(self) -> bool:
        """True when the reader may order services for who holds the book."""
        return not self.own and Power.ORDER in self.powers

    @property
    def age(self) -> int | None:
        """Full years of the holder today."""
        return self.person.age_on(self.today)


def at_the_counter(view: View) -> View:
    """Signed in, and never kept by a cache."""
    return never_cache(login_required(view))


def for_holders(view: View) -> View:
    """As `at_the_counter`, for pages that only the holder of a passbook has: a login without a person has none."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person_of(request)
        return view(request, *args, **kwargs)

    return at_the_counter(guarded)


def person_of(request: HttpRequest) -> Person:
    """The person behind the login; raises NotAllowed when there is none."""
    person: Person | None = getattr(request.user, "person", None)
    if person is None:
        raise NotAllowed
    return person


def book_for(request: HttpRequest, elder_id: UUID | None) -> Book:
    """One's own book, or that of an elder whom the reader may see today; raises NotFound for everybody else.

    Whoever comes by the territory and not by the elder's own word leaves a trace of having looked.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    if elder_id is None:
        person = person_of(request)
        return Book(person, getattr(person, "elder", None), True, frozenset(), today)
    elder = elder_for(request.user, elder_id, power=Power.VIEW, on=today)
    if is_oneself(request.user, elder):
        return Book(elder.person, elder, True, frozenset(), today)
    if mandate_of(request.user, elder, on=today) is None:
        reveal_person(by=request.user, at=now, person=elder.person, purpose="passbook", reference=f"elder:{elder.id}")
    return Book(elder.person, elder, False, powers_for(request.user, elder, on=today), today)


def books_beside(request: HttpRequest) -> list[Elder]:
    """Elders whose books the reader may open by mandate, for the row above the page; one more than it shows."""
    elders = elders_of(request.user)[: BOOKS_SHOWN + 2]  # the reader may be among them
    return [elder for elder in elders if not is_oneself(request.user, elder)][: BOOKS_SHOWN + 1]
