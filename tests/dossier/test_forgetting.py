"""A dossier that is past its time is emptied, and so is what every other floor wrote about the elder."""

from datetime import timedelta

import pytest

from accounts.access.models import Erasure
from accounts.elders.actions.change_person import change_person
from accounts.elders.actions.erasing import OWN, empty_elsewhere
from accounts.elders.actions.forget_elder import StillThere, forget_elder
from accounts.elders.actions.override_tier import override_tier
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.enums import Source, Tier
from accounts.elders.models import Change, Elder, Fact, Removal, TierOverride
from accounts.journal.models import Event
from accounts.regions.models import Region
from accounts.sealed_fields import sealed_columns
from accounts.surveys.canonical import digest_of_row, verify_roster
from accounts.surveys.enums import Kind, RosterState, Rung, Whom, WhyNot
from accounts.surveys.models import Absence, FrozenRoster, FrozenRow, Report, Round
from services.calls.actions.schedule_call_back import schedule_call_back
from services.calls.actions.start_call import start_call
from services.calls.enums import Direction
from services.calls.models import Call
from services.merging.actions.move_elder import move_elder
from services.merging.actions.say_farewell import say_farewell
from services.orders.actions.cancel_order import cancel_order
from services.orders.models import Order
from tests import personas
from tests.dossier.stories import TODAY, worker
from tests.personas import NOW

CANARY = "金丝雀"
pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    """Somebody about whom every floor has something to say."""
    elder, mei = personas.elder(), worker()
    elder.person.address = f"{CANARY}巷 1 号"
    elder.person.save()
    proxy = personas.proxy(elder)
    order = personas.order(proxy, elder, at=NOW)
    order.note = order.comment = CANARY
    order.save()
    cancel_order(by=proxy, at=NOW, order_id=order.id, reason=CANARY)
    desk = personas.user("詹小云", personas.Role.OPERATOR, region=personas.COUNTY)
    call = start_call(by=desk, at=NOW, direction=Direction.IN, number="13877776666", elder_id=elder.id)
    Call.objects.filter(id=call.id).update(note=CANARY)
    due = NOW + timedelta(days=1)
    schedule_call_back(by=desk, at=NOW, elder_id=elder.id, due_at=due, reason=CANARY, call_id=call.id)
    record_facts(by=mei, at=NOW, elder=elder, values={"house": CANARY}, source=Source.VISIT, as_of=TODAY, reason=CANARY)
    change_person(by=mei, at=NOW, elder=elder, phone="13800001111", reason=CANARY)
    override_tier(by=mei, at=NOW, elder=elder, tier=Tier.HIGH, reason=CANARY, until=TODAY + timedelta(days=30))
    _survey(elder)
    move_elder(by=mei, at=NOW, elder=elder, home_code=personas.OTHER_VILLAGE, since=TODAY, address=CANARY)
    say_farewell(by=worker(village=personas.OTHER_VILLAGE), at=NOW, elder=elder, on=TODAY, reason=CANARY, died=True)
    return elder


def _survey(elder: Elder) -> None:
    county = Region.objects.get(code=personas.COUNTY)
    days = {"starts_on": TODAY, "villages_due": TODAY, "townships_due": TODAY}
    of = Round.objects.create(region=county, kind=Kind.values[0], whom=Whom.values[0], groups=[], opened_at=NOW, **days)
    Absence.objects.create(round=of, elder=elder, why=WhyNot.OTHER, words=CANARY, on=TODAY, at=NOW)
    report = Report.objects.create(round=of, rung=Rung.VILLAGE, region_id=personas.VILLAGE)
    roster = FrozenRoster.objects.create(report=report, begun_at=NOW, rows_asked=1)
    row = FrozenRow(roster=roster, elder=elder, position=1, village_code=personas.VILLAGE, seen=False)
    row.content = {"values": {"name": CANARY}, "salt": "0"}
    row.digest = digest_of_row(row)
    row.save()
    FrozenRoster.objects.filter(id=roster.id).update(state=RosterState.FROZEN, frozen_at=NOW)


def said() -> set[str]:
    """Every sealed column that still says the canary (the old address does) or the number that rang."""
    words = (CANARY, "13877776666")
    return {
        field.place
        for model, field in sealed_columns()
        for value in model._base_manager.values_list(field.name, flat=True)
        if any(word in str(value) for word in words)
    }


def test_nothing_sealed_is_left_on_any_floor(lin):
    assert {
        "journal.Event.words",
        "elders.Removal.before",
        "calls.Call.note",
        "calls.CallBack.reason",
        "orders.Order.note",
    } <= said()
    assert {"surveys.Absence.words", "surveys.FrozenRow.content", "calls.Call.number"} <= said()
    row = forget_elder(by=None, at=NOW, elder_id=lin.id, rule="期满")
    assert said() == set()
    assert Call.objects.get().number_index == ""
    assert Order.objects.get().latitude is None
    assert TierOverride.objects.get().reason == ""
    assert {*Fact.objects.values_list("reason", flat=True), *Change.objects.values_list("reason", flat=True)} == {""}
    assert not Removal.objects.get().before
    assert {"calls.Call", "orders.Order", "surveys.FrozenRow", "journal.Event"} <= row.erased.keys()
    assert verify_roster(FrozenRoster.objects.get()).altered == ()
    assert forget_elder(by=None, at=NOW, elder_id=lin.id, rule="再来一次") == row
    assert Erasure.objects.count() == 1


def test_another_elder_keeps_everything(lin):
    other = personas.elder("陈阿公")
    proxy = personas.proxy(other, "陈小远")
    order = personas.order(proxy, other, at=NOW)
    Order.objects.filter(id=order.id).update(note="鸟食")
    cancel_order(by=proxy, at=NOW, order_id=order.id, reason="下雨")
    forget_elder(by=None, at=NOW, elder_id=lin.id, rule="期满")
    assert Order.objects.get(id=order.id).note == "鸟食"
    assert Event.objects.get(subject_id=order.id, name="services.order.cancelled").words == "下雨"


def test_nobody_in_the_registry_is_forgotten():
    lin = personas.elder()
    with pytest.raises(StillThere):
        forget_elder(by=None, at=NOW, elder_id=lin.id, rule="期满")


def test_every_other_table_with_something_sealed_about_an_elder_is_reached(lin):
    tables = {
        model._meta.label
        for model, _field in sealed_columns()
        if model._meta.app_label != OWN and any(one.related_model is Elder for one in model._meta.fields)
    }
    other = personas.elder("陈阿公")
    assert set(empty_elsewhere(other)) == tables
