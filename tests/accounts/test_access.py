"""Deny by default; a role reaches its subtree and nothing else."""

from datetime import timedelta
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from accounts.access.actions.give_role import ComesAnotherWay, OnlyAdministrators, WrongPlaceForRole, give_role
from accounts.access.actions.reveal_person import reveal_person
from accounts.access.actions.take_role import OwnKeys, take_role
from accounts.access.enums import BOUND, TABLE, Permission, Role
from accounts.access.models import Grant, Reveal
from accounts.access.queries import demand, grants_within, may, reach_of, roles_of, territories
from accounts.journal.models import Event
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.models import Region
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db


def test_nobody_may_anything_without_a_grant():
    zhen = personas.user("陈远真")
    assert not any(may(zhen, permission) for permission in Permission)
    assert not any(may(AnonymousUser(), permission) for permission in Permission)


def test_every_role_and_permission_stands_in_the_table():
    assert set(TABLE) == set(Role)
    assert {permission for held in TABLE.values() for permission in held} == set(Permission)


def test_a_township_reaches_its_villages_and_no_other():
    su = personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    assert may(su, Permission.TERRITORY_VIEW, region_code=VILLAGE)
    assert not may(su, Permission.TERRITORY_VIEW, region_code=OTHER_VILLAGE)
    assert not may(su, Permission.TERRITORY_VIEW, region_code=COUNTY)
    assert territories(su, Permission.TERRITORY_VIEW) == [TOWNSHIP]
    with pytest.raises(NotFound):
        demand(su, Permission.TERRITORY_VIEW, region_code=OTHER_VILLAGE)
    with pytest.raises(NotAllowed):
        demand(su, Permission.CATALOGUE_EDIT)


def test_a_grant_that_ended_or_a_login_that_was_closed_gives_nothing():
    su = personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    Grant.objects.filter(user=su).update(until=NOW - timedelta(hours=1))
    assert roles_of(su) == set()
    chen = personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)
    chen.is_active = False
    assert roles_of(chen) == set()


def test_the_database_binds_a_role_as_it_must_be():
    personas.regions()
    user = personas.user("陈丽")
    for wrong in ({"role": Role.COUNTY_OFFICIAL}, {"role": Role.VOLUNTEER, "region_id": COUNTY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.create(user=user, **wrong)


def test_giving_a_role_needs_the_right_over_the_region():
    su = personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    chen = personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)
    le = personas.user("乐建国")
    village = Region.objects.get(code=VILLAGE)
    with pytest.raises(NotAllowed):
        give_role(by=su, at=NOW, user=le, role=Role.VILLAGE_WORKER, region=village)
    give_role(by=chen, at=NOW, user=le, role=Role.VILLAGE_WORKER, region=village)
    assert roles_of(le) == {Role.VILLAGE_WORKER}


KEYS = [role for role in BOUND if Permission.ACCESS_EDIT in TABLE[role]]


def test_roles_that_give_roles_come_from_administrators_alone():
    chen = personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)
    yu = personas.user("余建平", Role.ADMIN, region=COUNTY)
    le, county = personas.user("乐建国"), Region.objects.get(code=COUNTY)
    assert set(KEYS) == {Role.COUNTY_OFFICIAL, Role.ADMIN}
    for role in KEYS:
        with pytest.raises(OnlyAdministrators):
            give_role(by=chen, at=NOW, user=le, role=role, region=county)
        with pytest.raises(OnlyAdministrators):
            give_role(by=chen, at=NOW, user=chen, role=role, region=Region.objects.get(code=VILLAGE))
    assert roles_of(le) == set()
    for role in KEYS:
        give_role(by=yu, at=NOW, user=le, role=role, region=county)
    assert roles_of(le) == set(KEYS)


def test_nobody_gives_roles_outside_their_own_territory():
    far = personas.user("吴德明", Role.ADMIN, Role.COUNTY_OFFICIAL, region="350425101")
    le, home = personas.user("乐建国"), personas.organisation(personas.user("连晓雯"))
    for role, code in product(BOUND, (COUNTY, TOWNSHIP, VILLAGE)):
        where = {"organisation": home} if BOUND[role] == "organisation" else {"region": Region.objects.get(code=code)}
        with pytest.raises(NotFound):
            give_role(by=far, at=NOW, user=le, role=role, **where)
    give_role(by=far, at=NOW, user=le, role=Role.VILLAGE_WORKER, region=Region.objects.get(code=OTHER_VILLAGE))
    assert not Grant.objects.filter(user=le).exclude(region=OTHER_VILLAGE).exists()


def test_a_role_goes_where_it_belongs_or_nowhere():
    yu = personas.user("余建平", Role.ADMIN, region=COUNTY)
    le, home = personas.user("乐建国"), personas.organisation(personas.user("连晓雯"))
    county = Region.objects.get(code=COUNTY)
    wrong = [
        {"role": Role.ORGANISATION_MANAGER, "region": county},
        {"role": Role.OPERATOR, "organisation": home},
        {"role": Role.OPERATOR, "region": county, "organisation": home},
        {"role": Role.OPERATOR},
    ]
    for asked in wrong:
        with pytest.raises(WrongPlaceForRole):
            give_role(by=yu, at=NOW, user=le, **asked)
    for role in set(Role) - set(BOUND):
        with pytest.raises(ComesAnotherWay):
            give_role(by=yu, at=NOW, user=le, role=role)
    give_role(by=yu, at=NOW, user=le, role=Role.ORGANISATION_MANAGER, organisation=home)
    give_role(by=yu, at=NOW, user=le, role=Role.ORGANISATION_MANAGER, organisation=home)
    assert Event.objects.get(name="accounts.role.given", by=yu).region_code == COUNTY


def test_a_role_taken_ends_once_and_stays_written_down():
    chen = personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)
    le = personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE)
    grant = Grant.objects.get(user=le)
    take_role(by=chen, at=NOW, grant_id=grant.id)
    take_role(by=chen, at=NOW + timedelta(hours=1), grant_id=grant.id)
    grant.refresh_from_db()
    assert grant.until == NOW
    event = Event.objects.get(name="accounts.role.taken")
    assert (event.by, event.subject_id, event.region_code) == (chen, le.id, VILLAGE)
    assert event.detail == {"role": "VILLAGE_WORKER", "grant": str(grant.id)}


def test_nobody_takes_away_their_own_keys():
    yu = personas.user("余建平", Role.ADMIN, Role.OPERATOR, region=COUNTY)
    with pytest.raises(OwnKeys):
        take_role(by=yu, at=NOW, grant_id=Grant.objects.get(user=yu, role=Role.ADMIN).id)
    take_role(by=yu, at=NOW, grant_id=Grant.objects.get(user=yu, role=Role.OPERATOR).id)
    assert Grant.objects.get(user=yu, until=None).role == Role.ADMIN


def test_whose_roles_one_may_take():
    chen = personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)
    other = personas.user("章明", Role.COUNTY_OFFICIAL, region=COUNTY)
    yu = personas.user("余建平", Role.ADMIN, region=COUNTY)
    su = personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    far = personas.user("吴德明", Role.ADMIN, region="350425101")
    guo = personas.volunteer()
    for grant in Grant.objects.filter(user__in=[other, yu]):
        with pytest.raises(OnlyAdministrators):
            take_role(by=chen, at=NOW, grant_id=grant.id)
    for by, grant in ((far, Grant.objects.get(user=su)), (yu, Grant.objects.get(user=guo))):
        with pytest.raises(NotFound):
            take_role(by=by, at=NOW, grant_id=grant.id)
    with pytest.raises(NotAllowed):
        take_role(by=su, at=NOW, grant_id=Grant.objects.get(user=su).id)
    with pytest.raises(NotFound):
        take_role(by=yu, at=NOW, grant_id=guo.id)
    assert not Grant.objects.exclude(until=None).exists()
    take_role(by=yu, at=NOW, grant_id=Grant.objects.get(user=other).id)


def test_the_list_of_roles_ends_where_the_territory_ends():
    yu = personas.user("余建平", Role.ADMIN, region=TOWNSHIP)
    le = personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE)
    personas.user("外村", Role.VILLAGE_WORKER, region=OTHER_VILLAGE)
    personas.volunteer()
    personas.organisation(personas.user("连晓雯"))
    reach = reach_of(yu)
    assert [grant.user for grant in grants_within(reach)] == [yu, le]
    assert [grant.user for grant in grants_within(reach, text="建国")] == [le]
    assert not reach_of(le).codes
    assert not grants_within(reach_of(le)).exists()


def test_a_reveal_is_journalled_once_a_viewer_and_reference():
    lin = personas.elder()
    guo = personas.volunteer()
    for _ in range(2):
        reveal_person(by=guo, at=NOW, person=lin.person, purpose="order", reference="order:1")
    assert Reveal.objects.filter(by=guo, person=lin.person).count() == 1
