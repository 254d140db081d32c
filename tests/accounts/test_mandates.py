"""A proxy acts within the mandate and not a day longer."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from accounts.access.enums import Role
from accounts.elders.actions.give_mandate import MandateStands
from accounts.elders.actions.register_elder import NotAnElder, register_elder
from accounts.elders.actions.revoke_mandate import revoke_mandate
from accounts.elders.enums import Power
from accounts.elders.models import Mandate
from accounts.elders.queries import call_name, elders_of
from accounts.people.enums import Gender
from accounts.refusals import NotAllowed, NotFound
from services.orders.actions.confirm_order import confirm_order
from tests import personas
from tests.personas import NOW

pytestmark = pytest.mark.django_db


def test_order_needs_a_mandate_with_the_power():
    lin = personas.elder()
    watcher = personas.proxy(lin, powers=(Power.VIEW,))
    assert list(elders_of(watcher, on=NOW.date())) == [lin]
    with pytest.raises(NotFound):
        personas.order(watcher, lin)


def test_a_mandate_ends_on_its_last_day():
    lin = personas.elder()
    mei = personas.user("林小梅", Role.PROXY)
    personas.mandate(lin, mei, until=date(2026, 11, 19))
    assert personas.order(mei, lin)
    with pytest.raises(NotFound):
        personas.order(mei, lin, at=NOW + timedelta(days=1))


def test_revoking_ends_it_at_once():
    lin = personas.elder()
    mei = personas.proxy(lin)
    order = personas.order(mei, lin)
    village = personas.user("乐建国", Role.VILLAGE_WORKER, region=personas.VILLAGE)
    revoke_mandate(by=village, at=NOW, mandate_id=Mandate.objects.get().id)
    with pytest.raises(NotFound):
        personas.order(mei, lin)
    with pytest.raises(NotFound):
        confirm_order(by=mei, at=NOW, order_id=order.id, rating=5)


def test_another_village_cannot_revoke():
    lin = personas.elder()
    mei = personas.proxy(lin)
    elsewhere = personas.user("陈远真", Role.VILLAGE_WORKER, region=personas.OTHER_VILLAGE)
    with pytest.raises(NotFound):
        revoke_mandate(by=elsewhere, at=NOW, mandate_id=Mandate.objects.get().id)
    assert personas.order(mei, lin)


def test_one_standing_mandate_a_proxy():
    lin = personas.elder()
    mei = personas.proxy(lin)
    with pytest.raises(MandateStands):
        personas.mandate(lin, mei)


def test_registering_asks_for_age_and_territory():
    young = personas.person("苏小明", born=date(2000, 1, 1))
    with pytest.raises(NotAnElder):
        register_elder(by=None, at=NOW, person=young)
    old = personas.person("苏阿婆", born=date(1950, 1, 1))
    elsewhere = personas.user("陈远真", Role.VILLAGE_WORKER, region=personas.OTHER_VILLAGE)
    with pytest.raises(NotFound):
        register_elder(by=elsewhere, at=NOW, person=old)
    with pytest.raises(NotAllowed):
        register_elder(by=personas.volunteer(), at=NOW, person=old)


@pytest.mark.parametrize(
    ("name", "gender", "chinese", "english"),
    [
        ("林细妹", Gender.FEMALE, "林奶奶", "Grandma Lin"),
        ("欧阳德", Gender.MALE, "欧阳爷爷", "Grandpa Ouyang"),
    ],
)
def test_the_board_calls_an_elder_by_the_family_name(name, gender, chinese, english):
    someone = personas.person(name, gender=gender)
    with override("zh-hans"):
        assert call_name(someone) == chinese
    with override("en"):
        assert call_name(someone) == english
