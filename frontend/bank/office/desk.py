"""The desk: find a book, see what waits for a second person, and whether the whole house adds up."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import territories
from accounts.organisations.queries import organisations_within
from accounts.people.queries import find_people
from accounts.regions.models import Region
from frontend.bank.office.keeping import for_keepers
from frontend.bank.office.words import asked_of
from frontend.shell.wording import way_text
from timebank.ledger.enums import AccountKind, ReversalStatus, Unit
from timebank.ledger.queries import organisation_accounts, reversals_for, trial_balance

PAGE, SHOWN = 30, 5
LONGEST_NAME = 20


@dataclass(frozen=True)
class House:
    """All minutes of the house: what was ever ``issued`` lies in the others. ``programmes`` hold none as a rule."""

    issued: int
    people: int
    organisations: int
    pools: int
    retired: int
    programmes: int

    @property
    def placed(self) -> int:
        """Minutes in all books together."""
        return self.people + self.organisations + self.pools + self.retired + self.programmes

    @property
    def difference(self) -> int:
        """0, or the books are wrong."""
        return self.issued - self.placed


def house() -> House:
    """The trial balance of minutes in these words."""
    sums = trial_balance()
    return House(
        issued=-sums.get(AccountKind.ISSUANCE, 0),
        people=sums.get(AccountKind.PERSON, 0),
        organisations=sums.get(AccountKind.ORGANISATION, 0),
        pools=sums.get(AccountKind.POOL, 0),
        retired=sums.get(AccountKind.RETIRED, 0),
        programmes=sums.get(AccountKind.PROGRAMME, 0),
    )


@for_keepers
@require_safe
def show_desk(request: HttpRequest) -> HttpResponse:
    """``?q=范``: people by name, masked until a book is opened; ``page`` of them, ``houses`` of organisations."""
    codes = territories(request.user, Permission.BOOKS_KEEP)
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_NAME]
    page = Paginator(find_people(codes, text=text), PAGE).get_page(request.GET.get("page")) if text else None
    waiting = reversals_for(request.user).filter(status=ReversalStatus.OPEN)
    houses = Paginator(organisations_within(codes), PAGE).get_page(request.GET.get("houses"))
    context = {
        "places": Region.objects.filter(code__in=codes).order_by("code"),
        "text": text,
        "page": page,
        "people": _homes(page.object_list) if page is not None else [],
        "kept": urlencode({"q": text}),
        "waiting": waiting.count(),
        "requests": [asked_of(one) for one in waiting[:SHOWN]],
        "house": house(),
        "houses": houses,
        "organisations": _holdings(houses.object_list),
    }
    return render(request, "bank/office/desk.html", context)


@for_keepers
@require_safe
def show_requests(request: HttpRequest) -> HttpResponse:
    """``?which=done``: those that wait for a second person, newest first; or those decided."""
    done = request.GET.get("which") == "done"
    found = reversals_for(request.user)
    found = found.exclude(status=ReversalStatus.OPEN) if done else found.filter(status=ReversalStatus.OPEN)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "requests": [asked_of(one) for one in page.object_list], "done": done}
    return render(request, "bank/office/requests.html", context)


def _homes(people: Any) -> list[tuple[Any, str]]:
    """Each person with township and village. One query more."""
    people = list(people)
    towns = Region.objects.in_bulk({person.home.township_code for person in people})
    found = []
    for person in people:
        town = towns.get(person.home.township_code)
        way = [town, person.home] if town is not None and town != person.home else [person.home]
        found.append((person, way_text(way)))
    return found


def _holdings(organisations: Any) -> list[tuple[Any, int, int]]:
    """Each organisation with its minutes and its fen. One query more."""
    organisations = list(organisations)
    books = organisation_accounts(one.id for one in organisations)
    found = []
    for one in organisations:
        sums = {account.unit: account.balance for account in books.get(one.id, [])}
        found.append((one, sums.get(Unit.MINUTE, 0), sums.get(Unit.FEN, 0)))
    return found
