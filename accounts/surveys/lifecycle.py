"""How a report goes from one state to the next, and the locks under which it goes."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.refusals import NotFound, Refusal
from accounts.surveys.enums import Happened, ReportState, RoundState, Rung
from accounts.surveys.ladder import HANDS_IN, SIGNS, TOWNSHIP_DIGITS, signing_place
from accounts.surveys.models import Report, Round, Step

S = ReportState
MOVES: dict[str, tuple[frozenset[str], ReportState]] = {
    "submit": (frozenset({S.OPEN, S.BACK}), S.SUBMITTED),
    "sign": (frozenset({S.SUBMITTED}), S.SIGNED),
    "send_back": (frozenset({S.SUBMITTED, S.SIGNED}), S.BACK),
}


class RoundOver(Refusal):
    code = "round_over"
    sentence = _("This round has ended.")


class ReportMoved(Refusal):
    """The report is not, or no longer, where this move begins."""

    code = "report_moved"
    sentence = _("This has changed in the meantime: it now says “%(state)s”.")


def lock_round(round_id: UUID, *, by: Any) -> Round:
    """Lock an open round that ``by`` may lead. Raises NotAllowed, NotFound, RoundOver; ``by`` None is the house."""
    found = Round.objects.select_for_update(of=("self",)).select_related("region").filter(id=round_id).first()
    if by is not None:
        demand(by, Permission.ROUND_HOLD)
        if found is not None:
            demand(by, Permission.ROUND_HOLD, region_code=found.region_id)
    if found is None:
        raise NotFound
    if found.state != RoundState.OPEN:
        raise RoundOver
    return found


def lock_report(round_id: UUID, place: str, *, by: Any, signing: bool) -> Report:
    """Lock the round, then the report of a place that ``by`` may hand in, or sign with ``signing``.

    Whoever looks at other reports too (a signature, a township) holds the round, so that none of them moves meanwhile;
    villages that hand in do not wait for each other. Raises NotAllowed, NotFound, RoundOver. ``by`` None is the house.
    """
    if signing or len(place) <= TOWNSHIP_DIGITS:
        Round.objects.select_for_update(no_key=True).filter(id=round_id).first()
    reports = Report.objects.select_for_update(of=("self",)).select_related("round", "region")
    report = reports.filter(round=round_id, region=place).first() if place.isascii() and "\x00" not in place else None
    ladder = SIGNS if signing else HANDS_IN
    if by is not None:
        demand(by, ladder[Rung.VILLAGE])
    if report is None:
        raise NotFound
    if by is not None:
        demand(by, Permission.ROUND_WALK, region_code=report.region_id)
        demand(by, ladder[Rung(report.rung)], region_code=signing_place(report) if signing else report.region_id)
    if report.round.state != RoundState.OPEN:
        raise RoundOver
    return report


def advance_report(report: Report, move: str, **changes: Any) -> Report:
    """Move a locked report along the table, writing ``changes`` with it; raises ReportMoved."""
    sources, target = MOVES[move]
    if report.state not in sources:
        raise ReportMoved(state=report.get_state_display())
    changes["state"] = target
    for name, value in changes.items():
        setattr(report, name, value)
    report.save(update_fields=list(changes))
    return report


def note_step(what: Happened, *, by: Any, at: Any, of: Round, report: Report | None = None, words: str = "") -> None:
    """Write the step into the history and the journal; whoever it concerns is told. ``words`` stay in the history."""
    Step.objects.create(round=of, report=report, what=what, words=words, at=at, by=by)
    emit(
        f"accounts.round.{what.lower()}",
        at=at,
        by=by,
        subject_kind="report" if report is not None else "round",
        subject_id=report.id if report is not None else of.id,
        region_code=report.region_id if report is not None else of.region_id,
        detail={"round": str(of.id)},
    )
