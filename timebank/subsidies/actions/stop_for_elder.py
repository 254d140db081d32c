"""An elder dies or moves away: what was paid to them stops by itself."""

from datetime import date, datetime
from typing import Any

from accounts.elders.models import Elder
from timebank.subsidies.actions.stop_enrolment import end
from timebank.subsidies.enums import EndedBecause
from timebank.subsidies.models import Enrolment


def stop_for_elder(*, by: Any, at: datetime, elder: Elder, on: date, died: bool) -> int:
    """End every enrolment on that day; return how many.

    Inside a transaction that has locked the elder's person, for an actor whose right to it has been asked.
    """
    rows = Enrolment.objects.select_for_update(of=("self",), no_key=True).filter(elder=elder, ended_at=None)
    because = EndedBecause.DIED if died else EndedBecause.MOVED
    running = list(rows.select_related("programme").order_by("id"))
    for enrolment in running:
        end(enrolment, by=by, at=at, last_on=on, because=because, words="", home=elder.person.home_id)
    return len(running)
