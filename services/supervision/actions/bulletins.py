"""What the actions on a bulletin share: its lock, its refusals, its events."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.refusals import Invalid, NotFound, Refusal
from services.supervision.models import Bulletin


class NothingFrozen(Invalid):
    code = "nothing_frozen"
    sentence = _("Of that month nothing was frozen: there are no figures to write about.")


class BulletinAtWork(Refusal):
    code = "bulletin_at_work"
    sentence = _("Somebody writes the bulletin of this month already.")


class SayWhy(Invalid):
    code = "say_why"
    sentence = _("Say in a sentence why.")


class AnotherPasses(Refusal):
    code = "another_passes"
    sentence = _("Whoever wrote it does not pass it: a second person does.")


def lock_bulletin(bulletin_id: UUID, *, by: Any, permission: Permission = Permission.SUPERVISE) -> Bulletin:
    """Lock a bulletin of the actor's territory. Raises NotAllowed, NotFound."""
    demand(by, permission)
    found = Bulletin.objects.select_for_update(of=("self",)).select_related("region").filter(id=bulletin_id).first()
    if found is None:
        raise NotFound
    demand(by, permission, region_code=found.region_id)
    return found


def tell_bulletin(bulletin: Bulletin, what: str, *, by: Any, at: datetime) -> None:
    emit(
        f"services.bulletin.{what}",
        at=at,
        by=by,
        subject_kind="bulletin",
        subject_id=bulletin.id,
        region_code=bulletin.region_id,
        detail={"month": bulletin.month.isoformat(), "edition": bulletin.edition},
    )
