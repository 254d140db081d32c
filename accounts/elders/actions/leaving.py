"""Nobody's role ends while elders still wait for them."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import ngettext_lazy

from accounts.access.enums import TABLE, Permission
from accounts.access.models import Grant
from accounts.access.queries import standing
from accounts.elders.models import VisitContact
from accounts.refusals import Refusal

VISITING = [role for role, held in TABLE.items() if Permission.VISIT in held]


class StillLeads(Refusal):
    """Facts: ``n`` elders, ``person`` (id) who leads them."""

    code = "still_leads"
    sentence: Any = ngettext_lazy(
        "%(n)s elder still waits for this person’s visits. Hand the elder over first, then the role can end.",
        "%(n)s elders still wait for this person’s visits. Hand them over first, then the role can end.",
        "n",
    )


def refuse_while_leading(*, grant: Grant, at: datetime) -> None:
    """Raise StillLeads when the grant's holder comes first for elders that no other role of theirs reaches.

    Called by ``take_role`` under the lock of the grant, whoever takes it. One query for most, two at most.
    """
    if grant.role not in VISITING or grant.region_id is None or grant.user.person_id is None:
        return
    led = VisitContact.objects.filter(
        person=grant.user.person_id,
        lead=True,
        until=None,
        elder__left_on=None,
        elder__person__home__code__startswith=grant.region_id,
    )
    others = Grant.objects.filter(standing(), user=grant.user_id, role__in=VISITING).exclude(id=grant.id)
    reached = Q(pk__in=[])
    for code in others.values_list("region_id", flat=True):
        reached |= Q(elder__person__home__code__startswith=code)
    number = led.exclude(reached).count()
    if number:
        raise StillLeads(n=number, person=str(grant.user.person_id))
