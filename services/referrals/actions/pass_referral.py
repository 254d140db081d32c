"""It is not ours: it goes to another office, and nobody is lost in between."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Department
from accounts.policies.queries import applied
from accounts.policies.referral_rules import DAYS_PASSED
from accounts.refusals import Invalid, Refusal
from accounts.regions.models import Region
from services.referrals.actions.keeping import add_step, checked_words, for_office, tell
from services.referrals.actions.refer_elder import COUNTY_DIGITS, TOWNSHIP_DIGITS, NoSuchOffice
from services.referrals.enums import What
from services.referrals.lifecycle import advance_referral
from services.referrals.models import Referral, Step


class HadItBefore(Refusal):
    code = "office_had_it_before"
    sentence = _("That office has passed it on already. Answer it, or talk to each other: it does not go round.")


class SameOffice(Invalid):
    code = "same_office"
    sentence = _("It is at this office already.")
    status = 422


def pass_referral(
    *, by: Any, at: datetime, referral_id: UUID, department: str, words: str, office_code: str = ""
) -> Referral:
    """Hand it to another office of the same county with a reason. The same row goes on: the time that is left, and at
    least the rule's days. An office that has passed it on does not get it back.

    Raises NotFound, NotAllowed, NoSuchOffice, SameOffice, HadItBefore, StateChanged, NoWords, ManyWords.
    """
    said = checked_words(words, wanted=True)
    if department not in Department.values:
        raise NoSuchOffice(field="department")
    with transaction.atomic():
        referral, _on_paper = for_office(referral_id, by=by)
        code = office_code or referral.office_id[:COUNTY_DIGITS]
        office = Region.objects.filter(code=code).first()
        if office is None or len(code) not in (COUNTY_DIGITS, TOWNSHIP_DIGITS):
            raise NoSuchOffice(field="office")
        if code[:COUNTY_DIGITS] != referral.office_id[:COUNTY_DIGITS]:
            raise NoSuchOffice(field="office")
        if (department, code) == (referral.department, referral.office_id):
            raise SameOffice(field="department")
        had = Step.objects.filter(referral=referral, department=department, office=office)
        if had.exists():
            raise HadItBefore(field="department")
        today = timezone.localdate(at)
        least = today + timedelta(days=applied(DAYS_PASSED, region_code=code, on=today).value)
        advance_referral(
            referral,
            "pass_on",
            department=department,
            office=office,
            passes=referral.passes + 1,
            due_on=max(referral.due_on, least),
            received_at=None,
            reminded_on=None,
        )
        add_step(referral, What.PASSED_ON, by=by, at=at, words=said)
        tell(referral, "passed_on", at=at, by=by)
    return referral
