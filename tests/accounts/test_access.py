"""Deny by default; a role reaches its subtree and nothing else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from accounts.access.actions.give_role import give_role
from accounts.access.actions.reveal_person import reveal_person
from accounts.access.enums import TABLE, Permission, Role
from accounts.access.models import Grant, Reveal
from accounts.access.queries import demand, may, roles_of, territories
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


def test_a_reveal_is_journalled_once_a_viewer_and_reference():
    lin = personas.elder()
    guo = personas.volunteer()
    for _ in range(2):
        reveal_person(by=guo, at=NOW, person=lin.person, purpose="order", reference="order:1")
    assert Reveal.objects.filter(by=guo, person=lin.person).count() == 1
