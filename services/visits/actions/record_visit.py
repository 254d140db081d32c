"""Write down that somebody looked in on an elder, or tried to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.models import Supporter
from accounts.policies.queries import rulebooks
from accounts.policies.visit_rules import VISIT_BACKDATE
from accounts.refusals import Invalid
from services.visits.actions.events import tell
from services.visits.actions.plan_visits import plan_these
from services.visits.actions.propose import propose_findings
from services.visits.enums import Food, Given, Health, Kept, Mode, Mood, Outcome, Safety, WindowState
from services.visits.lifecycle import advance_windows
from services.visits.models import CallTurn, SupporterNote, Visit, Window
from services.visits.queries.reach import visitable_elder

LONGEST_WORDS = 500
LONGEST_MINUTES = 24 * 60
AHEAD = timedelta(minutes=10)  # a clock may be a little fast
TWICE = timedelta(minutes=10)  # the same form with the same answers within this is the same visit
ANSWERS: dict[str, Any] = {"health": Health, "food": Food, "mood": Mood, "safety": Safety, "care": Kept}
FINE = {Health.WELL, Food.WELL, Mood.GOOD, Safety.SAFE, Kept.KEPT}
GIVES = ("money", "care", "comfort")


class StillToCome(Invalid):
    code = "visit_still_to_come"
    sentence = _("This moment is still to come.")


class TooLongAgo(Invalid):
    code = "visit_too_long_ago"
    sentence = _("This is more than %(days)s days ago: it can no longer be written down.")


class BadAnswer(Invalid):
    code = "visit_bad_answer"
    sentence = _("Choose from the answers offered.")


class HowAreThey(Invalid):
    code = "visit_how_are_they"
    sentence = _("Say at least how the elder is.")


class LongWords(Invalid):
    code = "visit_words_too_long"
    sentence = _("Write at most %(n)s characters.")


@dataclass(frozen=True)
class Gives:
    """What a supporter gives, each by ``enums.Given`` or empty, and when they last rang or came."""

    supporter_id: UUID
    money: str = ""
    care: str = ""
    comfort: str = ""
    last_contact_on: date | None = None

    @property
    def empty(self) -> bool:
        return not (self.money or self.care or self.comfort or self.last_contact_on)


def record_visit(
    *,
    by: Any,
    at: datetime,
    elder_id: UUID,
    mode: Mode | str,
    outcome: Outcome | str,
    happened_at: datetime | None = None,
    answers: Mapping[str, str] | None = None,
    words: str = "",
    supporters: Iterable[Gives] = (),
    point: tuple[float, float] | None = None,
    form_key: UUID | None = None,
    **more: Any,
) -> Visit:
    """Keep what was found; the windows it falls into are done (or tried), and the next one is planned at once.

    ``at`` is when it got here, ``happened_at`` when it happened, as judged by whoever calls; ``answers`` by the keys of
    ``ANSWERS``. ``point`` is latitude and longitude in degrees. ``more`` are the other columns of a visit:
    ``device_at``, ``doubtful``, ``minutes``, ``outing``, ``on_paper``. Sent twice it is still one visit. Raises
    NotAllowed, NotFound (also: not theirs to visit), LooksInNoMore, StillToCome, TooLongAgo, BadAnswer, HowAreThey,
    LongWords.
    """
    happened_at = happened_at or at
    said = _checked(mode, outcome, answers or {}, words, more.get("minutes"))
    with transaction.atomic():
        elder = visitable_elder(by, elder_id, on=timezone.localdate(happened_at), lock=True)
        code = elder.person.home_id
        books = rulebooks([code])
        _check_time(happened_at, at, books.at(code, timezone.localdate(at))[VISIT_BACKDATE].value)
        fresh = Visit(elder=elder, region_code=code, mode=mode, outcome=outcome, by=by, form_key=form_key, **more)
        fresh.happened_at, fresh.recorded_at = min(happened_at, at), at
        fresh.answers, fresh.words = said, words.strip()
        fresh.worrying = any(value not in FINE for value in said.values())
        if point is not None:
            fresh.latitude, fresh.longitude = point
        twin = _same(fresh)
        if twin is not None:
            return twin
        fresh.save()
        _note_supporters(fresh, supporters)
        propose_findings(fresh)
        _resolve(fresh, at)
        plan_these(at=at, ids=[elder.id], books=books)
        CallTurn.objects.filter(elder=elder).delete()
        facts = {"mode": fresh.mode, "outcome": fresh.outcome, "elder": str(elder.id)}
        tell(f"visit.{_what(fresh)}", at=at, by=by, kind="visit", key=fresh.id, region_code=code, **facts)
    return fresh


def _what(visit: Visit) -> str:
    """What is told of it: the family hears of a visit, and differently of one that leaves a worry."""
    if not visit.met:
        return "tried"
    return "worried" if visit.worrying else "recorded"


def _checked(mode: str, outcome: str, answers: Mapping[str, str], words: str, minutes: int | None) -> dict[str, str]:
    if mode not in Mode.values:
        raise BadAnswer(field="mode")
    if outcome not in Outcome.values:
        raise BadAnswer(field="outcome")
    if len(words) > LONGEST_WORDS:
        raise LongWords(field="words", n=LONGEST_WORDS)
    if minutes is not None and not 0 <= minutes <= LONGEST_MINUTES:
        raise BadAnswer(field="minutes")
    if outcome != Outcome.VISITED:
        return {}
    said = {name: str(value) for name, value in answers.items() if value}
    for name, value in said.items():
        if name not in ANSWERS or value not in ANSWERS[name].values:
            raise BadAnswer(field=name if name in ANSWERS else None)
    if "health" not in said:
        raise HowAreThey(field="health")
    return said


def _check_time(happened_at: datetime, at: datetime, days: int) -> None:
    if happened_at > at + AHEAD:
        raise StillToCome(field="when")
    if happened_at < at - timedelta(days=days):
        raise TooLongAgo(field="when", days=days)


def _same(fresh: Visit) -> Visit | None:
    """The visit that was written on the same form with the same answers a moment ago."""
    if fresh.form_key is None:
        return None
    near = (fresh.happened_at - TWICE, fresh.happened_at + TWICE)
    rows = Visit.objects.filter(
        elder=fresh.elder_id, by=fresh.by, form_key=fresh.form_key, outcome=fresh.outcome, happened_at__range=near
    )
    said = (fresh.mode, fresh.answers or None, fresh.words)
    return next((one for one in rows if (one.mode, one.answers or None, one.words) == said), None)


def _note_supporters(visit: Visit, supporters: Iterable[Gives]) -> None:
    known = set(Supporter.objects.filter(elder=visit.elder_id, ended_on=None).values_list("id", flat=True))
    today = timezone.localdate(visit.happened_at)
    for one in supporters:
        if one.empty or not visit.met or one.supporter_id not in known:
            continue
        given = {name: getattr(one, name) for name in GIVES if getattr(one, name)}
        if any(value not in Given.values for value in given.values()):
            raise BadAnswer
        if one.last_contact_on is not None and one.last_contact_on > today:
            raise StillToCome(field=f"contact_{one.supporter_id}")
        SupporterNote.objects.create(
            visit=visit,
            elder_id=visit.elder_id,
            supporter_id=one.supporter_id,
            given=given,
            last_contact_on=one.last_contact_on,
        )


def _resolve(visit: Visit, at: datetime) -> None:
    """Close what the visit answers: every open window that had begun, and a missed one if it was made in time."""
    day = timezone.localdate(visit.happened_at)
    windows = Window.objects.filter(elder=visit.elder_id, opens_on__lte=day)
    if not visit.met:
        advance_windows(windows.filter(state=WindowState.OPEN), "try", at=at, resolved_by=visit)
        return
    advance_windows(windows.filter(state=WindowState.OPEN), "visit", at=at, resolved_by=visit)
    missed = windows.filter(state=WindowState.MISSED, expires_on__gte=day)
    advance_windows(missed, "visit", at=at, resolved_by=visit)
