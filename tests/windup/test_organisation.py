"""An organisation ends: what is open stands there with the way to settle it; then it closes and stays readable."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from accounts.access.enums import Role
from accounts.organisations.models import Contract
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.windup.actions.wind_up_organisation import StillOpen, wind_up_organisation
from services.windup.queries.organisation import left_of
from tests import personas
from tests.personas import COUNTY, NOW
from timebank.config.demo.houses import licence_of
from timebank.ledger.actions.open_account import open_account
from timebank.ledger.actions.post_transfer import post_transfer
from timebank.ledger.audit import audit_ledger
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.keys import public_keys
from timebank.ledger.models import Account
from timebank.ledger.proof import verify_statement

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def chen():
    return personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)


@pytest.fixture
def zhou():
    return personas.user("周敏")


@pytest.fixture
def house(zhou):
    made = personas.organisation(zhou)
    giver = personas.elder("林细妹", minutes=120)
    source = Account.objects.get(person=giver.person, unit="MINUTE")
    target = open_account(unit=Unit.MINUTE, kind=AccountKind.ORGANISATION, organisation=made)
    post_transfer(
        key="to-the-house", kind=TransferKind.GIFT, source=source, target=target, amount=90, happened_at=NOW, by=None
    )
    return made


def open_of(house) -> dict[str, int]:
    return {one.code: one.count for one in left_of(house, on=TODAY) if one.count}


def test_what_is_open_keeps_it_open_and_is_named(house, zhou, chen):
    lin = personas.elder("蔡阿婆")
    order = personas.order(personas.proxy(lin), lin, of=personas.item(performers=["ORGANISATION", "VOLUNTEER"]))
    claim_for_organisation(by=zhou, at=NOW, order_id=order.id, organisation_id=house.id)
    Contract.objects.create(
        organisation=house, region_id=COUNTY, credit_code=licence_of(1), number="买 1 号", title="", citation="",
        signed_on=date(2026, 1, 1), valid=DateRange(date(2026, 1, 1), date(2027, 1, 1)), signed_by=chen,
        created_at=NOW,
    )  # fmt: skip
    assert open_of(house) == {"seats": 1, "contracts": 1}
    with pytest.raises(StillOpen):
        wind_up_organisation(by=chen, at=NOW, organisation_id=house.id)
    client = Client(headers={"Accept-Language": "zh-hans"})
    client.force_login(zhou)
    page = client.get(reverse("windup:organisation", args=[house.id])).content.decode()
    assert "接了还没确认的单" in page
    assert "还在有效期的合同" in page
    assert reverse("office:organisation", args=[house.id]) not in page


def test_nothing_open_it_closes_without_losing_a_minute_and_stays_readable(house, zhou, chen):
    assert open_of(house) == {}
    official = Client()
    official.force_login(chen)
    assert (
        reverse("office:organisation", args=[house.id])
        in official.get(reverse("windup:organisation", args=[house.id])).content.decode()
    )
    before = sum(Account.objects.filter(unit="MINUTE").values_list("balance", flat=True))
    wind_up_organisation(by=chen, at=NOW, organisation_id=house.id)
    assert sum(Account.objects.filter(unit="MINUTE").values_list("balance", flat=True)) == before == 0
    assert Account.objects.get(region=COUNTY, kind="POOL", unit="MINUTE").balance == 90
    assert audit_ledger().problems == []
    client = Client()
    client.force_login(zhou)
    address = reverse("windup:organisation", args=[house.id])
    assert client.get(address).status_code == 200
    book = Account.objects.get(organisation=house, unit="MINUTE")
    answer = client.get(reverse("windup:organisation_statement", args=[house.id, book.id]))
    verdict = verify_statement(answer.content.decode(), public_keys())
    assert (verdict.genuine, verdict.balance, verdict.last_line) == (True, 0, 2)


def test_somebody_else_sees_nothing_of_it(house, zhou, chen):
    stranger = Client()
    stranger.force_login(personas.volunteer())
    assert stranger.get(reverse("windup:organisation", args=[house.id])).status_code == 404
    other = personas.organisation(personas.user("许多"), name="别家")
    client = Client()
    client.force_login(zhou)
    assert client.get(reverse("windup:organisation", args=[other.id])).status_code == 404
    book = Account.objects.get(organisation=house, unit="MINUTE")
    assert client.get(reverse("windup:organisation_statement", args=[other.id, book.id])).status_code == 404


def test_who_left_before_does_not_read_on(house, zhou, chen):
    from accounts.access.models import Grant

    Grant.objects.filter(organisation=house).update(until=NOW - timedelta(days=1))
    wind_up_organisation(by=chen, at=NOW, organisation_id=house.id)
    client = Client()
    client.force_login(zhou)
    assert client.get(reverse("windup:organisation", args=[house.id])).status_code == 404
