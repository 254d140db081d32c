"""A day of an organisation from the rows to the draft: 500 seats and 60 people in ten seconds, at full size."""

import random
from datetime import timedelta
from itertools import pairwise
from time import perf_counter

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts.organisations.models import Member
from accounts.people.models import Person
from accounts.regions.models import Region
from services.dispatch.actions.propose_plan import propose_plan
from services.dispatch.actions.work_out_proposal import work_out_proposal
from services.dispatch.enums import ProposalState
from services.orders.enums import Funding, OrderStatus
from services.orders.models import Assignment, Order, OrderLine
from tests import personas
from tests.dispatch.day import board, ground, nine
from tests.sizes import FULL, sized

NOW = personas.NOW
pytestmark = pytest.mark.django_db
SEATS, PEOPLE = sized(80, 500), sized(12, 60)


def crowd(here, seats: int, people: int) -> None:
    """Members and elders over two villages, orders of half an hour to an hour from eight to five."""
    chance = random.Random(7)
    for code, latitude in ((personas.VILLAGE, 25.70), (personas.OTHER_VILLAGE, 25.74)):
        Region.objects.filter(code=code).update(latitude=latitude, longitude=117.85)

    def somebody(number: int, name: str) -> Person:
        one = personas.person(f"{name}{number}", village=chance.choice((personas.VILLAGE, personas.OTHER_VILLAGE)))
        one.latitude, one.longitude = 25.70 + chance.random() * 0.08, 117.85 + chance.random() * 0.08
        one.save()
        return one

    members = [somebody(number, "员") for number in range(people - here.house.members.count())]
    Member.objects.bulk_create(Member(organisation=here.house, person=one, since_on=NOW.date()) for one in members)
    elders = [personas.elder(f"池{number}", minutes=0) for number in range(20)]
    version = personas.item().versions.get()
    orders = []
    for number in range(seats):
        start = nine(NOW) + timedelta(minutes=15 * chance.randint(-4, 30))
        elder = elders[number % len(elders)]
        orders.append(
            Order(
                elder=elder,
                placed_by=here.lian,
                status=OrderStatus.CLAIMED,
                starts_at=start,
                ends_at=start + timedelta(minutes=chance.choice((30, 45, 60))),
                planned_minutes=0,
                category_id=version.item.category_id,
                village_code=personas.VILLAGE,
                latitude=25.70 + chance.random() * 0.08,
                longitude=117.85 + chance.random() * 0.08,
            )
        )
    Order.objects.bulk_create(orders)
    OrderLine.objects.bulk_create(
        OrderLine(order=one, version=version, minutes=0, funding=Funding.FREE) for one in orders
    )
    Assignment.objects.bulk_create(
        Assignment(
            order=one,
            seat=1,
            organisation=here.house,
            claimed_by=here.lian,
            claimed_at=NOW,
            planned=DateTimeTZRange(one.starts_at, one.ends_at),
        )
        for one in orders
    )


def test_a_whole_day_is_proposed_in_ten_seconds():
    here = ground(NOW)
    crowd(here, SEATS, PEOPLE)
    began = perf_counter()
    proposal = propose_plan(by=here.lian, at=NOW, organisation_id=here.house.id, day=here.day)
    assert proposal.state == ProposalState.QUEUED
    done = work_out_proposal(at=NOW, proposal_id=proposal.id)
    took = perf_counter() - began
    assert done.state == ProposalState.DONE
    assert done.placed + len(done.left) == SEATS
    assert done.placed > SEATS * 0.6
    if FULL:
        assert took < 10, f"{took:.1f} s, {done.placed} placed, {len(done.left)} left"
    found = board(here)
    for person in found.people:
        spans = [one.span for one in found.of(person)]
        assert all(first[1] <= second[0] for first, second in pairwise(spans))
