"""The canary elder belongs to an association: a fee, a pair, a round, a day that was written down."""

from datetime import date, time
from typing import Any

from django.utils import timezone

from accounts.elders.actions.register_elder import register_elder
from accounts.elders.enums import Consent
from accounts.elders.models import Elder
from accounts.organisations.enums import OrganisationKind
from accounts.organisations.models import Organisation
from accounts.people.models import User
from services.associations.actions.join_association import join_association
from services.associations.actions.pair_members import pair_members
from services.associations.actions.plan_round import plan_round
from services.associations.actions.record_look import record_look
from services.associations.actions.set_fee import set_fee
from services.associations.actions.take_fee import take_fee
from services.standing.rhythm import Rhythm
from tests import personas

LET_OFF, LOOKED = "鸟食都买不起", "鸟在屋檐下淋雨"


def belong(house: Organisation, manager: User, kanari: Elder) -> dict[str, Any]:
    """Ids by the names that addresses give them. The house of the matrix is one of elders."""
    now = timezone.now()
    today = timezone.localdate(now)
    Organisation.objects.filter(id=house.id).update(kind=OrganisationKind.ELDERS_ASSOCIATION)
    run: dict[str, Any] = {"by": manager, "at": now, "organisation_id": house.id}
    helper = register_elder(by=None, at=now, person=personas.person("邻家低龄", born=date(today.year - 63, 1, 1)))
    said: dict[str, Any] = {"joined_on": today, "consent": Consent.SIGNED}
    member, other = (join_association(**run, name=one.person.name, elder_id=one.id, **said) for one in (kanari, helper))
    set_fee(**run, from_year=today.year, fen=1000, ground="会员大会")
    fee = take_fee(by=manager, at=now, membership_id=member.id, year=today.year, on=today, waived=True, reason=LET_OFF)
    pair = pair_members(**run, helper_id=other.id, member_id=member.id)
    rhythm = Rhythm(today, None, rrule="FREQ=DAILY")
    around = plan_round(**run, pair_ids=[pair.id], rhythm=rhythm, clock=time(9), minutes=30)[0]
    record_look(by=manager, at=now, round_id=around.id, on=today, outcome="DONE", words=LOOKED)
    return {"membership": member.id, "fee": fee.id, "pair": pair.id, "turn": around.id}
