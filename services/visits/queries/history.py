"""What was found with one elder, and when somebody comes next."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.elders.models import Elder
from accounts.refusals import NotFound
from services.visits.enums import Outcome, WindowState
from services.visits.models import Visit, Window
from services.visits.queries.reach import visitable


@dataclass(frozen=True)
class Line:
    """What the family reads: when somebody last met the elder, how they were, and when somebody comes next."""

    last: Visit | None
    next_on: date | None

    @property
    def fine(self) -> bool:
        return self.last is not None and not self.last.worrying


def visits_of(elder: Elder) -> QuerySet[Visit]:
    """Every visit and try, newest first, with who came."""
    visits = Visit.objects.filter(elder=elder).select_related("by__person", "outing")
    return visits.prefetch_related("supporter_notes__supporter", "findings").order_by("-happened_at", "-id")


def visit_for(user: Any, visit_id: UUID) -> Visit:
    """A visit with an elder whom the login may look in on. Raises NotAllowed, NotFound."""
    found = Visit.objects.filter(id=visit_id, elder__in=visitable(user).values("id"))
    visit = found.select_related("elder__person__home", "by__person").first()
    if visit is None:
        raise NotFound
    return visit


def next_window(elder: Elder) -> Window | None:
    """The open window that is due first."""
    return Window.objects.filter(elder=elder, state=WindowState.OPEN).order_by("due_on", "id").first()


def line_of(elder: Elder) -> Line:
    """For the family. Two queries."""
    met = Visit.objects.filter(elder=elder, outcome=Outcome.VISITED).select_related("by__person")
    last = met.order_by("-happened_at").first()
    window = next_window(elder)
    return Line(last, window.due_on if window is not None else None)
