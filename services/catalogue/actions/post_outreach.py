"""A department brings something to villages, or does not after all; they are told."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.refusals import Invalid, NotFound, Refusal
from accounts.regions.models import Region
from services.catalogue.models import Outreach
from services.catalogue.queries.outreach import COUNTY, outreach_kept_by, posts_as, villages_for

FURTHEST, MOST_VILLAGES = timedelta(days=366), 400
LONGEST = {"title": 40, "words": 300, "times": 120, "cost": 60, "how": 160, "citation": 200}
NEEDED = ("title", "words", "times", "how")


class BadOutreach(Invalid):
    code = "bad_outreach"
    sentence = _("Say what it is, for which villages, when, and how one gets it: within the next year.")
    status = 422


class WithdrawnAlready(Refusal):
    code = "outreach_withdrawn_already"
    sentence = _("This is withdrawn already.")


@dataclass(frozen=True)
class OutreachSheet:
    """What is posted. ``cost`` in words; empty: nothing. ``villages``: region codes."""

    title: str
    words: str
    times: str
    how: str
    first_on: date
    last_on: date
    villages: Collection[str] = field(default_factory=tuple)
    cost: str = ""
    citation: str = ""


def post_outreach(*, by: Any, at: datetime, sheet: OutreachSheet, department: str = "") -> Outreach:
    """Put it into the county's list and tell the chosen villages. As ``department`` where the login has several.

    Raises NotAllowed, NotFound (a village out of reach, a department that is not theirs), BadOutreach.
    """
    demand(by, Permission.OUTREACH_POST)
    wanted = set(sheet.villages)
    villages = list(villages_for(by).filter(code__in=wanted))
    if len(villages) != len(wanted):
        raise NotFound
    mine = [(name, code) for name, code in posts_as(by) if not department or name == department]
    if not mine:
        raise NotFound
    values = _checked(sheet, villages, at)
    with transaction.atomic():
        made = Outreach.objects.create(
            **values,
            department=mine[0][0],
            region_id=villages[0].code[:COUNTY],
            first_on=sheet.first_on,
            last_on=sheet.last_on,
            posted_at=at,
            posted_by=by,
        )
        made.villages.set(villages)
        _tell(made, "posted", at=at, by=by)
    return made


def withdraw_outreach(*, by: Any, at: datetime, outreach_id: UUID, reason: str) -> Outreach:
    """It does not come after all; the villages are told. Raises NotAllowed, NotFound, BadOutreach, WithdrawnAlready."""
    demand(by, Permission.OUTREACH_POST)
    with transaction.atomic():
        outreach_kept_by(by, outreach_id)
        one = Outreach.objects.select_for_update(no_key=True).get(id=outreach_id)
        words = _clean(reason, 200)
        if not words:
            raise BadOutreach(field="reason")
        if one.withdrawn_at is not None:
            raise WithdrawnAlready
        one.withdrawn_at, one.withdrawn_by, one.because = at, by, words
        one.save(update_fields=["withdrawn_at", "withdrawn_by", "because"])
        _tell(one, "withdrawn", at=at, by=by)
    return one


def _checked(sheet: OutreachSheet, villages: list[Region], at: datetime) -> dict[str, Any]:
    today = timezone.localdate(at)
    counties = {one.code[:COUNTY] for one in villages}
    for name, wrong in (
        ("villages", len(counties) != 1 or len(villages) > MOST_VILLAGES),
        ("first_on", not 0 <= (sheet.first_on - today).days <= FURTHEST.days),
        ("last_on", not timedelta() <= sheet.last_on - sheet.first_on <= FURTHEST),
    ):
        if wrong:
            raise BadOutreach(field=name)
    values: dict[str, Any] = {name: _clean(getattr(sheet, name), most) for name, most in LONGEST.items()}
    for name in NEEDED:
        if not values[name]:
            raise BadOutreach(field=name)
    return values


def _clean(text: str, most: int) -> str:
    return text.replace("\x00", "").strip()[:most]


def _tell(one: Outreach, happened: str, *, at: datetime, by: Any) -> None:
    emit(
        f"services.outreach.{happened}",
        at=at,
        by=by,
        subject_kind="outreach",
        subject_id=one.id,
        region_code=str(one.region_id),
        public={"title": one.title},
    )
