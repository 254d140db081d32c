"""Keep the plan of visits in step with the registry: drop, miss, make and move windows. Idempotent."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from accounts.elders.enums import Source, Tier
from accounts.elders.models import Elder, Fact, Removal
from accounts.policies.queries import Rulebooks, all_rulebooks
from accounts.policies.visit_rules import VISIT_AFTER_CHANGE
from services.incidents.enums import State as IncidentState
from services.incidents.models import Incident
from services.visits.enums import Because, Reason, WindowState
from services.visits.lifecycle import advance_windows
from services.visits.models import Window
from services.visits.planning import Days, after_change, pace_of, regular
from services.visits.queries.plan import known_of

BATCH = 500
LOOK_BACK = timedelta(days=3)  # what changed longer ago is seen to by the regular visits
NOTHING_HAPPENED = (IncidentState.FALSE_ALARM, IncidentState.DUPLICATE, IncidentState.TAKEN_BACK)
SERIOUS = ("happened", "serious_illness")  # fields of the dossier that say so


def plan_visits(*, at: datetime, region_code: str = "", everybody: bool = False) -> int:
    """Bring every window up to the day of ``at``; how many elders were planned.

    Looks at those without a regular window and those whose tier changed; ``everybody`` at all, for rules that changed.
    """
    today = timezone.localdate(at)
    here = Window.objects.filter(state=WindowState.OPEN, elder__person__home__code__startswith=region_code)
    advance_windows(here.filter(elder__left_on__isnull=False), "drop", at=at)
    advance_windows(here.filter(expires_on__lt=today), "expire", at=at)
    books = all_rulebooks()
    planned = 0
    last: UUID | None = None
    while True:
        elders = to_plan(region_code, everybody=everybody)
        page = list((elders if last is None else elders.filter(id__gt=last)).values_list("id", flat=True)[:BATCH])
        if not page:
            break
        last = page[-1]
        planned += plan_these(at=at, ids=page, books=books, skipping=not everybody)
    _after_changes(at, region_code, books)
    return planned


def to_plan(region_code: str, *, everybody: bool) -> QuerySet[Elder]:
    elders = Elder.objects.filter(left_on=None, person__home__code__startswith=region_code).order_by("id")
    if everybody:
        return elders
    tier = Coalesce(NullIf(OuterRef("tier"), Value("")), Value(Tier.LOW.value))
    planned = Window.objects.filter(elder=OuterRef("id"), state=WindowState.OPEN, reason=Reason.REGULAR, tier=tier)
    return elders.filter(~Exists(planned))


def plan_these(*, at: datetime, ids: Iterable[UUID], books: Rulebooks, skipping: bool = False) -> int:
    """Make or move the regular window of each of these elders; those that others write to are left for later."""
    today = timezone.localdate(at)
    with transaction.atomic():
        locked = Elder.objects.select_for_update(of=("self",), no_key=True, skip_locked=skipping)
        elders = list(locked.filter(id__in=list(ids), left_on=None).select_related("person").order_by("id"))
        open_ones = {
            one.elder_id: one
            for one in Window.objects.filter(elder__in=elders, state=WindowState.OPEN, reason=Reason.REGULAR)
        }
        fresh: list[Window] = []
        known = known_of(elders, today=today)
        for elder in elders:
            book = books.at(elder.person.home_id, today)
            tier = Tier(elder.tier or Tier.LOW)
            pace = pace_of(book, tier)
            days = regular(known[elder.id], pace)
            window = open_ones.get(elder.id)
            if window is None:
                fresh.append(_window(elder, Reason.REGULAR, tier, days, at))
                continue
            if window.tier != tier and tier == Tier.HIGH:
                fresh.append(_soon(elder, Because.TIER, window.id, at, at, books))
            _reshape(window, tier, days)
        Window.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(elders)


def _reshape(window: Window, tier: Tier, days: Days) -> None:
    now = {"tier": tier, "opens_on": days.opens_on, "due_on": days.due_on, "expires_on": days.expires_on}
    if any(getattr(window, name) != value for name, value in now.items()):
        Window.objects.filter(id=window.id).update(**now)


def _after_changes(at: datetime, region_code: str, books: Rulebooks) -> None:
    """A window of a day for each move and each serious thing that was learnt of late; each makes one, ever."""
    since = at - LOOK_BACK
    here = Q(elder__left_on=None, elder__person__home__code__startswith=region_code)
    moved = Removal.objects.filter(here, moved_at__gt=since).select_related("elder__person")
    facts = Fact.objects.filter(here, field__in=SERIOUS, recorded_at__gt=since, superseded_at=None)
    facts = facts.exclude(source__in=[Source.IMPORT, Source.VISIT]).filter(elder__registered_at__lt=F("recorded_at"))
    found = [(move.elder, Because.MOVED, move.id, move.moved_at) for move in moved]
    alarms = Incident.objects.filter(here, reported_at__gt=since, discreet=False).exclude(state__in=NOTHING_HAPPENED)
    for one in alarms.select_related("elder__person"):
        assert one.elder is not None  # `here` asks for one
        found.append((one.elder, Because.INCIDENT, one.id, one.reported_at))
    for fact in facts.select_related("elder__person"):
        if fact.value not in ("", "[]", "false"):
            found.append((fact.elder, Because.HAPPENED, fact.id, fact.recorded_at))
    windows = [_soon(elder, because, key, since, at, books) for elder, because, key, since in found]
    Window.objects.bulk_create(windows, ignore_conflicts=True)


def _soon(elder: Elder, because: Because, key: UUID, since: datetime, at: datetime, books: Rulebooks) -> Window:
    today = timezone.localdate(at)
    book = books.at(elder.person.home_id, today)
    due_at = since + timedelta(hours=book[VISIT_AFTER_CHANGE].value)
    tier = Tier(elder.tier or Tier.LOW)
    days = after_change(timezone.localdate(since), timezone.localdate(due_at), pace_of(book, tier))
    window = _window(elder, Reason.CHANGE, tier, days, at)
    window.because, window.because_id, window.due_at = because, key, due_at
    return window


def _window(elder: Elder, reason: Reason, tier: Tier, days: Days, at: datetime) -> Window:
    return Window(
        elder=elder,
        reason=reason,
        tier=tier,
        opens_on=days.opens_on,
        due_on=days.due_on,
        expires_on=days.expires_on,
        made_at=at,
    )
