"""Reads about survey rounds: how far each village and township is, who is left, what is frozen."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.access.enums import TABLE, Permission
from accounts.access.models import Grant
from accounts.access.queries import demand, nearest_staff, standing, territories
from accounts.elders.enums import Channel, Tier
from accounts.elders.models import Change, Elder, Fact, Whereabouts
from accounts.journal.models import Event
from accounts.people.models import User
from accounts.refusals import NotFound
from accounts.surveys.asked import asked_in, begin_of, seen_in
from accounts.surveys.enums import ReportState, RosterState, RoundState, Rung
from accounts.surveys.ladder import HANDS_IN, SIGNS, TOWNSHIP_DIGITS, signing_place
from accounts.surveys.models import Absence, FrozenRoster, FrozenRow, Report, Round, Step

DUE_SOON_DAYS = 3


@dataclass(frozen=True)
class Reach:
    """Whom a round will reach before it is opened."""

    villages: int
    townships: int
    elders: int


@dataclass
class Standing:
    """How far one place is. ``villages`` counts the states of the villages of a township."""

    report: Report
    asked: int = 0
    seen: int = 0
    villages: dict[str, int] = field(default_factory=dict)

    @property
    def left(self) -> int:
        return self.asked - self.seen

    @property
    def percent(self) -> int:
        return self.seen * 100 // self.asked if self.asked else 100

    @property
    def villages_late(self) -> int:
        """How many villages of it have not handed in although their day is over."""
        of = self.report.round
        if of.state != RoundState.OPEN or of.villages_due >= timezone.localdate():
            return 0
        return self.villages.get(ReportState.OPEN, 0) + self.villages.get(ReportState.BACK, 0)

    def overdue(self, on: date) -> bool:
        """Not handed in although the day is over."""
        return self.report.waits and self.report.due_on < on


def rounds_for(user: Any) -> QuerySet[Round]:
    """The rounds that ask something of the login's territory, those under way first. Raises NotAllowed."""
    demand(user, Permission.ROUND_WALK)
    reach = Q(pk__in=[])
    for code in territories(user, Permission.ROUND_WALK):
        above = [code[:length] for length in range(2, len(code) + 1)]
        reach |= Q(region__code__startswith=code) | Q(region__in=above)
    return Round.objects.filter(reach).select_related("region", "opened_by__person").order_by("-opened_at", "-id")


def round_for(user: Any, round_id: UUID) -> Round:
    """The round, if it asks something of the login's territory. Raises NotAllowed, NotFound."""
    found = rounds_for(user).filter(id=round_id).first()
    if found is None:
        raise NotFound
    return found


def report_for(user: Any, round_id: UUID, place: str) -> Report:
    """What a place of the login's territory owes the round. Raises NotAllowed, NotFound."""
    demand(user, Permission.ROUND_WALK)
    reports = Report.objects.select_related("round__region", "region", "submitted_by__person", "signed_by__person")
    found = reports.filter(round=round_id, region=place).first() if place.isascii() and "\x00" not in place else None
    if found is None:
        raise NotFound
    demand(user, Permission.ROUND_WALK, region_code=found.region_id)
    return found


def own_reports(user: Any, of: Round) -> QuerySet[Report]:
    """The reports of the round inside the login's territory."""
    inside = Q(pk__in=[])
    for code in territories(user, Permission.ROUND_WALK):
        inside |= Q(region__code__startswith=code)
    return Report.objects.filter(inside, round=of).select_related("round", "region").order_by("region")


def reach_of(of: Round) -> Reach:
    """What the round, saved or not, would reach today. One query."""
    homes = set(asked_in(of).order_by().values_list("person__home_id", flat=True).distinct())
    return Reach(len(homes), len({code[:TOWNSHIP_DIGITS] for code in homes}), asked_in(of).count())


def standings(of: Round, reports: Iterable[Report], *, within: str) -> list[Standing]:
    """How far these places are, all inside ``within``; what was handed in stands as it was. Two queries."""
    reports = list(reports)
    counted = (
        asked_in(of, within)
        .values_list("person__home_id")
        .annotate(asked=Count("id"), seen=Count("id", filter=seen_in(of, within)))
        .order_by()
    )
    live = {home: (asked, seen) for home, asked, seen in counted}
    villages = Report.objects.filter(round=of, rung=Rung.VILLAGE, region__code__startswith=within)
    states = list(villages.values_list("region_id", "state", "asked", "seen"))
    for home, state, asked, seen in states:
        if state in (ReportState.SUBMITTED, ReportState.SIGNED) or of.state != RoundState.OPEN:
            live[home] = (asked, seen)
    found = []
    for report in reports:
        one = Standing(report)
        for home, (asked, seen) in live.items():
            if home.startswith(report.region_id):
                one.asked, one.seen = one.asked + asked, one.seen + seen
        for home, state, _asked, _seen in states:
            if home.startswith(report.region_id):
                one.villages[state] = one.villages.get(state, 0) + 1
        found.append(one)
    return found


def still_to_see(of: Round, code: str) -> QuerySet[Elder]:
    """Elders of a place nobody has seen in this round, each with its person and home."""
    left = asked_in(of, code).exclude(seen_in(of, code))
    return left.select_related("person__home").order_by("person__home", "id")


def latest_absences(of: Round, elders: Iterable[Elder]) -> dict[UUID, list[Absence]]:
    """Elder → the times somebody knocked and could not ask, the newest first. One query."""
    found: dict[UUID, list[Absence]] = {}
    for absence in Absence.objects.filter(round=of, elder__in=list(elders)).order_by("-at", "-id"):
        found.setdefault(absence.elder_id, []).append(absence)
    return found


def come_and_gone(of: Round, code: str) -> tuple[list[Elder], list[Elder]]:
    """Elders of a place who were entered since the round began, and those who died or moved away. Two queries."""
    here = Elder.objects.filter(person__home__code__startswith=code).select_related(
        "person__home", "registered_by__person"
    )
    begin = begin_of(of.starts_on)
    return (
        list(here.filter(left_on=None, registered_at__gte=begin).order_by("registered_at")),
        list(here.filter(left_on__gte=of.starts_on).order_by("left_on")),
    )


def steps_of(of: Round, report: Report | None = None) -> QuerySet[Step]:
    """What was done, the newest first: of the round itself, or of one report."""
    steps = Step.objects.filter(round=of, report=report)
    return steps.select_related("by__person").order_by("-at", "-id")


def roster_of(report: Report) -> FrozenRoster | None:
    """The newest frozen roster of a township."""
    return FrozenRoster.objects.filter(report=report).order_by("-begun_at").first()


def roster_for(user: Any, roster_id: UUID) -> FrozenRoster:
    """The frozen roster, if its township lies in the login's territory. Raises NotAllowed, NotFound."""
    demand(user, Permission.ROUND_SIGN)
    found = (
        FrozenRoster.objects.select_related(
            "report__round__region", "report__region", "report__submitted_by__person", "report__signed_by__person"
        )
        .filter(id=roster_id)
        .first()
    )
    if found is None:
        raise NotFound
    demand(user, Permission.ROUND_SIGN, region_code=found.report.region_id)
    return found


def rows_of_roster(roster: FrozenRoster) -> QuerySet[Any]:
    """The rows in their order, each saying whether the elder ``changed`` since. One query."""
    if roster.frozen_at is None:
        return FrozenRow.objects.none()
    this = OuterRef("elder")
    moved = Whereabouts.objects.filter(supporter__elder=this, confirmed_at__gt=roster.frozen_at)
    changed = (
        Exists(Fact.objects.filter(elder=this, recorded_at__gt=roster.frozen_at))
        | Exists(Change.objects.filter(elder=this, changed_at__gt=roster.frozen_at))
        | Exists(moved.exclude(channel=Channel.IMPORT))
    )
    rows = FrozenRow.objects.filter(roster=roster).select_related("elder")
    return rows.annotate(changed=changed).order_by("position")


def entered_since(roster: FrozenRoster) -> int:
    """How many elders the township entered after the roster was frozen."""
    code = roster.report.region_id
    return Elder.objects.filter(person__home__code__startswith=code, registered_at__gt=roster.frozen_at).count()


def round_audience(event: Event) -> list[User]:
    """Who is told of a step: those who must act next, and never whoever took it."""
    happened = event.name.rpartition(".")[2]
    if event.subject_kind == "round":
        wanted = _leaders(event) if happened in ("closed",) else _walkers(event)
    else:
        report = Report.objects.select_related("round").filter(id=event.subject_id).first()
        if report is None:
            return []
        rung = Rung(report.rung)
        if happened == "submitted":
            wanted = nearest_staff(SIGNS[rung], signing_place(report))
        else:
            wanted = nearest_staff(HANDS_IN[rung], report.region_id)
            if happened == "overdue":
                wanted = [*wanted, *nearest_staff(SIGNS[rung], signing_place(report))]
            if report.submitted_by_id is not None:
                wanted = [*wanted, report.submitted_by_id]
    users = User.objects.filter(id__in=set(wanted), is_active=True).order_by("id")
    return [user for user in users if user.id != event.by_id]


def _leaders(event: Event) -> list[UUID]:
    return nearest_staff(Permission.ROUND_HOLD, event.region_code)


def _walkers(event: Event) -> list[UUID]:
    """Everybody who walks or signs in the places of the round."""
    roles = [role for role, held in TABLE.items() if Permission.ROUND_WALK in held]
    grants = Grant.objects.filter(standing(), region__code__startswith=event.region_code, role__in=roles)
    return list(grants.values_list("user_id", flat=True))


def due_reports(on: date) -> QuerySet[Report]:
    """Reports of open rounds that are not handed in, with their rounds."""
    waiting = Report.objects.filter(round__state=RoundState.OPEN, state__in=[ReportState.OPEN, ReportState.BACK])
    return waiting.filter(round__starts_on__lte=on).select_related("round").order_by("id")


def frozen(report: Report) -> bool:
    """True when the roster that belongs to the last handing in stands."""
    newest = roster_of(report)
    return newest is not None and newest.state == RosterState.FROZEN


def unexcused(of: Round, code: str) -> QuerySet[Elder]:
    """Those of a place who were neither seen nor knocked for in vain: while there are any, nothing is handed in."""
    excused = Absence.objects.filter(round=of).values("elder")
    return asked_in(of, code).exclude(seen_in(of, code)).exclude(id__in=excused)


def changed_since(roster: FrozenRoster) -> int:
    """How many elders of the roster are not as they were frozen."""
    return rows_of_roster(roster).filter(changed=True).count()


def village_sums(roster: FrozenRoster) -> list[dict[str, Any]]:
    """Village by village: how many are on the roster, left behind, at high risk, seen. One query."""
    counted: QuerySet[Any] = FrozenRow.objects.filter(roster=roster).values("village_code").order_by("village_code")
    return list(
        counted.annotate(
            all=Count("id"),
            left_behind_count=Count("id", filter=Q(left_behind=True)),
            high=Count("id", filter=Q(tier=Tier.HIGH)),
            seen_count=Count("id", filter=Q(seen=True)),
        )
    )
