"""What the house of the matrix keeps: people, papers, a contract, somebody who would like to belong."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.access.models import Grant
from accounts.elders.models import Elder
from accounts.organisations.actions.add_paper import add_paper
from accounts.organisations.actions.ask_to_join import ask_to_join
from accounts.organisations.actions.enter_leave import enter_leave
from accounts.organisations.actions.name_team import name_team
from accounts.organisations.actions.record_consent import record_consent
from accounts.organisations.actions.sign_contract import Price, sign_contract
from accounts.organisations.models import Member, Organisation
from accounts.people.models import Credential, User
from services.houses.actions.offer_handover import offer_handover
from services.orders.actions.claim_for_organisation import claim_for_organisation
from tests import personas
from tests.organisations.ground import CODE
from tests.personas import VILLAGE
from tests.security.things import photo


def leave_house(house: Organisation, manager: User, dispatcher: User) -> dict[str, Any]:
    """Ids of what belongs to the house, by the names that addresses give them."""
    now = timezone.now()
    today = timezone.localdate(now)
    Grant.objects.filter(user=dispatcher).update(organisation=house)
    house.region_id = VILLAGE
    house.credit_code = CODE
    house.save(update_fields=["region", "credit_code"])
    sent = personas.user("队员")
    member = Member.objects.create(organisation=house, person=sent.person, since_on=today)
    by: dict[str, Any] = {"by": manager, "at": now}
    run = {**by, "organisation_id": house.id}
    contract = sign_contract(
        by=None,
        at=now,
        organisation_id=house.id,
        region_code=str(house.region_id),
        number="鸟-1",
        signed_on=today,
        starts_on=today,
        ends_on=today + timedelta(days=30),
        prices=[Price("haircut", 1500)],
        document=photo(),
    )
    certificate = Credential.objects.create(
        person=sent.person, kind="HEALTH_CARD", valid_from=today, valid_until=today + timedelta(days=9)
    )
    return {
        "member_row": member.id,
        "leave": enter_leave(**by, member_id=member.id, first_on=today, last_on=today, kind="LEAVE").id,
        "joining": ask_to_join(by=personas.volunteer("想来"), at=now, organisation_id=house.id).id,
        "team": name_team(**run, name="理发队").id,
        "paper": add_paper(**run, kind="FIRE", content=photo()).id,
        "contract": contract.id,
        "certificate_of_member": certificate.id,
        "consent": record_consent(
            **by,
            member_id=member.id,
            guardian="家长",
            relation="PARENT",
            given_on=today,
            valid_until=today,
            content=photo(),
        ).id,
    }


def hand_over(house: Organisation, manager: User, proxy: User, kanari: Elder) -> dict[str, Any]:
    """A seat of the house that it was offered by another one, and which the elder's side may object to."""
    now = timezone.now()
    giver = personas.user("别家经理")
    other = personas.organisation(giver, name="别家")
    order = personas.order(proxy, kanari, at=now, hours=60)
    seat = claim_for_organisation(by=giver, at=now, order_id=order.id, organisation_id=other.id)
    by: dict[str, Any] = {"by": giver, "at": now, "giver_id": other.id}
    handover = offer_handover(**by, taker_id=house.id, seat_ids=[seat.id], words="请帮个忙")
    own = personas.order(proxy, kanari, at=now, hours=70)
    own_seat = claim_for_organisation(by=manager, at=now, order_id=own.id, organisation_id=house.id)
    given = offer_handover(by=manager, at=now, giver_id=house.id, taker_id=other.id, seat_ids=[own_seat.id])
    row = handover.seats.get()
    return {"handover": handover.id, "given": given.id, "handed_seat": row.id, "handed_order": order.id}
