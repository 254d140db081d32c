"""Send a matter up: a problem one cannot solve oneself, or a grave finding."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Invalid, NotFound
from accounts.regions.models import Region
from services.supervision.actions.mattering import tell_matter
from services.supervision.actions.tasking import SayWhat, check_due, checked_words
from services.supervision.enums import MatterKind
from services.supervision.models import Matter


class NotAbove(Invalid):
    code = "not_above"
    sentence = _("Send it to the township or the county above.")


def raise_matter(
    *, by: Any, at: datetime, region_code: str, to_code: str, kind: str, title: str, words: str, due_on: date
) -> Matter:
    """Anybody who watches over the place may. Raises NotAllowed, NotFound, NotAbove, SayWhat, DueBefore."""
    demand(by, Permission.TERRITORY_VIEW, region_code=region_code)
    if not (6 <= len(to_code) < len(region_code) and region_code.startswith(to_code)):
        raise NotAbove(field="to_code")
    said = checked_words(words, SayWhat)
    about = checked_words(title, SayWhat, field="title")[:60]
    check_due(due_on, today=timezone.localdate(at))
    with transaction.atomic():
        if Region.objects.filter(code__in=[region_code, to_code]).count() != 2:
            raise NotFound
        matter = Matter.objects.create(
            kind=kind if kind in MatterKind.values else MatterKind.PROBLEM,
            region_id=region_code,
            to_id=to_code,
            title=about,
            words=said,
            due_on=due_on,
            raised_at=at,
            raised_by=by,
        )
        tell_matter(matter, "raised", by=by, at=at)
    return matter
