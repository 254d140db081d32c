"""Everybody of a territory who has a book."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from timebank.ledger.models import Account


def holders_books(region_code: str) -> QuerySet[Account]:
    """The books of persons and organisations at home in the region subtree, village by village.

    Closed books are among them; those of the territory itself are not: the checkpoints prove those.
    """
    at_home = Q(person__home__code__startswith=region_code) | Q(organisation__region__code__startswith=region_code)
    books = Account.objects.filter(at_home).select_related("person", "organisation", "region")
    return books.order_by(Coalesce("person__home_id", "organisation__region_id"), "id")
