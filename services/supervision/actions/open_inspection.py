"""Open an inspection: the elders are drawn, and nobody chooses whom."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.keys import new_key
from accounts.refusals import Invalid, NotFound
from accounts.regions.enums import Level
from accounts.regions.models import Region
from services.supervision.models import Inspection, Sampled
from services.supervision.queries.sampling import drawn

MOST_EACH, MOST_VILLAGES = 30, 60


class NobodyToDraw(Invalid):
    code = "nobody_to_draw"
    sentence = _("Choose villages in which elders live, and how many to draw in each.")


def open_inspection(
    *,
    by: Any,
    at: datetime,
    region_code: str,
    title: str,
    villages: Iterable[str],
    departments: Iterable[str],
    each: int,
    held_on: date,
    seed: str = "",
) -> Inspection:
    """Draw ``each`` elders of every village by the seed, which is shown: the same seed draws the same.

    Without a seed one is made from the key of the inspection, which nobody can choose. Raises NotAllowed, NotFound,
    NobodyToDraw.
    """
    demand(by, Permission.SUPERVISE, region_code=region_code)
    codes = sorted(set(villages))
    if not codes or len(codes) > MOST_VILLAGES or not 1 <= each <= MOST_EACH:
        raise NobodyToDraw(field="villages")
    found = Region.objects.filter(code__in=codes, code__startswith=region_code, level=Level.VILLAGE).count()
    if found != len(codes):
        raise NotFound
    key = new_key()
    chosen = seed.strip()[:40] or str(key)
    sample = drawn(codes, each=each, seed=chosen, on=held_on)
    if not sample:
        raise NobodyToDraw(field="villages")
    with transaction.atomic():
        inspection = Inspection.objects.create(
            id=key,
            region_id=region_code,
            title=title.strip()[:60],
            villages=codes,
            departments=[one.strip()[:40] for one in departments if one.strip()],
            each=each,
            seed=chosen,
            held_on=held_on,
            opened_at=at,
            opened_by=by,
        )
        Sampled.objects.bulk_create(
            Sampled(inspection=inspection, elder_id=elder_id, village_code=code, position=number)
            for number, (code, elder_id) in enumerate(sample, 1)
        )
        emit(
            "services.inspection.opened",
            at=at,
            by=by,
            subject_kind="inspection",
            subject_id=inspection.id,
            region_code=region_code,
        )
    return inspection
