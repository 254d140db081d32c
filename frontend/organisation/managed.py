"""Which organisation the reader runs just now, and the days and months one turns on its pages."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import demand, managed_organisations, may
from accounts.organisations.models import Organisation
from accounts.organisations.queries import organisations_by_id
from accounts.refusals import NotFound
from frontend.shell.calendar import day_of, month_of

REMEMBERED = "organisation"  # key in the session


@dataclass(frozen=True)
class Managed:
    """The organisation shown, and every one the reader runs."""

    organisation: Organisation
    all: list[Organisation]
    runs: bool = False  # may keep its people, papers and hours

    @property
    def several(self) -> bool:
        return len(self.all) > 1

    @property
    def county(self) -> str:
        """Region code of the county whose open orders the organisation sees."""
        return self.organisation.region_id[:6]


def managed(request: HttpRequest) -> Managed:
    """The organisation chosen with ``?organisation=``, else the one chosen last, else the first by name.

    Raises NotAllowed for those who run none, NotFound for somebody else's.
    """
    demand(request.user, Permission.ORDER_DISPATCH)
    mine = organisations_by_id(managed_organisations(request.user))
    wanted = request.GET.get("organisation", "")
    if wanted:
        chosen = next((o for o in mine if str(o.id) == wanted), None)
        if chosen is None:
            raise NotFound
        request.session[REMEMBERED] = wanted
    else:
        last = request.session.get(REMEMBERED)
        chosen = next((o for o in mine if str(o.id) == last), mine[0])
    runs = may(request.user, Permission.ORGANISATION_RUN, organisation_id=chosen.id)
    return Managed(chosen, mine, runs)


def run_by(request: HttpRequest) -> Managed:
    """The same for pages of those who run it. Raises NotAllowed, NotFound."""
    demand(request.user, Permission.ORGANISATION_RUN)
    mine = managed(request)
    if not mine.runs:
        raise NotFound
    return mine


def seat_organisations(request: HttpRequest) -> set[UUID]:
    """Every organisation the reader may act for, whichever is shown."""
    demand(request.user, Permission.ORDER_DISPATCH)
    return set(managed_organisations(request.user))


def day_from(text: str) -> date:
    """``2026-11-19``; today for anything else."""
    return day_of(text) or timezone.localdate()


def month_from(text: str) -> date:
    """``2026-11`` → its first day; this month for anything else."""
    return month_of(text) or timezone.localdate().replace(day=1)


def midnight(day: date) -> datetime:
    """The moment a day begins here."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here
