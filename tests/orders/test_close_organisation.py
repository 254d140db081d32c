"""An organisation ends; its work, its minutes and its people are looked after first."""

import pytest

from accounts.access.enums import Role
from accounts.access.queries import roles_of
from accounts.refusals import NotAllowed, NotFound
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.actions.close_organisation import (
    AlreadyClosed,
    BadSuccessor,
    WorkUnfinished,
    close_organisation,
)
from services.orders.actions.withdraw_claim import withdraw_claim
from tests import personas
from tests.ledger.books import post
from tests.personas import NOW
from timebank.ledger.actions.open_account import open_account, open_region_account
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return personas.user("陈站长")


@pytest.fixture
def organisation(team):
    found = personas.organisation(team)
    source = open_region_account(unit=Unit.MINUTE, kind=AccountKind.ISSUANCE, region_code=personas.COUNTY)
    post(source, open_account(unit=Unit.MINUTE, kind=AccountKind.ORGANISATION, organisation=found), 90, "start")
    return found


@pytest.fixture
def official():
    return personas.user("连局长", Role.COUNTY_OFFICIAL, region=personas.COUNTY)


def test_its_minutes_go_to_the_pool_and_its_manager_is_free(team, organisation, official):
    close_organisation(by=official, at=NOW, organisation_id=organisation.id)
    organisation.refresh_from_db()
    assert organisation.closed_at == NOW
    assert Account.objects.get(kind=AccountKind.POOL).balance == 90
    assert not organisation.members.filter(until_on=None).exists()
    assert Role.ORGANISATION_MANAGER not in roles_of(team)
    with pytest.raises(AlreadyClosed):
        close_organisation(by=official, at=NOW, organisation_id=organisation.id)


def test_not_while_it_owes_work(team, organisation, official):
    lin = personas.elder()
    order = personas.order(personas.proxy(lin), lin)
    seat = claim_for_organisation(by=team, at=NOW, order_id=order.id, organisation_id=organisation.id)
    with pytest.raises(WorkUnfinished):
        close_organisation(by=official, at=NOW, organisation_id=organisation.id)
    withdraw_claim(by=team, at=NOW, assignment_id=seat.id, reason="关了")
    close_organisation(by=official, at=NOW, organisation_id=organisation.id)


def test_only_the_books_keepers_of_its_place_and_only_to_somebody_open(team, organisation, official):
    elsewhere = personas.user("外镇", Role.COUNTY_OFFICIAL, region="350425101")
    with pytest.raises(NotFound):
        close_organisation(by=elsewhere, at=NOW, organisation_id=organisation.id)
    with pytest.raises(NotAllowed):
        close_organisation(by=team, at=NOW, organisation_id=organisation.id)
    with pytest.raises(BadSuccessor):
        close_organisation(by=official, at=NOW, organisation_id=organisation.id, successor_id=organisation.id)
