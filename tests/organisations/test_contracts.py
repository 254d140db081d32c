"""What is bought from whom: by whom it is signed, which price holds where and when."""

from datetime import date, timedelta

import pytest

from accounts.access.enums import Role
from accounts.organisations.actions.end_contract import BadLastDay, ContractOver, end_contract
from accounts.organisations.actions.sign_contract import (
    BadPrices,
    ContractNumberTaken,
    NotLicensed,
    NotVerifiedOrganisation,
    Price,
    PricedAlready,
    sign_contract,
)
from accounts.organisations.credit_code import check_character, is_credit_code, tidy
from accounts.organisations.enums import OrganisationStatus
from accounts.organisations.queries.contracts import contract_price, contract_prices
from accounts.refusals import NotAllowed, NotFound
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 19)
CODE = "52350425MJ0000000"  # the check character follows
HAIRCUT = (Price("haircut", 1500),)


def licensed():
    made = personas.organisation(personas.user("连晓雯"))
    made.credit_code = CODE + check_character(CODE)
    made.save()
    return made


def sign(of, *, by=None, region=COUNTY, number="2026-08", prices=HAIRCUT, **more):
    period = {"starts_on": TODAY, "ends_on": date(2027, 11, 18), **more}
    return sign_contract(
        by=by,
        at=NOW,
        organisation_id=of.id,
        region_code=region,
        number=number,
        signed_on=TODAY,
        prices=list(prices),
        **period,
    )


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("91350100M000100Y43", True),  # the example of GB 32100-2015
        ("91350100M000100Y44", False),
        ("91350100M000100O43", False),
        ("9135010", False),
        ("", False),
    ],
)
def test_a_credit_code_checks_itself(text, right):
    assert is_credit_code(text) is right
    assert is_credit_code(tidy(f" {text.lower()[:8]}-{text[8:]} ")) is right


def test_the_nearest_contract_says_the_price():
    organisation = licensed()
    official = personas.user("县民政", Role.COUNTY_OFFICIAL, region=COUNTY)
    sign(organisation, by=official)
    near = sign(organisation, by=official, region=TOWNSHIP, number="镇-1", prices=[Price("haircut", 1200, 2)])
    assert contract_price(organisation.id, "haircut", region_code=VILLAGE, on=TODAY).price_fen == 1200
    assert contract_price(organisation.id, "haircut", region_code=OTHER_VILLAGE, on=TODAY).price_fen == 1500
    assert contract_price(organisation.id, "meal", region_code=VILLAGE, on=TODAY) is None
    assert contract_price(organisation.id, "haircut", region_code=VILLAGE, on=TODAY - timedelta(days=1)) is None
    assert contract_price(organisation.id, "haircut", region_code=VILLAGE, on=date(2027, 11, 18)).contract == near
    assert contract_price(organisation.id, "haircut", region_code=VILLAGE, on=date(2027, 11, 19)) is None
    end_contract(by=official, at=NOW, contract_id=near.id, last_on=TODAY, reason="换新合同")
    tomorrow = TODAY + timedelta(days=1)
    found = contract_prices([(organisation.id, "haircut", VILLAGE, day) for day in (TODAY, tomorrow)])
    assert [price.price_fen for price in found.values()] == [1200, 1500]
    with pytest.raises(ContractOver):
        end_contract(by=official, at=NOW + timedelta(days=1), contract_id=near.id, last_on=tomorrow, reason="再来")


def test_a_contract_asks_for_a_licence_and_a_right():
    organisation = licensed()
    with pytest.raises(NotAllowed):
        sign(organisation, by=personas.user("村", Role.VILLAGE_WORKER, region=VILLAGE))
    clerk = personas.user("镇民政", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    with pytest.raises(NotFound):
        sign(organisation, by=clerk)
    with pytest.raises(NotFound):
        sign(organisation, by=clerk, region=f"{TOWNSHIP}999")  # no such place
    contract = sign(organisation, by=clerk, region=TOWNSHIP)
    with pytest.raises(ContractNumberTaken):
        sign(organisation, by=clerk, region=TOWNSHIP)
    with pytest.raises(PricedAlready):
        sign(organisation, by=clerk, region=TOWNSHIP, number="2")
    sign(organisation, by=clerk, region=TOWNSHIP, number="2", prices=[Price("meal", 700)])
    for prices in ([], [Price("a", 0)], [Price("a", 1), Price("a", 2)]):
        with pytest.raises(BadPrices):
            sign(organisation, number="3", prices=prices)
    with pytest.raises(BadLastDay):
        end_contract(by=clerk, at=NOW, contract_id=contract.id, last_on=TODAY - timedelta(days=1), reason="早")
    outsider = personas.user("外镇", Role.TOWNSHIP_OFFICIAL, region="350425101")
    with pytest.raises(NotFound):
        end_contract(by=outsider, at=NOW, contract_id=contract.id, last_on=TODAY, reason="不是我的")
    organisation.credit_code = ""
    organisation.save()
    with pytest.raises(NotLicensed):
        sign(organisation, number="4")
    organisation.status = OrganisationStatus.SUSPENDED
    organisation.save()
    with pytest.raises(NotVerifiedOrganisation):
        sign(organisation, number="4")
