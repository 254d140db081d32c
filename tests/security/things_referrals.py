"""What was referred of the canary elder."""

from typing import Any

from django.utils import timezone

from accounts.access.enums import Role
from accounts.elders.models import Elder
from services.catalogue.actions.post_outreach import OutreachSheet, post_outreach
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
    now = timezone.now()
    today = timezone.localdate(now)
    sheet = OutreachSheet("量血压", "卫生院进村", "逢五", "带身份证", today, today, [VILLAGE])
    county = personas.user("县里", Role.COUNTY_OFFICIAL, region=VILLAGE)
    outreach = post_outreach(by=county, at=now, sheet=sheet)
    return {"referral": referral.id, "outreach": outreach.id}
