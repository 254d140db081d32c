"""Refer an elder to an office."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Department, Permission
from accounts.access.queries import demand
from accounts.elders.models import Elder
from accounts.elders.queries.dossier import values_of
from accounts.policies.queries import applied
from accounts.refusals import Invalid, NotFound, Refusal
from accounts.regions.models import Region
from services.incidents.queries.rows import incident_for
from services.referrals.actions.keeping import add_step, checked_words, tell
from services.referrals.enums import Agreed, Kind, Origin, Shows, What
from services.referrals.kinds import MATTERS
from services.referrals.models import Referral
from services.visits.models import Visit

COUNTY_DIGITS, TOWNSHIP_DIGITS = 6, 9


class AlreadyReferred(Refusal):
    code = "already_referred"
    sentence = _("This was referred already and is still open.")


class ElderGone(Refusal):
    code = "referral_elder_gone"
    sentence = _("This elder has left the registry.")


class NoSuchOffice(Invalid):
    code = "no_such_office"
    sentence = _("Choose an office of the elder's county or township.")
    status = 422


class NoSuchOrigin(Invalid):
    code = "no_such_origin"
    sentence = _("That does not belong to this elder.")
    status = 422


def refer_elder(
    *,
    by: Any,
    at: datetime,
    elder_id: UUID,
    kind: Kind,
    reason: str,
    agreed: Agreed,
    department: str = "",
    office_code: str = "",
    origin: Origin = Origin.DOSSIER,
    origin_key: UUID | None = None,
    shows: Collection[str] = (Shows.PHONE, Shows.FACTS),
) -> Referral:
    """Send it; the office has as many days as the rule of the kind says. Empty ``department`` and ``office_code``: the
    usual one, in the county. ``origin_key``: the visit or the emergency it comes from.

    Raises NotAllowed, NotFound, ElderGone, AlreadyReferred, NoSuchOffice, NoSuchOrigin, ManyWords, NoWords.
    """
    demand(by, Permission.REFERRAL_SEND)
    matter = MATTERS[kind]
    words = checked_words(reason, field="reason", wanted=True)
    with transaction.atomic():
        elder = _elder(by, elder_id)
        discreet = _discreet(by, elder, origin, origin_key, at)
        office = _office(elder, office_code)
        if department and department not in Department.values:
            raise NoSuchOffice(field="department")
        if Referral.objects.filter(elder=elder, kind=kind, is_open=True).exists():
            raise AlreadyReferred(field="kind")
        known = values_of(elder) if Shows.FACTS in shows else {}
        today = timezone.localdate(at)
        days = applied(matter.days, region_code=office.code, on=today).value
        referral = Referral(
            elder=elder,
            kind=kind,
            department=department or matter.department,
            office=office,
            origin=origin,
            origin_key=origin_key,
            reason=words,
            agreed=agreed,
            shows=[one.value for one in Shows if one in shows],
            facts={code: known[code] for code in matter.facts if code in known} or None,
            discreet=discreet,
            sent_at=at,
            sent_by=by,
            due_on=today + timedelta(days=days),
        )
        try:
            with transaction.atomic():
                referral.save(force_insert=True)
        except IntegrityError:
            raise AlreadyReferred(field="kind") from None
        add_step(referral, What.SENT, by=by, at=at)
        tell(referral, "sent", at=at, by=by)
    return referral


def _elder(by: Any, elder_id: UUID) -> Elder:
    rows = Elder.objects.select_for_update(of=("self",), no_key=True).select_related("person__home")
    elder = rows.filter(id=elder_id).first()
    if elder is None:
        raise NotFound
    demand(by, Permission.REFERRAL_SEND, region_code=elder.person.home_id)
    if elder.left_on is not None:
        raise ElderGone
    return elder


def _office(elder: Elder, code: str) -> Region:
    home = elder.person.home_id
    wanted = code or home[:COUNTY_DIGITS]
    if len(wanted) not in (COUNTY_DIGITS, TOWNSHIP_DIGITS) or not home.startswith(wanted):
        raise NoSuchOffice(field="office")
    found = Region.objects.filter(code=wanted).first()
    if found is None:
        raise NoSuchOffice(field="office")
    return found


def _discreet(by: Any, elder: Elder, origin: Origin, key: UUID | None, at: datetime) -> bool:
    """Whether the village must not hear of it. What it comes from must be the elder's own and the sender's to see."""
    if origin == Origin.INCIDENT:
        if key is None:
            raise NoSuchOrigin(field="origin")
        incident, _stands = incident_for(by, key, at=at)
        if incident.elder_id != elder.id:
            raise NoSuchOrigin(field="origin")
        return bool(incident.discreet)
    if origin == Origin.VISIT and (key is None or not Visit.objects.filter(id=key, elder=elder).exists()):
        raise NoSuchOrigin(field="origin")
    return False
