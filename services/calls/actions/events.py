"""What events of calls and call-backs say to the journal. Nothing of them is public: no number, no word of a note."""

from datetime import datetime
from typing import Any

from accounts.journal.actions.emit import emit
from services.calls.models import Call, CallBack


def emit_call(call: Call, happened: str, *, at: datetime, by: Any, **detail: Any) -> None:
    """Emit ``services.call.<happened>``."""
    emit(
        f"services.call.{happened}",
        at=at,
        by=by,
        subject_kind="call",
        subject_id=call.id,
        region_code=call.elder.person.home_id if call.elder else "",
        detail={"elder": str(call.elder_id or ""), **detail},
        deliver=False,
    )


def emit_call_back(call_back: CallBack, happened: str, *, at: datetime, by: Any, **detail: Any) -> None:
    """Emit ``services.call_back.<happened>``."""
    emit(
        f"services.call_back.{happened}",
        at=at,
        by=by,
        subject_kind="call_back",
        subject_id=call_back.id,
        region_code=call_back.elder.person.home_id,
        detail={"elder": str(call_back.elder_id), **detail},
        deliver=False,
    )
