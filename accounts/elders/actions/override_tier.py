"""A person puts an elder into another risk tier than the score does."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.actions.judge_elders import judge_elder
from accounts.elders.actions.keeping import tell
from accounts.elders.enums import Tier
from accounts.elders.models import Elder, TierOverride
from accounts.refusals import Invalid

LONGEST_DAYS = 366  # then somebody looks again
LONGEST_REASON = 200  # characters


class BadTierOverride(Invalid):
    code = "bad_tier_override"
    sentence: Any = _("Say why.")


class TierOverrideTooLong(BadTierOverride):
    code = "tier_override_too_long"
    sentence = _("Choose a day from today up to one year ahead.")


def override_tier(*, by: Any, at: datetime, elder: Elder, tier: Tier, reason: str, until: date) -> TierOverride:
    """Put the elder into ``tier`` up to and including the day ``until``; a later word replaces an earlier one.

    The score stays visible beside it. Raises NotAllowed, NotFound, BadTierOverride.
    """
    on = timezone.localdate(at)
    demand(by, Permission.ELDER_REGISTER, region_code=elder.person.home_id)
    if not (reason := reason.strip()) or len(reason) > LONGEST_REASON:
        raise BadTierOverride(field="reason")
    if not on <= until <= on + timedelta(days=LONGEST_DAYS):
        raise TierOverrideTooLong(field="until")
    with transaction.atomic():
        Elder.objects.select_for_update().get(id=elder.id)
        elder.tier_overrides.filter(lifted_at=None).update(lifted_at=at)
        made = TierOverride.objects.create(elder=elder, tier=tier, reason=reason, set_at=at, set_by=by, until=until)
        tell("elder.tier_overridden", by=by, at=at, elder=elder, tier=tier, until=until.isoformat())
        judge_elder(at=at, elder=elder)
    return made
