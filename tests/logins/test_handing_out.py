"""Logins are handed out by those who know the person, and nobody climbs by it."""

from datetime import date
from typing import Any

import pytest

from accounts.access.actions.give_role import NotToOneself
from accounts.access.enums import Role
from accounts.access.queries import roles_of
from accounts.elders.actions.checking import NotAPhone
from accounts.logins.actions.close_login import close_login
from accounts.logins.actions.open_login import Newcomer, PhoneOfSomebodyElse, SignsInAlready, open_login
from accounts.logins.actions.renew_login import renew_login
from accounts.logins.actions.suspend_volunteer import suspend_volunteer
from accounts.logins.actions.take_in_volunteer import BirthdayWanted, TooYoungAlone, take_in_volunteer
from accounts.logins.keeping import BadUsername, HoldsARole, UsernameTaken, start_password
from accounts.logins.queries import logins_within
from accounts.people.enums import VolunteerStatus
from accounts.people.models import Person, User
from accounts.refusals import Invalid, NotAllowed, NotFound
from services.orders.actions.claim_order import claim_order
from services.orders.models import Order
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db


def newcomer(name: str = "林秋香", phone: str = "139 1111 2222", **more: Any) -> Newcomer:
    return Newcomer(**{"name": name, "gender": "FEMALE", "phone": phone, "home_code": VILLAGE, **more})


@pytest.fixture
def village() -> User:
    return personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE)


@pytest.fixture
def township() -> User:
    return personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)


@pytest.fixture
def admin() -> User:
    return personas.user("余建平", Role.ADMIN, region=COUNTY)


def test_a_login_is_made_with_a_password_to_begin_with(village: User) -> None:
    done = open_login(by=village, at=NOW, who=newcomer())
    assert done.user.username == "linqiuxiang"
    assert done.user.check_password(done.password)
    assert done.user.must_choose_password
    assert done.user.phone == "+8613911112222"
    assert roles_of(done.user) == set()
    other = open_login(by=village, at=NOW, who=newcomer(phone="13911113333"))
    assert other.user.username == "linqiuxiang2"
    assert start_password() != start_password()


def test_a_helper_known_from_a_mandate_stays_one_person_and_helps_at_once(village: User) -> None:
    lin = personas.elder()
    mei = personas.person("林小梅")
    mei.phone = "13911112222"
    mei.save()
    personas.mandate(lin, User(person=mei))
    done = open_login(by=village, at=NOW, who=newcomer("林小梅"))
    assert done.user.person == mei
    assert roles_of(done.user) == {Role.PROXY}
    with pytest.raises(SignsInAlready):
        open_login(by=village, at=NOW, who=newcomer("林小梅"))
    with pytest.raises(PhoneOfSomebodyElse):
        open_login(by=village, at=NOW, who=newcomer("林小妹"))
    assert Person.objects.filter(name="林小妹").count() == 0


def test_what_is_entered_is_looked_at(village: User) -> None:
    for refusal, who, username in (
        (NotAPhone, newcomer(phone="喂"), ""),
        (NotAPhone, newcomer(phone=""), ""),
        (Invalid, newcomer(gender=""), ""),
        (BadUsername, newcomer(), "9a"),
        (UsernameTaken, newcomer(), village.username),
    ):
        with pytest.raises(refusal):
            open_login(by=village, at=NOW, who=who, username=username)
    assert User.objects.count() == 1


def test_nobody_hands_out_beyond_the_territory(village: User) -> None:
    with pytest.raises(NotFound):
        open_login(by=village, at=NOW, who=newcomer(home_code=OTHER_VILLAGE))
    with pytest.raises(NotAllowed):
        open_login(by=personas.volunteer(), at=NOW, who=newcomer())
    far = personas.user("石牌人", village=OTHER_VILLAGE)
    for act in (renew_login, close_login):
        more = {"reason": "丢了"} if act is close_login else {}
        with pytest.raises(NotFound):
            act(by=village, at=NOW, user_id=far.id, **more)
    assert far not in logins_within(village)
    assert village in logins_within(village)


def test_a_village_does_not_take_over_whoever_is_above_it(village: User, admin: User) -> None:
    county = personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)  # lives in that village
    for holder in (county, admin):
        with pytest.raises(HoldsARole):
            renew_login(by=village, at=NOW, user_id=holder.id)
    with pytest.raises(HoldsARole):  # the county does not give the role of an administrator either
        renew_login(by=county, at=NOW, user_id=admin.id)
    with pytest.raises(NotToOneself):
        renew_login(by=county, at=NOW, user_id=county.id)
    assert renew_login(by=admin, at=NOW, user_id=county.id).user == county
    assert renew_login(by=county, at=NOW, user_id=village.id).user == village


def test_a_new_password_puts_the_old_one_out_and_opens_what_was_closed(village: User) -> None:
    guo = personas.user("郑国忠")
    closed = close_login(by=village, at=NOW, user_id=guo.id, reason="手机丢了")
    assert (closed.is_active, closed.check_password("Tea-hill-7")) == (False, False)
    done = renew_login(by=village, at=NOW, user_id=guo.id)
    guo.refresh_from_db()
    assert guo.is_active
    assert guo.must_choose_password
    assert guo.check_password(done.password)


def test_the_village_puts_down_the_township_verifies_and_then_tasks_may_be_taken(village: User, township: User) -> None:
    lin = personas.elder()
    order: Order = personas.order(personas.proxy(lin), lin)
    done = open_login(by=village, at=NOW, who=newcomer(birth_on=date(1968, 1, 1)))
    assert take_in_volunteer(by=village, at=NOW, user_id=done.user.id).status == VolunteerStatus.APPLIED
    assert Role.VOLUNTEER not in roles_of(done.user)
    assert [one.id for one in logins_within(township, show="waiting")] == [done.user.id]
    assert take_in_volunteer(by=township, at=NOW, user_id=done.user.id).status == VolunteerStatus.VERIFIED
    assert claim_order(by=User.objects.get(id=done.user.id), at=NOW, order_id=order.id)
    with pytest.raises(NotAllowed):
        suspend_volunteer(by=village, at=NOW, person_id=done.user.person_id, reason="不来")
    suspended = suspend_volunteer(by=township, at=NOW, person_id=done.user.person_id, reason="三次没来")
    assert suspended.status == VolunteerStatus.SUSPENDED
    assert take_in_volunteer(by=township, at=NOW, user_id=done.user.id).status == VolunteerStatus.VERIFIED


def test_minors_join_a_team(township: User) -> None:
    for phone, refusal, born in (
        ("13911112222", BirthdayWanted, None),
        ("13911113333", TooYoungAlone, date(2012, 1, 1)),
    ):
        done = open_login(by=township, at=NOW, who=newcomer(phone=phone, birth_on=born))
        with pytest.raises(refusal):
            take_in_volunteer(by=township, at=NOW, user_id=done.user.id)
