"""The drawn list as township and county read it."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.refusals import NotFound
from services.honours.models import Candidacy, Drawn, HonourRound
from services.honours.queries.candidacies import TOWNSHIP_DIGITS


def reading_codes(user: Any) -> list[str]:
    """Where the record is open to the login: townships and wider. Raises NotAllowed, NotFound for a village."""
    demand(user, Permission.HONOUR_NOMINATE)
    codes = [code for code in territories(user, Permission.HONOUR_NOMINATE) if len(code) <= TOWNSHIP_DIGITS]
    if not codes:
        raise NotFound
    return codes


def drawn_in(user: Any, found: HonourRound, *, kind: str, left_out: bool = False, place: str = "") -> QuerySet[Drawn]:
    """Lines of a round in the territory, the first place first; ``is_named`` when somebody named them already."""
    inside = Q(pk__in=[])
    for code in reading_codes(user):
        inside |= Q(region_code__startswith=code)
    rows = Drawn.objects.filter(inside, round=found, kind=kind)
    rows = rows.exclude(excluded="") if left_out else rows.filter(excluded="")
    if place:
        rows = rows.filter(region_code__startswith=place)
    same = Candidacy.objects.filter(round=OuterRef("round"), kind=OuterRef("kind"))
    named = Exists(same.filter(person=OuterRef("person"), elder=None)) | Exists(
        same.filter(elder=OuterRef("elder"), person=None)
    )
    rows = rows.select_related("person__home__parent", "elder__person__home__parent", "supporter")
    return rows.annotate(is_named=named).order_by("-points", "place", "id")


def drawn_for(user: Any, drawn_id: UUID) -> Drawn:
    """One line. Raises NotAllowed, NotFound."""
    codes = reading_codes(user)
    rows = Drawn.objects.select_related(
        "round__county", "person__home__parent", "elder__person__home__parent", "supporter"
    )
    found = rows.filter(id=drawn_id).first()
    if found is None or not any(found.region_code.startswith(code) for code in codes):
        raise NotFound
    return found
