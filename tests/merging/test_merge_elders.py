"""Two dossiers become one: nothing is lost, the books agree, and nobody does it alone."""

from datetime import date, timedelta

import pytest

from accounts.access.models import Erasure
from accounts.elders.actions.add_supporter import add_supporter
from accounts.elders.actions.forget_elder import forget_elder
from accounts.elders.actions.keeping import ElderLeft
from accounts.elders.actions.refuse_merge import MergeDecided, refuse_merge
from accounts.elders.actions.request_merge import AlreadyAsked, SameElder, TwoNumbers
from accounts.elders.models import Change, Elder, Fact, Mandate, Merge
from accounts.elders.queries import ElderMerged, elder_for, elders_of, reachable_elders
from accounts.elders.queries.dossier import history_of, values_of
from accounts.elders.queries.forgetting import elders_to_forget
from accounts.elders.queries.search import search_elders
from accounts.journal.models import Event
from accounts.people.enums import Relation
from accounts.people.models import Person
from accounts.refusals import NotAllowed, NotFound
from services.merging.actions.merge_elders import (
    AnotherMustAgree,
    BothSignIn,
    KeepTheOther,
    ServedEachOther,
    merge_elders,
)
from services.merging.queries import undeclared
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.confirm_order import confirm_order
from tests import personas
from tests.merging.stories import NUMBER, OTHER_NUMBER, TODAY, asked, clerk, merged, township, twice
from tests.personas import NOW
from timebank.ledger.actions.inherit_account import inherit_account
from timebank.ledger.audit import audit_ledger
from timebank.ledger.models import Account, Hold, Transfer
from timebank.ledger.queries import account_of
from timebank.ledger.queries.relocations import relocation_of

pytestmark = pytest.mark.django_db


def numbered(elder: Elder, number: str) -> Elder:
    elder.person.id_number = number
    elder.person.save()
    return elder


def test_every_foreign_key_to_an_elder_or_a_person_is_declared():
    assert undeclared() == set(), "say in services/merging/moves.py what becomes of these rows"


def test_orders_helpers_and_minutes_come_along_and_history_stays():
    kept, absorbed = twice()
    mei = personas.proxy(absorbed)
    order = personas.order(mei, absorbed, at=NOW)
    add_supporter(by=None, at=NOW, elder=absorbed, name="林小燕", relation=Relation.CHILD, phone="13900000001")
    done = merged(kept, absorbed)
    order.refresh_from_db()
    assert order.elder_id == kept.id
    assert list(elders_of(mei, on=TODAY)) == [kept]
    assert kept.supporters.get().name == "林小燕"
    account, old = account_of(kept.person_id), account_of(absorbed.person_id)
    assert (account.balance, account.held) == (420, 30)
    assert (old.balance, old.held, old.closed_at) == (0, 0, NOW)
    assert Hold.objects.get(status="HELD").account_id == account.id
    assert relocation_of(absorbed.person_id) is None, "no paper for another house"
    assert values_of(kept)["diet"] == "不吃辣"
    fact = Fact.objects.get(elder=kept, field="diet", superseded_at=None)
    assert (fact.source, fact.as_of) == ("VISIT", date(2026, 6, 1)), "source and day come along"
    assert Fact.objects.filter(elder=absorbed).count() == 1, "what was said stays said"
    assert any(isinstance(one, Fact) and one.elder_id == absorbed.id for one in history_of(kept))
    assert done.moved["orders.Order.elder"] == 1
    assert audit_ledger().problems == []


def test_the_order_that_came_along_is_served_and_paid():
    kept, absorbed = twice(minutes=0)
    mei, guo = personas.proxy(absorbed), personas.volunteer()
    order = personas.order(mei, absorbed, at=NOW)
    merged(kept, absorbed)
    starts = order.starts_at
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    kept.refresh_from_db()
    check_in(by=guo, at=starts, assignment_id=seat.id, method="code", code=kept.spoken_code)
    check_out(by=guo, at=starts + timedelta(minutes=30), assignment_id=seat.id)
    confirm_order(by=mei, at=starts + timedelta(hours=1), order_id=order.id, rating=5)
    assert (account_of(kept.person_id).balance, account_of(guo.person_id).balance) == (90, 30)
    assert audit_ledger().problems == []


def test_the_old_id_leads_to_the_kept_dossier_and_is_found_nowhere_else():
    kept, absorbed = twice()
    boss = township()
    assert set(reachable_elders(boss)) == {kept, absorbed}
    merged(kept, absorbed)
    with pytest.raises(ElderMerged) as told:
        elder_for(boss, absorbed.id, power="VIEW", on=TODAY)
    assert told.value.into == kept.id
    with pytest.raises(NotFound):
        elder_for(township("350425101"), absorbed.id, power="VIEW", on=TODAY)
    assert list(reachable_elders(boss)) == [kept]
    assert search_elders([personas.COUNTY], "林细妹") == [kept]


def test_one_person_cannot_ask_and_agree():
    kept, absorbed = twice()
    one = clerk()
    request = asked(kept, absorbed, by=one)
    with pytest.raises(AnotherMustAgree):
        merge_elders(by=one, at=NOW, merge_id=request.id)
    with pytest.raises(AlreadyAsked):
        asked(absorbed, kept)
    refuse_merge(by=one, at=NOW, merge_id=request.id)
    with pytest.raises(MergeDecided):
        merge_elders(by=township(), at=NOW, merge_id=request.id)
    assert Elder.objects.filter(left_on=None).count() == 2


def test_both_homes_must_be_in_the_territory():
    kept = personas.elder()
    far = personas.elder(village=personas.OTHER_VILLAGE)
    for one, other in ((kept, far), (far, kept)):
        with pytest.raises(NotFound):
            asked(one, other, by=clerk())
    request = asked(kept, far, by=township(personas.COUNTY))
    with pytest.raises(NotFound):
        merge_elders(by=township(), at=NOW, merge_id=request.id)
    with pytest.raises(NotAllowed):
        merge_elders(by=personas.volunteer(), at=NOW, merge_id=request.id)
    with pytest.raises(NotFound):
        merge_elders(by=township(), at=NOW, merge_id=kept.id)


def test_no_merge_with_oneself_nor_a_second_time():
    kept, absorbed = twice()
    with pytest.raises(SameElder):
        asked(kept, kept)
    merged(kept, absorbed)
    for one, other in ((kept, absorbed), (absorbed, kept)):
        with pytest.raises(ElderLeft):
            asked(one, other)


def test_two_valid_numbers_are_two_people_unless_one_is_wrong():
    kept, absorbed = twice()
    numbered(kept, NUMBER)
    numbered(absorbed, OTHER_NUMBER)
    with pytest.raises(TwoNumbers):
        asked(kept, absorbed)
    merged(kept, absorbed, wrong_number="名册抄错一位，身份证原件看过", taken=("id_number",))
    assert Person.objects.get(id=kept.person_id).id_number == OTHER_NUMBER
    assert Person.objects.get(id=absorbed.person_id).id_number == ""
    history = Change.objects.filter(field="id_number")
    assert {change.was for change in history} == {NUMBER, OTHER_NUMBER}, "neither number is lost"


def test_two_logins_are_two_people():
    kept, absorbed = twice()
    for elder, name in ((kept, "lin1"), (absorbed, "lin2")):
        personas.User.objects.create_user(name, "Tea-hill-7", person=elder.person)
    with pytest.raises(BothSignIn):
        merged(kept, absorbed)
    assert account_of(kept.person_id).balance == 300


def test_a_login_comes_along():
    kept, absorbed = twice()
    login = personas.User.objects.create_user("lin2", "Tea-hill-7", person=absorbed.person)
    merged(kept, absorbed)
    login.refresh_from_db()
    assert login.person_id == kept.person_id


def test_nobody_serves_oneself():
    kept, absorbed = twice()
    mei = personas.proxy(kept)
    order = personas.order(mei, kept, at=NOW)
    login = personas.User.objects.create_user("lin2", "Tea-hill-7", person=absorbed.person)
    personas.give_role(by=None, at=NOW, user=login, role=personas.Role.VOLUNTEER)
    personas.Volunteer.objects.create(person=absorbed.person, status="VERIFIED", verified_at=NOW)
    claim_order(by=login, at=NOW, order_id=order.id)
    with pytest.raises(ServedEachOther) as told:
        merged(kept, absorbed)
    assert str(order.id)[-6:] in str(told.value)


def test_what_was_signed_or_erased_cannot_move():
    kept, absorbed = twice()
    Erasure.objects.create(person=absorbed.person, at=NOW, rule="test", erased={})
    with pytest.raises(KeepTheOther):
        merged(kept, absorbed)
    Merge.objects.update(state="REFUSED", decided_at=NOW, decided_by=clerk())
    merged(absorbed, kept)


def test_a_debt_is_made_good_by_the_kept_book():
    kept, absorbed = twice()
    old = account_of(absorbed.person_id)
    Account.objects.filter(id=old.id).update(floor=-200)
    pay = personas.elder("黄阿婆", minutes=0)
    from timebank.ledger.actions.open_account import open_account
    from timebank.ledger.actions.post_transfer import post_transfer

    target = open_account(unit="MINUTE", kind="PERSON", person=pay.person)
    post_transfer(key="debt", kind="GIFT", source=old, target=target, amount=150, happened_at=NOW, by=None)
    merged(kept, absorbed)
    assert account_of(kept.person_id).balance == 270
    assert account_of(absorbed.person_id).closed_at == NOW


def test_the_journal_says_it_without_personal_data():
    kept, absorbed = twice()
    merged(kept, absorbed)
    for event in Event.objects.filter(name__in=["accounts.elder.merged", "accounts.merge.requested"]):
        assert "林" not in str(event.detail) + str(event.public)
    posted = Transfer.objects.get(kind="RELOCATE")
    assert posted.memo == {"merged": True}


def test_the_same_helper_and_the_same_son_stand_once():
    kept, absorbed = twice()
    mei = personas.proxy(kept)
    personas.mandate(absorbed, mei)
    for elder in (kept, absorbed):
        add_supporter(by=None, at=NOW, elder=elder, name="林小燕", relation=Relation.CHILD)
        elder.guardians.create(name="林小燕", kind="FAMILY", since=date(2026, 1, 1))
        elder.visit_contacts.create(name="郑美兰", kind="ASSISTANT", lead=True, since=date(2026, 1, 1))
    merged(kept, absorbed)
    assert Mandate.objects.filter(elder=kept).count() == 2
    assert Mandate.objects.filter(elder=kept, revoked_at=None).count() == 1
    assert kept.supporters.filter(ended_on=None).count() == 1
    assert kept.guardians.filter(until=None).count() == 1
    assert kept.visit_contacts.filter(until=None).count() == 1
    assert kept.guardians.count() == kept.visit_contacts.count() == kept.supporters.count() == 2


def test_the_absorbed_dossier_is_forgotten_with_the_kept_one_only():
    kept, absorbed = twice()
    merged(kept, absorbed)
    far = TODAY + timedelta(days=40_000)
    assert list(elders_to_forget(far)) == []
    kept.refresh_from_db()
    Elder.objects.filter(id=kept.id).update(left_on=TODAY)
    assert [elder_id for elder_id, _rule in elders_to_forget(far)] == [kept.id]
    forget_elder(by=None, at=NOW, elder_id=kept.id, rule="test")
    assert set(Fact.objects.filter(elder=absorbed).values_list("value", flat=True)) == {""}


def test_an_inherited_book_is_not_touched():
    kept, absorbed = twice()
    county = personas.user("县里", personas.Role.COUNTY_OFFICIAL, region=personas.COUNTY)
    inherit_account(by=county, at=NOW, person=absorbed.person, heir=None, paper="证明")
    merged(kept, absorbed)
    assert account_of(kept.person_id).balance == 300
    assert audit_ledger().problems == []
