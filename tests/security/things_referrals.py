"""What was referred of the canary elder."""

from typing import Any

from django.utils import timezone

from accounts.access.enums import Role
from accounts.elders.models import Elder
from services.referrals.actions.refer_elder import refer_elder
from services.referrals.enums import Agreed, Kind
from tests import personas
from tests.personas import VILLAGE

REFERRED = "鸟笼被人占了"


def leave_referrals(kanari: Elder) -> dict[str, Any]:
    """Legal aid, of the county's justice: nobody of the matrix answers there."""
    clerk = personas.user("转介", Role.COORDINATOR, region=VILLAGE)
    referral = refer_elder(
        by=clerk,
        at=timezone.now(),
        elder_id=kanari.id,
        kind=Kind.LEGAL_AID,
        reason=REFERRED,
        agreed=Agreed.IN_PERSON,
    )
    return {"referral": referral.id}
