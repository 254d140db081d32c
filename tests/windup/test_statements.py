"""Everybody who has a book gets a signed statement, once, whatever happens to the job."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access.enums import Role
from accounts.journal.models import Event
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.models import Region
from services.windup.actions import make_statements as making
from services.windup.actions.begin_statements import begin_statements
from services.windup.actions.make_statements import make_statements
from services.windup.models import HolderStatement, StatementRun
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, VILLAGE
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint
from timebank.ledger.keys import public_keys
from timebank.ledger.models import Account
from timebank.ledger.proof import verify_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def chen():
    return personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)


@pytest.fixture
def elders(chen):
    """Lin has a login of her own, Cai and Shi have none."""
    found = [personas.elder(name, village=village) for name, village in (("林细妹", VILLAGE), ("蔡阿婆", VILLAGE))]
    found.append(personas.elder("石老伯", village=OTHER_VILLAGE, minutes=45))
    from accounts.people.models import User

    User.objects.create_user("linximei", "Tea-hill-7", person=found[0].person)
    seal_checkpoint(at=NOW)
    return found


def begin(by):
    return begin_statements(by=by, at=NOW, region=Region.objects.get(code=COUNTY))


def test_every_book_gets_a_statement_that_anybody_can_check(chen, elders):
    run = make_statements(at=NOW, run_id=begin(chen).id)
    made = HolderStatement.objects.filter(run=run)
    holders = Account.objects.filter(person__home__code__startswith=COUNTY)
    assert {one.account_id for one in made} == set(holders.values_list("id", flat=True))
    for one in made:
        verdict = verify_statement(one.text, public_keys())
        assert verdict.genuine
        assert verdict.balance == one.balance == Account.objects.get(id=one.account_id).balance
        assert verdict.sealed_line == one.lines > 0
    assert run.done_at == NOW


def test_negative_control_a_changed_statement_is_found_out(chen, elders):
    make_statements(at=NOW, run_id=begin(chen).id)
    one = HolderStatement.objects.order_by("-balance").first()
    changed = json.loads(one.text)
    changed["body"] = changed["body"].replace(f'"balance":{one.balance}', f'"balance":{one.balance + 1}')
    assert not verify_statement(json.dumps(changed), public_keys()).genuine


def test_killed_in_the_middle_it_goes_on_with_the_rest(chen, elders, monkeypatch):
    run = begin(chen)
    monkeypatch.setattr(making, "BATCH", 2)
    usual, calls = making.signed_statement, []

    def dies(account, **given):
        calls.append(account.id)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return usual(account, **given)

    monkeypatch.setattr(making, "signed_statement", dies)
    with pytest.raises(KeyboardInterrupt):
        make_statements(at=NOW, run_id=run.id)
    assert HolderStatement.objects.filter(run=run).count() == 2
    assert StatementRun.objects.get().done_at is None
    make_statements(at=NOW, run_id=run.id)
    assert HolderStatement.objects.filter(run=run).count() == 3
    first = set(HolderStatement.objects.values_list("id", flat=True))
    make_statements(at=NOW, run_id=run.id)
    assert set(HolderStatement.objects.values_list("id", flat=True)) == first
    assert Event.objects.filter(name="services.county.statements_made").count() == 1


def test_while_some_are_made_another_press_gives_the_same_run(chen, elders):
    assert begin(chen) == begin(chen)
    assert Event.objects.filter(name="services.county.statements_begun").count() == 1


def test_who_may(chen, elders):
    su = personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=personas.TOWNSHIP)
    with pytest.raises(NotAllowed):
        begin(su)
    Region.objects.create(code="350429", name="泰宁县", level="COUNTY", parent_id="3504", pinyin="", initials="")
    far = personas.user("罗启明", Role.COUNTY_OFFICIAL, region="350429")
    with pytest.raises(NotFound):
        begin(far)


def test_the_list_of_a_village_names_those_without_a_login(chen, elders):
    run = make_statements(at=NOW, run_id=begin(chen).id)
    client = Client()
    client.force_login(chen)
    page = client.get(reverse("windup:statements", args=[run.id])).content.decode()
    assert "白岩村" in page
    assert "京口村" in page
    address = reverse("windup:statements_place", args=[run.id, VILLAGE])
    page = client.get(address).content.decode()
    assert "蔡阿婆" in page
    assert "林细妹" not in page
    assert "石老伯" not in page
    assert "林细妹" in client.get(f"{address}?all=1").content.decode()
    assert client.get(reverse("windup:statements_place", args=[run.id, "110101"])).status_code == 404
