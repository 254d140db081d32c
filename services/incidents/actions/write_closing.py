"""What was found and done, for the level above to read."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, Refusal
from services.incidents.actions.record import add_step, checked_words, emit_incident, lock_incident
from services.incidents.actions.take_over_incident import level_of_owner
from services.incidents.enums import Level, Result, What
from services.incidents.ladder import above, place
from services.incidents.lifecycle import advance_incident
from services.incidents.models import ClosingReport, Incident
from services.incidents.queries.duty import on_duty


class OthersReport(Refusal):
    code = "others_report"
    sentence = _("Whoever has taken it over writes the closing report.")


class ResultMissing(Invalid):
    code = "result_missing"
    sentence = _("Say how it ended.")
    status = 422


class LateUnexplained(Invalid):
    code = "late_unexplained"
    sentence = _("It was passed on because nobody answered in time. Write down why.")
    status = 422


def write_closing(
    *,
    by: Any,
    at: datetime,
    incident_id: UUID,
    result: Result | str,
    found: str,
    done: str,
    prevention: str,
    late: str = "",
) -> ClosingReport:
    """Write the closing report; the level above is told to read it, and the clock stands.

    The owner writes it; what was never taken over, whoever answered first. ``late`` is asked for when it went up by
    itself. Raises NotAllowed, NotFound, IncidentOver, OthersReport, StateChanged, ResultMissing, WordsMissing,
    LateUnexplained.
    """
    if result not in Result.values:
        raise ResultMissing(field="result")
    parts = {"found": found, "done": done, "prevention": prevention}
    texts = {name: checked_words(text, field=name, wanted=True) for name, text in parts.items()}
    why = checked_words(late, field="late")
    with transaction.atomic():
        incident, stands = lock_incident(incident_id, by=by, at=at)
        writer = incident.owner_id or incident.first_by_id
        if writer != by.id and not (incident.owner_id is not None and stands.owns):
            raise OthersReport
        if incident.alarms and not why:
            raise LateUnexplained(field="late")
        level = Level(incident.owner_level) if incident.owner_level else _first_level(by, incident, stands.owns, at)
        advance_incident(incident, "write", due_at=None, handing_to=None)
        report = ClosingReport.objects.create(
            incident=incident,
            elder_id=incident.elder_id,
            level=level,
            result=result,
            late=why,
            written_at=at,
            written_by=by,
            **texts,
        )
        add_step(incident, What.WRITTEN, by=by, at=at, level=level, code=report.result, key=report.id)
        upper = above(level) or Level.COUNTY
        told = [one.user_id for one in on_duty(upper, place(incident.region_id, upper), at=at)]
        emit_incident(incident, "written", at=at, by=by, told=told, level=upper)
    return report


def _first_level(by: Any, incident: Incident, owns: bool, at: datetime) -> Level:
    return level_of_owner(by, incident, at=at) if owns else Level.VILLAGE
