"""An elder moves to another village: told, kept or ended as chosen, and taken back on the same day."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from knox.models import get_token_model

from accounts.access.enums import Role
from accounts.access.models import Reveal
from accounts.elders.actions.check_dossier import check_dossier
from accounts.elders.actions.checking import NoSuchPlace
from accounts.elders.actions.keeping import ElderLeft, NotYet
from accounts.elders.enums import Source
from accounts.elders.models import Elder, Removal
from accounts.elders.queries.registry import ARRIVED, conditions
from accounts.journal.models import Event
from accounts.people.models import Person
from accounts.refusals import NotAllowed, NotFound
from frontend.live.readers import readers
from services.merging.actions.move_elder import LivesThere, TooLateToUndo, move_back, move_elder
from services.merging.actions.say_farewell import say_farewell
from services.orders.enums import OrderStatus
from services.orders.models import Order
from tests import personas
from tests.merging.stories import TODAY, clerk
from tests.personas import NOW, OTHER_VILLAGE, VILLAGE
from timebank.ledger.audit import audit_ledger
from timebank.ledger.queries import account_of

pytestmark = pytest.mark.django_db


def moved(elder: Elder, **more) -> Removal:
    facts = {"by": clerk(), "at": NOW, "elder": elder, "home_code": OTHER_VILLAGE, "since": TODAY, "address": "5 号"}
    return move_elder(**{**facts, **more})


def test_the_old_village_writes_it_down_and_the_new_one_is_asked_to_look():
    lin = personas.elder()
    old, new = clerk(), clerk(OTHER_VILLAGE)
    guardian = lin.guardians.create(name="林小燕", kind="FAMILY", since=date(2026, 1, 1))
    visitor = lin.visit_contacts.create(name="郑美兰", kind="ASSISTANT", lead=True, since=date(2026, 1, 1))
    order = personas.order(personas.proxy(lin), lin, at=NOW)
    moved(lin, by=old, stay=[guardian.id])
    lin.refresh_from_db()
    person = Person.objects.get(id=lin.person_id)
    assert (person.home_id, person.address) == (OTHER_VILLAGE, "5 号")
    assert lin.judged_on is None, "judged anew within the minute"
    for row in (guardian, visitor, order):
        row.refresh_from_db()
    assert (guardian.until, visitor.until) == (None, TODAY)
    assert (order.status, order.village_code) == (OrderStatus.OPEN, OTHER_VILLAGE)
    event = Event.objects.get(name="accounts.elder.moved")
    told = readers(event)
    assert new in told
    assert old not in told, "who wrote it down knows"
    assert "林" not in str(event.detail)
    assert account_of(lin.person_id).balance == 300
    arrived = Elder.objects.filter(conditions(TODAY)[ARRIVED])
    assert arrived.get() == lin
    check_dossier(by=new, at=NOW, elder=lin, groups=[], source=Source.VISIT, as_of=TODAY)
    assert not arrived.exists()


def test_the_old_village_keeps_its_orders_but_not_the_new_door():
    lin = personas.elder()
    old, mei = clerk(), personas.proxy(lin)
    order = personas.order(mei, lin, at=NOW)
    Order.objects.filter(id=order.id).update(status=OrderStatus.CONFIRMED)

    def shown(user) -> tuple[str, str]:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        token = get_token_model().objects.create(user=user)[1]
        answer = client.get(f"/api/v1/orders/{order.id}/", headers={"Authorization": f"Bearer {token}"})
        page = "" if user == mei else client.get(reverse("territory:order", args=[order.id])).content.decode()
        return page, answer.content.decode()

    for text in shown(old):
        assert "3 组 27 号" in text
    moved(lin, by=old, address="新屋巷 8 号")
    looks = Reveal.objects.filter(by=old).count()
    for text in shown(old):
        assert "新屋巷 8 号" not in text
        assert lin.person.phone not in text
    assert Reveal.objects.filter(by=old).count() == looks
    assert "新屋巷 8 号" in shown(mei)[1]


def test_orders_are_called_off_when_so_chosen():
    lin = personas.elder()
    order = personas.order(personas.proxy(lin), lin, at=NOW)
    moved(lin, keep_orders=False, keep_registered=False)
    order.refresh_from_db()
    assert order.status == OrderStatus.CANCELLED
    assert account_of(lin.person_id).held == 0
    assert Person.objects.get(id=lin.person_id).registered_id == OTHER_VILLAGE
    assert audit_ledger().problems == []


def test_taken_back_on_the_same_day_only():
    lin = personas.elder()
    old = clerk()
    visitor = lin.visit_contacts.create(name="郑美兰", kind="ASSISTANT", lead=True, since=date(2026, 1, 1))
    removal = moved(lin, by=old)
    with pytest.raises(NotFound):
        move_back(by=clerk(), at=NOW, removal_id=removal.id)
    with pytest.raises(NotAllowed):
        move_back(by=personas.volunteer(), at=NOW, removal_id=removal.id)
    with pytest.raises(TooLateToUndo):
        move_back(by=old, at=NOW + timedelta(days=1), removal_id=removal.id)
    move_back(by=old, at=NOW + timedelta(hours=1), removal_id=removal.id)
    person = Person.objects.get(id=lin.person_id)
    visitor.refresh_from_db()
    lin.refresh_from_db()
    assert (person.home_id, person.address, visitor.until) == (VILLAGE, "3 组 27 号", None)
    assert lin.arrived_on is None
    with pytest.raises(TooLateToUndo):
        move_back(by=old, at=NOW + timedelta(hours=2), removal_id=removal.id)


def test_refusals():
    lin = personas.elder()
    with pytest.raises(NotFound):
        moved(lin, by=clerk(OTHER_VILLAGE))
    with pytest.raises(NotAllowed):
        moved(lin, by=personas.user("无", Role.SUPERVISOR, region=VILLAGE))
    for code, refusal in ((VILLAGE, LivesThere), ("999999999999", NoSuchPlace), (personas.TOWNSHIP, NoSuchPlace)):
        with pytest.raises(refusal):
            moved(lin, home_code=code)
    with pytest.raises(NotYet):
        moved(lin, since=TODAY + timedelta(days=1))
    say_farewell(by=clerk(), at=NOW, elder=lin, on=TODAY, reason="家属来电", died=True)
    with pytest.raises(ElderLeft):
        moved(lin)
    assert not Removal.objects.exists()
