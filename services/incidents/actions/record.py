"""What every action of an incident has in common: the lock, the right to act, the line in the record, the event."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.journal.actions.emit import emit
from accounts.refusals import Invalid, NotAllowed, NotFound, Refusal
from services.incidents.enums import Level, What
from services.incidents.models import Incident, Step
from services.incidents.queries.duty import stood_in_for
from services.incidents.queries.rows import Standing, standing_of

LONGEST_WORDS = 1000


class IncidentOver(Refusal):
    code = "incident_over"
    sentence = _("This emergency is over: “%(state)s”.")


class TooManyWords(Invalid):
    code = "too_many_words"
    sentence = _("Write at most %(n)s characters.")
    status = 422


class WordsMissing(Invalid):
    code = "words_missing"
    sentence = _("Write it down in a few words.")
    status = 422


def lock_incident(
    incident_id: UUID, *, by: Any, at: datetime, permission: Permission = Permission.INCIDENT_ACT
) -> tuple[Incident, Standing]:
    """Lock an incident on which ``by`` may act; needs a transaction.

    Raises NotAllowed for a login without the permission anywhere, NotFound for anybody else's incident, IncidentOver.
    """
    incident = Incident.objects.select_for_update(of=("self",), no_key=True).filter(id=incident_id).first()
    if not (may(by, permission) or any(may(absent, permission) for absent in stood_in_for(by, at=at))):
        raise NotAllowed
    stands = standing_of(by, incident, at=at) if incident is not None else Standing()
    if incident is None or not (stands.owns if permission == Permission.INCIDENT_OWN else stands.acts):
        raise NotFound
    if incident.is_over:
        raise IncidentOver(state=incident.get_state_display())
    return incident, stands


def checked_words(words: str, *, field: str = "words", wanted: bool = False) -> str:
    """What somebody typed, without blanks around it. Raises TooManyWords, and WordsMissing where some are wanted."""
    text = words.strip()
    if len(text) > LONGEST_WORDS:
        raise TooManyWords(field=field, n=LONGEST_WORDS)
    if wanted and not text:
        raise WordsMissing(field=field)
    return text


def add_step(
    incident: Incident,
    what: What,
    *,
    by: Any,
    at: datetime,
    happened_at: datetime | None = None,
    device_at: datetime | None = None,
    level: Level | str = "",
    **more: Any,
) -> Step:
    """Write a line into the record. ``at`` is the server's time, ``happened_at`` when it was done, if not then."""
    return Step.objects.create(
        incident=incident,
        elder_id=incident.elder_id,
        what=what,
        level=level,
        by=by,
        at=happened_at or at,
        device_at=device_at,
        recorded_at=at,
        **more,
    )


def emit_incident(
    incident: Incident, happened: str, *, at: datetime, by: Any, told: Iterable[UUID] = (), **detail: Any
) -> None:
    """Emit ``services.incident.<happened>``; ``told`` are the logins that must hear of it besides reporter and family.

    Public is that something changed, and its state: neither what happened nor to whom.
    """
    emit(
        f"services.incident.{happened}",
        at=at,
        by=by,
        subject_kind="incident",
        subject_id=incident.id,
        region_code=incident.region_id,
        public={"incident": str(incident.id), "state": incident.state},
        detail={"told": [str(one) for one in told], "discreet": incident.discreet, **detail},
    )
