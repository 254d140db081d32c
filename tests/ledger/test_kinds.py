"""Every kind of posting: what it moves, what it asks, what it refuses."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.access.enums import Role
from accounts.organisations.enums import OrganisationKind
from accounts.organisations.models import Organisation
from accounts.people.enums import Relation
from accounts.people.models import Kinship
from accounts.policies.models import Policy
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.models import Region
from tests import personas
from tests.ledger.books import account, post
from tests.personas import NOW
from timebank.ledger.actions.allot_budget import Share, allot_budget
from timebank.ledger.actions.close_organisation_account import close_organisation_account
from timebank.ledger.actions.donate_minutes import donate_minutes
from timebank.ledger.actions.expire_holds import expire_holds
from timebank.ledger.actions.fund_programme import fund_programme
from timebank.ledger.actions.give_minutes import AboveCeiling, GiftNotAllowed, GiftTooMuch, give_minutes
from timebank.ledger.actions.giving import BadAmount
from timebank.ledger.actions.grant_monthly import grant_monthly
from timebank.ledger.actions.hold_minutes import hold_minutes
from timebank.ledger.actions.inherit_account import OwnBook, PaperMissing, StillHeld, inherit_account
from timebank.ledger.actions.keep_ceiling import keep_ceiling
from timebank.ledger.actions.open_account import open_account, open_programme, open_region_account
from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.actions.post_transfer import AccountClosed, NotEnough, PostingKeyReused, UnitsDiffer
from timebank.ledger.actions.receive_account import AnotherPerson, PaperNotGenuine, receive_account
from timebank.ledger.actions.relocate_account import relocate_account
from timebank.ledger.actions.set_floors import set_floors
from timebank.ledger.audit import audit_ledger
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Account, Entry, Transfer
from timebank.ledger.queries import account_of, trial_balance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def books_agree():
    yield
    assert audit_ledger().problems == []
    assert sum(trial_balance().values()) == 0


def rule(code, value, region=personas.COUNTY):
    Policy.objects.create(
        code=code, region_id=region, value=value, citation="测试", valid=DateRange(date(2026, 1, 1), None)
    )


def holder(name="涂秀珍", minutes=300):
    """A volunteer with a login and minutes."""
    user = personas.volunteer(name)
    book = open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=user.person)
    source = open_region_account(unit=Unit.MINUTE, kind=AccountKind.ISSUANCE, region_code=personas.COUNTY)
    if minutes:
        post(source, book, minutes, f"start:{user.id}")
    return user


def mother_of(user, name="张秋菊"):
    mother = personas.person(name)
    Kinship.objects.create(person=user.person, relative=mother, relation=Relation.PARENT)
    return mother


def balance(person):
    book = account_of(person.id)
    return book.balance if book else 0


def give(user, recipient, amount=120, key="a", at=NOW):
    return give_minutes(by=user, at=at, giver=user.person, recipient=recipient, amount=amount, key=key, words="妈妈用")


def test_a_gift_to_kin_and_a_second_press_of_the_button():
    tu = holder()
    mother = mother_of(tu)
    assert give(tu, mother).id == give(tu, mother).id
    assert (balance(tu.person), balance(mother)) == (180, 120)
    stored = Transfer.objects.get(kind=TransferKind.GIFT, target__person=mother)
    assert stored.memo == {"words": "妈妈用"}
    assert stored.rule[0]["code"] == "gift.to"
    with pytest.raises(PostingKeyReused):
        give(tu, mother, amount=121)


def test_a_gift_keeps_to_the_rules():
    tu, stranger = holder(), personas.person("陌生人")
    mother = mother_of(tu)
    with pytest.raises(GiftNotAllowed):
        give(tu, stranger)
    with pytest.raises(GiftNotAllowed):
        give(tu, tu.person)
    with pytest.raises(BadAmount):
        give(tu, mother, amount=0)
    with pytest.raises(NotEnough):
        give(tu, mother, amount=301)
    with pytest.raises(NotFound):
        give_minutes(by=holder("别人", 0), at=NOW, giver=tu.person, recipient=mother, amount=1, key="x")
    rule("gift.to", "ANYONE")
    assert give(tu, stranger, amount=1, key="any").amount == 1


def test_the_month_has_its_limit_and_ends():
    rule("gift.monthly_limit", 100)
    tu = holder()
    mother = mother_of(tu)
    give(tu, mother, amount=100)
    with pytest.raises(GiftTooMuch):
        give(tu, mother, amount=1, key="b")
    assert give(tu, mother, amount=100).amount == 100  # the same press again is no second gift
    assert give(tu, mother, amount=1, key="c", at=NOW + timedelta(days=31)).amount == 1


def test_a_gift_does_not_lift_anybody_above_the_ceiling():
    rule("balance.ceiling", 100)
    tu = holder()
    with pytest.raises(AboveCeiling):
        give(tu, mother_of(tu), amount=101)


def test_a_donation_goes_to_the_pool_of_the_county():
    tu = holder()
    donate_minutes(by=tu, at=NOW, giver=tu.person, amount=60, key="d")
    donate_minutes(by=tu, at=NOW, giver=tu.person, amount=60, key="d")
    pool = Account.objects.get(kind=AccountKind.POOL)
    assert (pool.balance, pool.region_id, balance(tu.person)) == (60, personas.COUNTY, 240)


@pytest.mark.parametrize(("excess", "kind"), [("POOL", TransferKind.DONATE), ("RETIRED", TransferKind.EXPIRE)])
def test_above_the_ceiling_the_excess_moves_on(excess, kind):
    rule("balance.ceiling", 200)
    rule("balance.excess", excess)
    tu = holder(minutes=150)
    transfer = post(account("林细妹", 100), account_of(tu.person.id), 90, "earned")
    moved = keep_ceiling(transfer=transfer, at=NOW)
    assert (moved.kind, moved.amount, balance(tu.person)) == (kind, 40, 200)
    assert {r["code"] for r in moved.rule} == {"balance.ceiling", "balance.excess"}
    assert keep_ceiling(transfer=transfer, at=NOW) is None


def test_the_months_grants_come_once_and_to_those_with_priority():
    rule("grant.monthly", 120)
    old = personas.elder("林细妹", minutes=0)
    young = personas.elder("范阿土", minutes=0)
    type(young.person).objects.filter(id=young.person_id).update(birth_on=date(1960, 1, 1))
    alone = personas.elder("陈旺", minutes=0)
    type(alone.person).objects.filter(id=alone.person_id).update(birth_on=date(1960, 1, 1))
    type(alone).objects.filter(id=alone.id).update(lives_alone=True)
    assert grant_monthly(at=NOW) == 2
    assert grant_monthly(at=NOW) == 0
    assert [balance(elder.person) for elder in (old, young, alone)] == [120, 0, 120]
    assert grant_monthly(at=NOW + timedelta(days=31)) == 2


def test_a_small_pool_is_shared_equally():
    rule("grant.monthly", 120)
    rule("grant.source", "POOL")
    tu = holder()
    donate_minutes(by=tu, at=NOW, giver=tu.person, amount=101, key="d")
    elders = [personas.elder(f"林{number}", minutes=0) for number in range(2)]
    assert grant_monthly(at=NOW) == 2
    assert [balance(elder.person) for elder in elders] == [50, 50]


def test_no_rule_no_grant():
    personas.elder(minutes=0)
    assert grant_monthly(at=NOW) == 0


def test_a_floor_follows_the_rule_and_never_lies():
    rule("spend.overdraft", 60)
    lin, fan = account("林细妹", 10), account("范阿土")
    set_floors(at=NOW)
    lin.refresh_from_db()
    assert lin.floor == -60
    post(lin, fan, 70, "into the red")
    with pytest.raises(NotEnough):
        post(lin, fan, 1, "below")
    Policy.objects.all().update(valid=DateRange(date(2026, 1, 1), date(2026, 2, 1)))
    set_floors(at=NOW)
    lin.refresh_from_db()
    assert lin.floor == -60  # until it has come up again
    post(fan, lin, 60, "back")
    set_floors(at=NOW)
    lin.refresh_from_db()
    assert lin.floor == 0


def test_a_hold_times_out_and_its_account_is_free_again():
    lin = account("林细妹", 100)
    hold_minutes(account=lin, amount=80, reference_kind="order", reference_id=lin.id, at=NOW, expires_at=NOW)
    assert expire_holds(at=NOW - timedelta(days=1)) == 0
    assert expire_holds(at=NOW) == 80
    assert expire_holds(at=NOW) == 0
    lin.refresh_from_db()
    assert (lin.balance, lin.held) == (100, 0)


@pytest.fixture
def official():
    return personas.user("连局长", Role.COUNTY_OFFICIAL, region=personas.COUNTY)


def test_an_heir_inherits_and_the_book_is_closed(official):
    lin = account("林细妹", 100)
    son = personas.person("林大")
    transfer = inherit_account(by=official, at=NOW, person=lin.person, heir=son, paper="公证书 2026-18")
    assert (transfer.kind, balance(son), balance(lin.person)) == (TransferKind.INHERIT, 100, 0)
    with pytest.raises(AccountClosed):
        post(account_of(son.id), lin, 1, "late")
    with pytest.raises(AccountClosed):
        inherit_account(by=official, at=NOW, person=lin.person, heir=son, paper="公证书 2026-18")


def test_without_an_heir_the_pool_inherits(official):
    lin = account("林细妹", 100)
    inherit_account(by=official, at=NOW, person=lin.person, heir=None, paper="村委会证明")
    assert Account.objects.get(kind=AccountKind.POOL).balance == 100


def test_inheritance_asks_for_paper_permission_and_no_open_orders(official):
    lin = account("林细妹", 100)
    with pytest.raises(PaperMissing):
        inherit_account(by=official, at=NOW, person=lin.person, heir=None, paper=" ")
    with pytest.raises(OwnBook):
        inherit_account(by=official, at=NOW, person=lin.person, heir=official.person, paper="x")
    with pytest.raises(NotAllowed):
        inherit_account(by=personas.volunteer(), at=NOW, person=lin.person, heir=None, paper="x")
    hold_minutes(account=lin, amount=80, reference_kind="order", reference_id=lin.id, at=NOW)
    with pytest.raises(StillHeld):
        inherit_account(by=official, at=NOW, person=lin.person, heir=None, paper="x")


def test_a_holder_moves_to_another_house_and_the_paper_counts_once(official, settings, tmp_path):
    lin = account("林细妹", 100)
    here = settings.LEDGER_KEYS
    paper = relocate_account(by=official, at=NOW, person=lin.person, destination="宁夏 固原")
    assert (balance(lin.person), Account.objects.get(kind=AccountKind.RETIRED).balance) == (0, 100)

    settings.LEDGER_KEYS, settings.LEDGER_TRUSTED = tmp_path / "keys", tmp_path / "trusted"
    arrived = personas.elder("林细妹", minutes=0).person
    with pytest.raises(PaperNotGenuine):
        receive_account(by=official, at=NOW, person=arrived, paper=paper)
    settings.LEDGER_TRUSTED.mkdir()
    (settings.LEDGER_TRUSTED / "datian.json").write_text((here / "keys.json").read_text())
    with pytest.raises(PaperNotGenuine):
        receive_account(by=official, at=NOW, person=arrived, paper=paper.replace("100", "900"))
    with pytest.raises(AnotherPerson):
        receive_account(by=official, at=NOW, person=personas.person("范阿土"), paper=paper)
    receive_account(by=official, at=NOW, person=arrived, paper=paper)
    receive_account(by=official, at=NOW, person=arrived, paper=paper)
    assert balance(arrived) == 100
    twin = personas.elder("林细妹", minutes=0).person
    with pytest.raises(PostingKeyReused):
        receive_account(by=official, at=NOW, person=twin, paper=paper)


def organisation(name):
    personas.regions()
    return Organisation.objects.create(
        name=name, kind=OrganisationKind.SOCIAL_WORK, region=Region.objects.get(code=personas.COUNTY)
    )


def test_an_organisation_ends_without_losing_a_minute():
    gone, heir = organisation("夕阳红"), organisation("暖阳社工")
    for unit, amount in ((Unit.MINUTE, 90), (Unit.FEN, 8000)):
        source = open_region_account(unit=unit, kind=AccountKind.ISSUANCE, region_code=personas.COUNTY)
        book = open_account(unit=unit, kind=AccountKind.ORGANISATION, organisation=gone)
        post(source, book, amount, f"org:{unit}")
    transfers = close_organisation_account(by=None, at=NOW, organisation=gone, successor=heir)
    assert {(t.amount, t.target.unit) for t in transfers} == {(90, "MINUTE"), (8000, "FEN")}
    assert close_organisation_account(by=None, at=NOW, organisation=gone, successor=heir) == []
    assert not Account.objects.filter(organisation=gone, closed_at=None).exists()


def test_public_money_goes_through_its_programme_in_fen():
    programme = open_programme(region=Region.objects.get(code=personas.COUNTY)) if personas.regions() is None else None
    purses = [open_account(unit=Unit.FEN, kind=AccountKind.PERSON, person=personas.person(f"林{n}")) for n in range(3)]
    fund_programme(by=None, at=NOW, programme=programme, fen=20_000, key="2026", words="高龄津贴")
    shares = [Share(purse.id, 5_000, f"2026-11:{purse.id}", {"month": "2026-11"}) for purse in purses]
    assert allot_budget(by=None, at=NOW, programme=programme, shares=shares) == 3
    assert allot_budget(by=None, at=NOW, programme=programme, shares=shares) == 0
    programme.refresh_from_db()
    assert programme.balance == 5_000
    with pytest.raises(NotEnough):
        allot_budget(
            by=None,
            at=NOW,
            programme=programme,
            shares=[Share(purse.id, 5_000, f"12:{purse.id}", {}) for purse in purses],
        )
    minutes = account("林细妹", 1)
    with pytest.raises(UnitsDiffer):
        allot_budget(by=None, at=NOW, programme=programme, shares=[Share(minutes.id, 1, "mixed", {})])


def test_a_batch_is_all_or_nothing_and_nets_each_account():
    lin, fan, chen = account("林细妹", 10), account("范阿土"), account("陈旺")

    def posting(key, source, target, amount):
        return Posting(
            key=key, kind=TransferKind.GIFT, source_id=source.id, target_id=target.id, amount=amount, happened_at=NOW
        )

    before = Entry.objects.count()
    with pytest.raises(NotEnough):
        post_batch(postings=[posting("a", lin, fan, 10), posting("b", lin, chen, 1)], by=None)
    assert Entry.objects.count() == before
    # Through fan and on, before it arrived: only the end counts.
    assert post_batch(postings=[posting("c", fan, chen, 10), posting("d", lin, fan, 10)], by=None) == 2
    assert post_batch(postings=[posting("c", fan, chen, 10), posting("e", chen, lin, 4)], by=None) == 1
    with pytest.raises(PostingKeyReused):
        post_batch(postings=[posting("e", chen, lin, 5), posting("f", chen, lin, 1)], by=None)
    assert [balance(book.person) for book in (lin, fan, chen)] == [4, 0, 6]
