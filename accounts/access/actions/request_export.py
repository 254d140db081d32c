"""Ask for a list of elders to take away."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import ExportPurpose, Layout, Permission
from accounts.access.models import ExportRequest
from accounts.access.queries import demand, may
from accounts.journal.actions.emit import emit
from accounts.refusals import Invalid
from accounts.regions.enums import Level
from accounts.regions.models import Region


class WhatForAndHow(Invalid):
    code = "what_for_and_how"
    sentence = _("Choose a kind of list, and say what it is for in your own words.")
    status = 422


def request_export(*, by: Any, at: datetime, region: Region, layout: str, purpose: str, words: str) -> ExportRequest:
    """Ask for the elders of a region subtree as a file; nothing leaves before somebody else agrees.

    Raises NotAllowed, NotFound (outside the territory), WhatForAndHow.
    """
    words = words.strip()[: ExportRequest._meta.get_field("words").max_length]
    demand(by, Permission.REGISTRY_EXPORT)
    demand(by, Permission.REGISTRY_EXPORT, region_code=region.code)
    for field, good in (
        ("layout", layout in Layout.values and (layout != Layout.COUNTY or may_take_county(by, region))),
        ("purpose", purpose in ExportPurpose.values),
        ("words", words),
    ):
        if not good:
            raise WhatForAndHow(field=field)
    with transaction.atomic():
        asked = ExportRequest.objects.create(
            region=region, layout=layout, purpose=purpose, words=words, asked_by=by, asked_at=at
        )
        emit(
            "accounts.export.requested",
            at=at,
            by=by,
            subject_kind="export",
            subject_id=asked.id,
            region_code=region.code,
            detail={"layout": layout, "purpose": purpose},
        )
    return asked


def may_take_county(user: Any, region: Region) -> bool:
    """Everything of a county is asked for as a whole, by those who may take it along."""
    return region.level == Level.COUNTY and may(user, Permission.COUNTY_EXPORT, region_code=region.code)
