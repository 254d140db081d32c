"""The fee of a year: a rule with its ground, receipts one after another, who is let off, who is behind."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.elders.actions.keeping import NotYet
from accounts.organisations.actions.keeping import ReasonMissing
from accounts.organisations.models import Organisation
from accounts.people.models import User
from accounts.refusals import NotAllowed, NotFound
from services.associations.actions.keeping import BadYear, MemberGone
from services.associations.actions.leave_association import leave_association
from services.associations.actions.set_fee import BadFee, YearHasReceipts, set_fee
from services.associations.actions.take_fee import (
    GivenAlready,
    NothingAsked,
    TakenBackAlready,
    take_back_fee,
    take_fee,
)
from services.associations.models import Fee, FeeRule, Membership
from services.associations.queries.fees import behind, fee_for, rules_of, till_of
from tests import personas
from tests.associations.ground import TODAY, aged, association, clerk, ground, joined
from tests.personas import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def asked(by: User, house: Organisation, **more: Any) -> FeeRule:
    given: dict[str, Any] = {"from_year": 2026, "fen": 1200, "ground": "2026 年会员大会", **more}
    return set_fee(by=by, at=NOW, organisation_id=house.id, **given)


def given(by: User, member: Membership, **more: Any) -> Fee:
    return take_fee(**{"by": by, "at": NOW, "membership_id": member.id, "year": 2026, "on": TODAY, **more})


def test_receipts_are_numbered_and_who_has_not_given_is_behind():
    manager, house = ground()
    asked(manager, house)
    lin, he, old = (joined(manager, house, one) for one in (personas.elder(), aged("何大伯", 63), aged("钟阿叔", 90)))
    assert (given(manager, lin).receipt_text, given(manager, he).receipt_text) == ("2026-0001", "2026-0002")
    waived = given(manager, old, waived=True, reason="低保")
    assert (waived.state, waived.fen, waived.receipt_text) == ("WAIVED", 0, "")
    rows = list(Membership.objects.filter(organisation=house))
    assert behind(rows, rules_of(house.id), year=2026) == {}
    assert set(behind(rows, rules_of(house.id), year=2027)) == {lin.id, he.id, old.id}
    assert till_of(house.id, year=2026) == {"fen": 2400, "paid": 2, "waived": 1}


def test_years_before_the_rule_or_before_joining_are_not_owed():
    manager, house = ground()
    asked(manager, house, from_year=2025)
    long = joined(manager, house, personas.elder(), joined_on=date(2019, 5, 1))
    new = joined(manager, house, aged("何大伯", 63), joined_on=TODAY)
    found = behind([long, new], rules_of(house.id), year=2026)
    assert found == {long.id: [2025, 2026], new.id: [2026]}
    with pytest.raises(BadYear):
        given(manager, new, year=2025)
    with pytest.raises(BadYear):
        given(manager, long, year=2028)
    with pytest.raises(NothingAsked):
        given(manager, long, year=2024)


def test_a_later_line_of_the_rule_begins_with_its_year():
    manager, house = ground()
    asked(manager, house)
    asked(manager, house, from_year=2027, fen=0, ground="大会决定不收")
    rules = rules_of(house.id)
    assert [fee_for(rules, year) for year in (2025, 2026, 2027, 2030)] == [0, 1200, 0, 0]
    assert asked(manager, house, fen=1500).fen == 1500  # nobody has given yet
    member = joined(manager, house, personas.elder())
    given(manager, member)
    with pytest.raises(YearHasReceipts):
        asked(manager, house, fen=100)
    for wrong in ({"ground": " "}, {"fen": -1}, {"fen": 100_001}):
        with pytest.raises(BadFee):
            asked(manager, house, from_year=2027, **wrong)
    with pytest.raises(BadYear):
        asked(manager, house, from_year=2029)


def test_a_year_is_given_once_and_a_mistake_leaves_its_number():
    manager, house = ground()
    asked(manager, house)
    member = joined(manager, house, personas.elder())
    fee = given(manager, member)
    with pytest.raises(GivenAlready):
        given(manager, member)
    with pytest.raises(ReasonMissing):
        take_back_fee(by=manager, at=NOW, fee_id=fee.id, reason=" ")
    take_back_fee(by=manager, at=NOW, fee_id=fee.id, reason="写错人")
    with pytest.raises(TakenBackAlready):
        take_back_fee(by=manager, at=NOW, fee_id=fee.id, reason="又")
    assert given(manager, member).receipt == 2
    assert till_of(house.id, year=2026)["paid"] == 1


def test_the_till_is_the_association_s_own():
    manager, house = ground()
    asked(manager, house)
    member = joined(manager, house, personas.elder())
    other = personas.user("别会长")
    association(other, name="良元村老年协会")
    for stranger, refusal in ((clerk(), NotAllowed), (other, NotFound)):
        with pytest.raises(refusal):
            given(stranger, member)
        with pytest.raises(refusal):
            asked(stranger, house)
    fee = given(manager, member)
    with pytest.raises(NotFound):
        take_back_fee(by=other, at=NOW, fee_id=fee.id, reason="别人的")


def test_what_is_written_is_looked_at():
    manager, house = ground()
    asked(manager, house)
    member = joined(manager, house, personas.elder())
    with pytest.raises(NotYet):
        given(manager, member, on=TODAY + DAY)
    with pytest.raises(ReasonMissing):
        given(manager, member, waived=True)
    leave_association(by=manager, at=NOW, membership_id=member.id, left_on=TODAY, gone="LEFT")
    with pytest.raises(MemberGone):
        given(manager, member)


def test_the_database_keeps_one_number_for_one_receipt():
    manager, house = ground()
    asked(manager, house)
    first, second = (joined(manager, house, one) for one in (personas.elder(), aged("何大伯", 63)))
    fee = given(manager, first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Fee.objects.create(
            organisation=house,
            membership=second,
            year=2026,
            state="PAID",
            fen=1200,
            receipt_year=2026,
            receipt=fee.receipt,
            on=TODAY,
            written_at=NOW,
            written_by=manager,
        )
