"""The level above reads the closing report: it is closed, or goes back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.refusals import NotFound
from services.incidents.actions.alarm import due_after, set_alarm
from services.incidents.actions.happened import note_in_dossier
from services.incidents.actions.record import add_step, checked_words, emit_incident, lock_incident
from services.incidents.enums import Level, Result, State, Verdict, What
from services.incidents.lifecycle import advance_incident
from services.incidents.models import ClosingReport, Incident
from services.incidents.queries.rows import may_approve
from services.orders.lifecycle import StateChanged


def decide_closing(*, by: Any, at: datetime, incident_id: UUID, approve: bool, answer: str = "") -> ClosingReport:
    """Approve the report: the incident is closed, and the dossier says what happened. Or send it back with words.

    Raises NotAllowed, NotFound for anybody who is not the level above (or wrote it), IncidentOver, StateChanged,
    WordsMissing when it goes back without any.
    """
    with transaction.atomic():
        incident, _stands = lock_incident(incident_id, by=by, at=at, permission=Permission.INCIDENT_OWN)
        report = ClosingReport.objects.filter(incident=incident, verdict=Verdict.WAITING).first()
        if report is None:
            raise StateChanged(status=incident.get_state_display())
        if not may_approve(by, report, at=at):
            raise NotFound
        said = checked_words(answer, field="answer", wanted=not approve)
        report.verdict = Verdict.APPROVED if approve else Verdict.BACK
        report.decided_at, report.decided_by, report.answer = at, by, said
        report.save(update_fields=["verdict", "decided_at", "decided_by", "answer"])
        if approve:
            _close(incident, report, by=by, at=at)
        else:
            _send_back(incident, report, by=by, at=at)
    return report


def _close(incident: Incident, report: ClosingReport, *, by: Any, at: datetime) -> None:
    if report.result == Result.FALSE_ALARM:
        advance_incident(incident, "call_false", result=report.result, closed_at=at)
        add_step(incident, What.FALSE_ALARM, by=by, at=at, words=report.answer)
        emit_incident(incident, "false_alarm", at=at, by=by, told=[report.written_by_id])
        return
    advance_incident(incident, "close", result=report.result, closed_at=at)
    add_step(incident, What.CLOSED, by=by, at=at, words=report.answer, code=report.result)
    emit_incident(
        incident, "closed", at=at, by=by, told=[report.written_by_id], kind=incident.kind, result=report.result
    )
    note_in_dossier(incident, at=at, on=timezone.localdate(incident.happened_at))


def _send_back(incident: Incident, report: ClosingReport, *, by: Any, at: datetime) -> None:
    if incident.owner_id is not None:
        advance_incident(incident, "send_back_owned")
    else:
        due = due_after(incident, Level(incident.level), at)
        advance_incident(incident, "send_back_first", due_at=due)
        set_alarm(incident)
    assert incident.state in (State.OWNED, State.ACKNOWLEDGED)
    add_step(incident, What.SENT_BACK, by=by, at=at, words=report.answer, key=report.id)
    emit_incident(incident, "sent_back", at=at, by=by, told=[report.written_by_id])
