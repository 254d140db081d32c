"""A posting is taken back by two people, once, whole; the database insists on each of the three."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.access.enums import Role
from accounts.refusals import NotAllowed, NotFound
from tests import personas
from tests.ledger.books import account, post
from tests.personas import NOW
from timebank.ledger.actions.decide_reversal import decide_reversal
from timebank.ledger.actions.post_transfer import NotEnough, NotThatReversal, post_transfer
from timebank.ledger.actions.request_reversal import ReasonMissing, request_reversal
from timebank.ledger.actions.reversing import AlreadyReversed, RequestDecided, SamePerson
from timebank.ledger.audit import audit_ledger
from timebank.ledger.enums import ReversalStatus, TransferKind
from timebank.ledger.models import ReversalRequest, Transfer

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return personas.user("连局长", Role.COUNTY_OFFICIAL, region=personas.COUNTY)


@pytest.fixture
def clerk():
    return personas.user("章科员", Role.COUNTY_OFFICIAL, region=personas.COUNTY)


@pytest.fixture
def gift():
    lin, fan = account("林细妹", 100), account("范阿土")
    return post(lin, fan, 40, "gift")


def ask(by, transfer, **fields):
    return request_reversal(by=by, at=NOW, transfer_id=transfer.id, reason="写错了人", **fields)


def balances(transfer):
    for side in (transfer.source, transfer.target):
        side.refresh_from_db()
    return transfer.source.balance, transfer.target.balance


def test_two_people_take_a_posting_back(gift, clerk, county):
    request = ask(clerk, gift)
    decided = decide_reversal(by=county, at=NOW, request_id=request.id, approve=True)
    assert decided.status == ReversalStatus.APPROVED
    assert balances(gift) == (100, 0)
    back = Transfer.objects.get(reverses=gift)
    assert (back.kind, back.memo["reason"]) == (TransferKind.REVERSE, "写错了人")
    assert audit_ledger().problems == []


def test_the_right_amount_is_posted_in_the_same_breath(gift, clerk, county):
    """Also when the holder has spent part: only the difference must be there."""
    fan, other = gift.target, account("陈旺")
    post(fan, other, 30, "spent")
    request = ask(clerk, gift, repost_amount=32)
    decide_reversal(by=county, at=NOW, request_id=request.id, approve=True)
    assert balances(gift) == (68, 2)
    assert audit_ledger().problems == []


def test_what_was_spent_cannot_be_taken_back(gift, clerk, county):
    post(gift.target, account("陈旺"), 30, "spent")
    request = ask(clerk, gift)
    with pytest.raises(NotEnough):
        decide_reversal(by=county, at=NOW, request_id=request.id, approve=True)
    request.refresh_from_db()
    assert request.status == ReversalStatus.OPEN
    assert balances(gift) == (60, 10)


def test_who_asked_does_not_decide(gift, clerk):
    request = ask(clerk, gift)
    with pytest.raises(SamePerson):
        decide_reversal(by=clerk, at=NOW, request_id=request.id, approve=True)
    assert balances(gift) == (60, 40)


def test_a_refused_request_moves_nothing_and_may_be_asked_again(gift, clerk, county):
    request = ask(clerk, gift)
    decide_reversal(by=county, at=NOW, request_id=request.id, approve=False, words="没错")
    assert balances(gift) == (60, 40)
    assert ask(clerk, gift).status == ReversalStatus.OPEN


def test_never_twice(gift, clerk, county):
    request = ask(clerk, gift)
    with pytest.raises(AlreadyReversed):
        ask(county, gift)
    decide_reversal(by=county, at=NOW, request_id=request.id, approve=True)
    with pytest.raises(RequestDecided):
        decide_reversal(by=county, at=NOW, request_id=request.id, approve=True)
    with pytest.raises(AlreadyReversed):
        ask(clerk, gift)
    with pytest.raises(AlreadyReversed):
        ask(clerk, Transfer.objects.get(reverses=gift))


def test_only_with_a_reason(gift, clerk):
    with pytest.raises(ReasonMissing):
        request_reversal(by=clerk, at=NOW, transfer_id=gift.id, reason="  ")


def test_outsiders_see_nothing(gift, clerk):
    elsewhere = personas.user("外县", Role.COUNTY_OFFICIAL, region="35042510" + "1")
    with pytest.raises(NotFound):
        ask(elsewhere, gift)
    with pytest.raises(NotFound):
        ask(personas.volunteer(), gift)
    request = ask(clerk, gift)
    with pytest.raises(NotFound):
        decide_reversal(by=elsewhere, at=NOW, request_id=request.id, approve=True)
    with pytest.raises(NotAllowed):
        decide_reversal(by=personas.volunteer(), at=NOW, request_id=request.id, approve=True)


def test_the_holder_may_ask(gift):
    fan = gift.target.person
    holder = personas.user("范阿土")
    type(holder).objects.filter(id=holder.id).update(person=fan)
    holder.refresh_from_db()
    assert ask(holder, gift).requested_by == holder


def test_the_database_refuses_a_reversal_that_nobody_approved(gift, clerk):
    request = ask(clerk, gift)
    for amount, reference in ((40, request.id), (39, request.id), (40, personas.form_key())):
        with pytest.raises(NotThatReversal):
            post_transfer(
                key="sly",
                kind=TransferKind.REVERSE,
                source=gift.target,
                target=gift.source,
                amount=amount,
                happened_at=NOW,
                by=clerk,
                reference_kind="reversal_request",
                reference_id=reference,
                reverses_id=gift.id,
            )


def test_the_database_refuses_one_person_for_both(gift, clerk):
    request = ask(clerk, gift)
    with pytest.raises(DatabaseError, match="decided_by_another"), transaction.atomic():
        ReversalRequest.objects.filter(id=request.id).update(
            status=ReversalStatus.APPROVED, decided_by=clerk, decided_at=NOW
        )


def test_negative_control_without_the_check_anybody_reverses(gift, clerk):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE PROCEDURE ledger_check_reversal(r ledger_transfer) LANGUAGE plpgsql AS 'BEGIN END'"
        )
    post_transfer(
        key="sly",
        kind=TransferKind.REVERSE,
        source=gift.target,
        target=gift.source,
        amount=40,
        happened_at=NOW,
        by=clerk,
        reverses_id=gift.id,
    )
    assert any("second person" in problem for problem in audit_ledger().problems)
