"""Somebody dies or moves away: everything that was to come ends, and nothing that was is lost."""

from datetime import date, timedelta

import pytest

from accounts.access.enums import Role
from accounts.elders.actions.keeping import ElderLeft, NotYet
from accounts.elders.actions.leave_registry import BeforeBirth, ReasonMissing
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.enums import Source
from accounts.elders.queries import elders_of, standing_mandates
from accounts.elders.queries.search import search_elders
from accounts.people.models import Person
from accounts.refusals import NotFound
from services.merging.actions.say_farewell import say_farewell
from services.orders.actions.claim_order import claim_order
from services.orders.enums import OrderStatus
from tests import personas
from tests.personas import NOW
from timebank.ledger.actions.grant_monthly import grant_monthly
from timebank.ledger.queries import account_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 19)


def worker(village=personas.VILLAGE):
    return personas.user("郑美兰", Role.VILLAGE_WORKER, region=village)


def test_a_death_ends_what_was_to_come_and_keeps_what_was():
    lin = personas.elder()
    mei = personas.proxy(lin)
    guo = personas.volunteer()
    order, claimed = personas.order(mei, lin, at=NOW), personas.order(mei, lin, at=NOW, hours=48)
    claim_order(by=guo, at=NOW, order_id=claimed.id)
    lin.visit_contacts.create(name="郑美兰", kind="ASSISTANT", lead=True, since=date(2026, 1, 1))
    lin.guardians.create(name="林小燕", kind="FAMILY", since=date(2027, 1, 1))
    assert say_farewell(by=worker(), at=NOW, elder=lin, on=TODAY, reason="家属来电", died=True) == 2
    lin.refresh_from_db()
    assert (lin.left_on, Person.objects.get(id=lin.person_id).died_on) == (TODAY, TODAY)
    for one in (order, claimed):
        one.refresh_from_db()
        assert one.status == OrderStatus.CANCELLED
    account = account_of(lin.person_id)
    assert (account.balance, account.held) == (300, 0), "the minutes wait for the family"
    assert not standing_mandates(on=TODAY).filter(elder=lin).exists()
    assert list(elders_of(mei, on=TODAY)) == []
    assert lin.visit_contacts.get().until == TODAY
    assert not lin.guardians.exists()
    assert search_elders([personas.COUNTY], "林细妹") == []


def test_nothing_new_begins_for_somebody_who_left():
    lin = personas.elder()
    land = worker()
    say_farewell(by=land, at=NOW, elder=lin, on=TODAY, reason="搬去厦门", died=False)
    with pytest.raises(ElderLeft):
        personas.order(land, lin, at=NOW)
    with pytest.raises(ElderLeft):
        record_facts(by=land, at=NOW, elder=lin, values={"house": "x"}, source=Source.VISIT, as_of=TODAY)
    with pytest.raises(ElderLeft):
        say_farewell(by=land, at=NOW, elder=lin, on=TODAY, reason="搬去厦门", died=False)
    assert Person.objects.get(id=lin.person_id).died_on is None
    before = account_of(lin.person_id).balance
    grant_monthly(at=NOW)
    assert account_of(lin.person_id).balance == before


def test_what_cannot_be_is_refused_and_changes_nothing():
    lin = personas.elder()
    mei = personas.proxy(lin)
    order = personas.order(mei, lin, at=NOW)
    said = {"at": NOW, "elder": lin, "on": TODAY, "reason": "家属来电", "died": True}
    for wrong, refusal in (
        ({"by": worker(), "on": TODAY + timedelta(days=1)}, NotYet),
        ({"by": worker(), "on": date(1900, 1, 1)}, BeforeBirth),
        ({"by": worker(), "reason": " "}, ReasonMissing),
        ({"by": worker(personas.OTHER_VILLAGE)}, NotFound),
    ):
        with pytest.raises(refusal):
            say_farewell(**{**said, **wrong})
    order.refresh_from_db()
    lin.refresh_from_db()
    assert (order.status, lin.left_on) == (OrderStatus.OPEN, None)


def test_the_page_says_what_will_end_and_does_it(client):
    lin = personas.elder()
    personas.order(personas.proxy(lin), lin, at=NOW)
    address = f"/territory/elders/{lin.id}/farewell/"
    client.force_login(worker(personas.OTHER_VILLAGE), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address).status_code == 404
    client.force_login(worker(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address).status_code == 200
    assert client.post(address, {"what": "DIED", "on": "2999-01-01", "reason": "家属来电"}).status_code == 422
    sent = client.post(address, {"what": "DIED", "on": "2026-11-18", "reason": "家属来电"})
    assert sent.status_code == 303
    assert client.get(sent.headers["Location"]).status_code == 200
    assert client.get(address).status_code == 404
