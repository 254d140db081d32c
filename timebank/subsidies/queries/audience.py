"""Whom events of a month's run concern."""

from accounts.access.enums import Permission
from accounts.access.queries import nearest_staff
from accounts.journal.models import Event
from accounts.people.models import User
from timebank.subsidies.models import Run


def run_audience(event: Event) -> list[User]:
    """Proposed: who may decide, but not whoever proposed it. Posted or sent back: whoever proposed it."""
    happened = event.name.rpartition(".")[2]
    if happened == "proposed":
        deciding = nearest_staff(Permission.SUBSIDY_DECIDE, event.region_code)
        found = User.objects.filter(id__in=deciding, is_active=True).order_by("id")
        return [user for user in found if user.id != event.by_id]
    if happened in ("posted", "returned"):
        return list(User.objects.filter(id__in=Run.objects.filter(id=event.subject_id).values("proposed_by")))
    return []
