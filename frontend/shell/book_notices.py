"""Notices about passbooks: gifts, lines taken back, books closed or brought along; where to look."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.journal.models import Event, Notice
from accounts.people.models import Person
from frontend.shell.journeys import Journey
from frontend.shell.wording import date_text, minutes_text, name_text, yuan_text
from timebank.ledger.enums import ReversalStatus, TransferKind, Unit
from timebank.ledger.queries import holders_of, requests_by_id

GIVEN, RETURNED, POOL = "timebank.minutes.given", "timebank.minutes.returned", "timebank.pool.granted"
OF_A_PERSON = (GIVEN, RETURNED, POOL)  # whose detail names the person
BOOK_SENTENCES = {
    GIVEN: gettext_lazy("%(who)s gave %(elder)s %(what)s"),
    RETURNED: gettext_lazy("%(what)s that were given for orders came back unused"),
    POOL: gettext_lazy("The community pool may now pay for orders of %(elder)s, %(what)s a month"),
}


@dataclass(frozen=True)
class BookNews:
    """``holders`` of the books; ``note``: which line, and why it stays; ``request``: the one to take it back."""

    holders: tuple[Person, ...]
    note: str = ""
    request: Any = None


def book_news(notices: Iterable[Notice]) -> dict[UUID, BookNews]:
    """What these notices speak of, by the subject of their events; a query for each kind that occurs."""
    events = [notice.event for notice in notices]
    gifts = {event.subject_id: UUID(event.detail["person"]) for event in events if event.name in OF_A_PERSON}
    accounts = {event.subject_id for event in events if event.subject_kind == "account"}
    requests = {event.subject_id for event in events if event.subject_kind == "reversal_request"}
    found: dict[UUID, BookNews] = {}
    if gifts:
        people = Person.objects.select_related("elder").in_bulk(set(gifts.values()))
        found |= {transfer: BookNews((people[person],)) for transfer, person in gifts.items()}
    if accounts:
        found |= {account: BookNews((person,)) for account, person in holders_of(accounts).items()}
    if requests:
        found |= {request.id: _asked(request) for request in requests_by_id(requests)}
    return found


def facts_of(news: BookNews, event: Event, user: Any) -> dict[str, str]:
    """``elder``, whose book it is (the reader is “you”); ``what``, the minutes of a gift."""
    facts = {}
    if len(news.holders) == 1:
        own = user.person_id == news.holders[0].id and event.name in OF_A_PERSON
        facts["elder"] = pgettext("recipient", "you") if own else name_text(news.holders[0].name)
    if event.name in OF_A_PERSON:
        facts["what"] = minutes_text(event.detail.get("amount") or event.detail["minutes"])
    return facts


def where(news: BookNews, event: Event, user: Any, journey: Journey | None) -> str:
    """The request for those who keep books, one's own book, or that of the elder one helps."""
    if news.request is not None and journey is not None and journey.name == "territory":
        return reverse("office:request", args=[news.request.id])
    mine = {str(person.id) for person in news.holders} | {event.detail.get("heir", "")}
    if user.person_id is not None and str(user.person_id) in mine:
        return reverse("bank:book")
    elder = next((person.elder for person in news.holders if hasattr(person, "elder")), None)
    try:
        return reverse("bank:elder_book", args=[elder.id]) if elder is not None else ""
    except NoReverseMatch:
        return ""


def _asked(request: Any) -> BookNews:
    transfer = request.transfer
    sides = (transfer.source, transfer.target)
    amount = minutes_text(transfer.amount) if transfer.source.unit == Unit.MINUTE else yuan_text(transfer.amount)
    said = [request.words] if request.status == ReversalStatus.REFUSED and request.words else []
    note = _(", ").join([str(TransferKind(transfer.kind).label), amount, date_text(transfer.happened_at), *said])
    return BookNews(tuple(side.person for side in sides if side.person is not None), note, request)
