"""The transition table of a publication; ``docs/lifecycle.md`` is drawn from it."""

from typing import Any

from services.orders.lifecycle import Move, StateChanged
from services.publications.enums import State
from services.publications.models import Publication

S = State
PUBLICATION_MOVES: dict[str, Move] = {
    "publish": Move(frozenset({S.DRAFT}), S.PUBLISHED),
    "revise": Move(frozenset({S.PUBLISHED}), S.PUBLISHED),  # the next edition
    "withdraw": Move(frozenset({S.PUBLISHED}), S.WITHDRAWN),
}


def advance_publication(publication: Publication, move: str, **changes: Any) -> Publication:
    """Move it along the table by compare-and-set, writing ``changes`` with it; else StateChanged."""
    step = PUBLICATION_MOVES[move]
    rows = Publication.objects.filter(id=publication.id, state__in=step.sources, number=publication.number)
    if rows.update(state=step.target, **changes) != 1:
        publication.refresh_from_db(fields=["state", "number"])
        raise StateChanged(status=publication.get_state_display())
    for field, value in {"state": step.target, **changes}.items():
        setattr(publication, field, value)
    return publication
