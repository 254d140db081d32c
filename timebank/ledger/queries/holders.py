"""Everybody of a territory who has a book."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from timebank.ledger.enums import ReversalStatus
from timebank.ledger.models import Account, ReversalRequest


def holders_books(region_code: str) -> QuerySet[Account]:
    """The books of persons and organisations at home in the region subtree, village by village.

    Closed books are among them; those of the territory itself are not: the checkpoints prove those.
    """
    at_home = Q(person__home__code__startswith=region_code) | Q(organisation__region__code__startswith=region_code)
    books = Account.objects.filter(at_home).select_related("person", "organisation", "region")
    return books.order_by(Coalesce("person__home_id", "organisation__region_id"), "id")


def held_within(region_code: str) -> int:
    """How many books of the subtree have something set aside for an order that is not over."""
    return _within(region_code).filter(held__gt=0).count()


def undecided_within(region_code: str) -> int:
    """Requests to take back a posting of these books that nobody has decided."""
    books = _within(region_code).values("id")
    touching = Q(transfer__source__in=books) | Q(transfer__target__in=books)
    return ReversalRequest.objects.filter(touching, status=ReversalStatus.OPEN).count()


def _within(region_code: str) -> QuerySet[Account]:
    return Account.objects.filter(
        Q(person__home__code__startswith=region_code)
        | Q(organisation__region__code__startswith=region_code)
        | Q(region__code__startswith=region_code)
    )
