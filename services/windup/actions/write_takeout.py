"""The job that writes the file. Killed, it is taken up again and begins anew: a file is one moment."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.journal.actions.emit import emit
from accounts.reading import from_replica
from services.windup.enums import TakeoutState
from services.windup.exporting.sinks import ZipSink
from services.windup.exporting.writing import Written, write_export
from services.windup.models import Takeout
from services.windup.progress import steps_done


def write_takeout(*, at: datetime, request_id: UUID) -> Takeout:
    """Write the file of a takeout that is WRITING; another is left as it is. Whoever asked hears of its end."""
    takeout = Takeout.objects.select_related("request__region").get(request=request_id)
    if takeout.state != TakeoutState.WRITING:
        return takeout
    name = f"{takeout.request.region_id}-{request_id}.zip"
    target = Path(settings.TAKEOUTS) / name
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.unlink(missing_ok=True)  # of a job that died after the last byte; the sink forgets a draft by itself
    try:
        written = _write(takeout, target, at)
    except Exception:
        _end(takeout, at, state=TakeoutState.FAILED, password="")
        raise
    _end(
        takeout,
        at,
        state=TakeoutState.READY,
        ready_at=at,
        file=name,
        size_bytes=target.stat().st_size,
        rows=written.rows,
        statements=written.statements,
    )
    return takeout


@from_replica
def _write(takeout: Takeout, target: Path, at: datetime) -> Written:
    """From the first byte: the sink forgets what an earlier try has left."""
    return write_export(
        takeout.request.region,
        ZipSink(target, takeout.password.encode()),
        at=at,
        progress=lambda done, of, _what: steps_done(takeout.request_id, done, of),
    )


def _end(takeout: Takeout, at: datetime, **changes: object) -> None:
    with transaction.atomic():
        rows = Takeout.objects.filter(request=takeout.request_id, state=TakeoutState.WRITING)
        if not rows.update(**changes):
            return
        takeout.refresh_from_db()
        emit(
            f"services.county.export_{str(takeout.state).lower()}",
            at=at,
            by=None,
            subject_kind="county_export",
            subject_id=takeout.request_id,
            region_code=takeout.request.region_id,
            detail={"asked_by": str(takeout.request.asked_by_id)},
        )
