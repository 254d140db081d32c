"""Reads before two dossiers are put together: what would move, and what stands in the way."""

from collections.abc import Iterable
from uuid import UUID

from accounts.elders.models import Elder
from accounts.people.models import User
from services.merging.moves import MOVES, Fate, movable, moves_with, pointing, rows_of
from services.orders.models import Order


def what_moves(kept: Elder, absorbed: Elder) -> dict[str, int]:
    """Name of the foreign key → how many rows would come to the kept dossier, or are carried over by a step of theirs.

    One query each, about thirty; only for the page on which somebody decides.
    """
    found: dict[str, int] = {}
    for label, model, field, move in moves_with(Fate.MOVED):
        found[label] = movable(model, field, move, kept, absorbed).count()
    for label, model, field, _move in moves_with(Fate.OWN):
        found[label] = rows_of(model, field, absorbed).count()
    return {label: number for label, number in found.items() if number}


def heavy(elders: Iterable[Elder]) -> frozenset[UUID]:
    """Those of the elders who have rows that cannot move, or a login: theirs is the dossier to keep."""
    found = set()
    for elder in elders:
        stuck = (rows_of(model, field, elder).exists() for _l, model, field, _m in moves_with(Fate.REFUSED))
        if User.objects.filter(person=elder.person_id).exists() or any(stuck):
            found.add(elder.id)
    return frozenset(found)


def served_each_other(one: Elder, other: Elder) -> Order | None:
    """An order that the one placed and the other served: nobody serves oneself."""
    served = Order.objects.filter(elder=one, assignments__person=other.person_id)
    turned = Order.objects.filter(elder=other, assignments__person=one.person_id)
    return (served | turned).prefetch_related("lines__version").distinct().order_by("starts_at").first()


def undeclared() -> set[str]:
    """Foreign keys to an elder or a person that ``moves.MOVES`` does not know; empty unless somebody forgot one."""
    return {label for label, _model, _field in pointing()} ^ set(MOVES)
