"""How far a county is: its ending, its statements, its files."""

from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.refusals import NotFound
from accounts.regions.enums import EndingState
from accounts.regions.models import Ending, Region
from services.windup.models import HolderStatement, StatementRun, Takeout


def live_ending(county_code: str) -> Ending | None:
    """The one that was not taken back, proposed ones included."""
    found = Ending.objects.filter(region=county_code).exclude(state=EndingState.WITHDRAWN)
    return found.select_related("region", "proposed_by__person", "announced_by__person", "closed_by__person").first()


def latest_run(county_code: str) -> StatementRun | None:
    """The newest run of statements."""
    return StatementRun.objects.filter(region=county_code).order_by("-asked_at", "-id").first()


def made_in(run: StatementRun) -> int:
    """How many statements of a run are made."""
    return HolderStatement.objects.filter(run=run).count()


def places_of(run: StatementRun) -> list[tuple[Region, int]]:
    """Each village with statements, and how many."""
    rows = HolderStatement.objects.filter(run=run).values_list("place_code").annotate(n=Count("id")).order_by()
    counts = dict(rows)
    return [(region, counts[region.code]) for region in Region.objects.filter(code__in=counts).order_by("code")]


def run_for(user: Any, run_id: UUID) -> StatementRun:
    """A run of a county the login may take along. Raises NotAllowed, NotFound."""
    demand(user, Permission.COUNTY_EXPORT)
    run = StatementRun.objects.select_related("region").filter(id=run_id).first()
    if run is None or not may(user, Permission.COUNTY_EXPORT, region_code=run.region_id):
        raise NotFound
    return run


def statements_in(run: StatementRun, place_code: str, *, without_login: bool) -> QuerySet[HolderStatement]:
    """Those of a village by name; ``without_login``: of people who cannot fetch theirs from the passbook."""
    found = HolderStatement.objects.filter(run=run, place_code=place_code)
    if without_login:
        found = found.filter(account__person__isnull=False, account__person__user=None)
    return found.select_related("account__person__elder", "account__organisation").order_by(
        "account__person__pinyin", "account__organisation__name", "id"
    )


def takeout_for(user: Any, request_id: UUID) -> Takeout | None:
    """The file of a request of one's own; None before it was begun."""
    return Takeout.objects.select_related("request__region").filter(request=request_id, request__asked_by=user).first()
