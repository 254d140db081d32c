"""Whom to ring about one's rights."""

from datetime import datetime
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
from services.publications.models import Hotline

DIGITS = frozenset("0123456789-+ ")


class BadHotline(Invalid):
    code = "bad_hotline"
    sentence = _("Write a name and a number that can be dialled.")
    status = 422


def set_hotline(
    *, by: Any, at: datetime, county: str, name_zh: str, phone: str, name_en: str = "", hours: str = ""
) -> Hotline:
    """The county's rights hotline; the one before stays as it was, with the moment it was replaced.

    ``by`` None is the house itself. Raises NotAllowed, NotFound, BadHotline.
    """
    region = Region.objects.filter(code=county, level=Level.COUNTY).first()
    if by is not None:
        demand(by, Permission.NOTICE_WRITE)
    if region is None:
        raise NotFound
    if by is not None:
        demand(by, Permission.NOTICE_WRITE, region_code=region.code)
    name, number = name_zh.replace("\x00", "").strip(), phone.strip()
    if not 0 < len(name) <= 30 or len(name_en.strip()) > 60 or len(hours.strip()) > 60:
        raise BadHotline(field="name_zh")
    if not 3 <= len(number) <= 20 or set(number) - DIGITS:
        raise BadHotline(field="phone")
    with transaction.atomic():
        Region.objects.select_for_update(no_key=True).get(code=region.code)
        Hotline.objects.filter(region=region, replaced_at=None).update(replaced_at=at)
        made = Hotline.objects.create(
            region=region,
            name_zh=name,
            name_en=name_en.strip(),
            phone=number,
            hours=hours.strip(),
            since=at,
            set_by=by,
        )
        emit(
            "services.hotline.set",
            at=at,
            by=by,
            subject_kind="hotline",
            subject_id=new_key(),
            region_code=region.code,
            detail={"hotline": made.id},
            deliver=False,
        )
    return made
