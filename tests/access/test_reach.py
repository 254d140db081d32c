"""What a grant reaches, each condition alone and at its edge; the grants are given, so no database is asked."""

from dataclasses import replace
from types import SimpleNamespace
from uuid import UUID

import pytest

from accounts.access import queries
from accounts.access.enums import READING, TABLE, Permission, Role
from accounts.access.queries import Reach, demand, managed_organisations, may, reach_of, roles_by_age, territories
from accounts.access.queries.held import Held, held_by
from accounts.refusals import NotAllowed, NotFound
from tests.personas import COUNTY, OTHER_VILLAGE, TOWNSHIP, VILLAGE

HOUSE, OTHER_HOUSE = UUID(int=1), UUID(int=2)
somebody = SimpleNamespace(is_authenticated=True, is_active=True, pk=1)
township = Held(Role.TOWNSHIP_OFFICIAL, TOWNSHIP, None, TOWNSHIP, False)
village = Held(Role.VILLAGE_WORKER, VILLAGE, None, VILLAGE, False)
official = Held(Role.COUNTY_OFFICIAL, COUNTY, None, COUNTY, False)
admin = Held(Role.ADMIN, "350425101", None, "350425101", False)
manager = Held(Role.ORGANISATION_MANAGER, "", HOUSE, COUNTY, False)
volunteer = Held(Role.VOLUNTEER, "", None, "", False)
VIEW, DISPATCH, CLAIM = Permission.TERRITORY_VIEW, Permission.ORDER_DISPATCH, Permission.ORDER_CLAIM


@pytest.fixture
def holding(monkeypatch):
    """Somebody holds these grants, the longest held first."""
    return lambda *grants: monkeypatch.setattr(queries, "held_by", lambda _user: list(grants))


@pytest.mark.parametrize("role", list(Role))
def test_a_closed_county_is_read_and_nothing_else(role):
    here = Held(role, COUNTY, None, COUNTY, False)
    closed = replace(here, county_closed=True)
    for permission in Permission:
        carried = permission in TABLE[role]
        assert here.carries(permission) is here.gives(permission) is carried
        assert closed.carries(permission) is carried
        assert closed.gives(permission) is (carried and permission in READING)


@pytest.mark.parametrize(
    "nobody",
    [
        None,
        SimpleNamespace(is_authenticated=False, is_active=True, pk=1),
        SimpleNamespace(is_authenticated=True, is_active=False, pk=1),
    ],
)
def test_the_signed_out_and_the_deactivated_hold_nothing(nobody):
    assert held_by(nobody) == []  # and the database is not even asked


@pytest.mark.parametrize(
    ("grants", "permission", "where", "reached"),
    [
        ([], VIEW, {}, False),
        ([township], VIEW, {}, True),
        ([township], VIEW, {"region_code": TOWNSHIP}, True),
        ([township], VIEW, {"region_code": VILLAGE}, True),
        ([township], VIEW, {"region_code": COUNTY}, False),
        ([township], VIEW, {"region_code": OTHER_VILLAGE}, False),
        ([township], Permission.CATALOGUE_EDIT, {}, False),
        ([township], VIEW, {"organisation_id": HOUSE}, False),
        ([manager], DISPATCH, {}, True),
        ([manager], DISPATCH, {"organisation_id": HOUSE}, True),
        ([manager], DISPATCH, {"organisation_id": OTHER_HOUSE}, False),
        ([manager], DISPATCH, {"region_code": COUNTY}, False),  # bound to no subtree: it covers none
        ([manager], DISPATCH, {"organisation_id": HOUSE, "region_code": COUNTY}, False),
        ([replace(manager, organisation_id=OTHER_HOUSE), manager], DISPATCH, {"organisation_id": HOUSE}, True),
        ([admin, township], VIEW, {"region_code": VILLAGE}, True),
        ([volunteer], CLAIM, {}, True),
        ([replace(township, county_closed=True)], VIEW, {"region_code": VILLAGE}, VIEW in READING),
    ],
)
def test_where_a_permission_holds(holding, grants, permission, where, reached):
    holding(*grants)
    assert may(somebody, permission, **where) is reached
    carried = any(one.carries(permission) for one in grants)
    if reached:
        demand(somebody, permission, **where)
    else:
        with pytest.raises(NotFound if carried else NotAllowed):
            demand(somebody, permission, **where)


def test_territories_widest_first_and_none_inside_another(holding):
    holding(village, replace(township, region_code=OTHER_VILLAGE), township, manager)
    assert territories(somebody, VIEW) == [TOWNSHIP, OTHER_VILLAGE]
    holding(manager)
    assert territories(somebody, VIEW) == []


def test_roles_once_each_the_longest_held_first(holding):
    holding(volunteer, township, replace(volunteer, home=COUNTY), village)
    assert roles_by_age(somebody) == [Role.VOLUNTEER, Role.TOWNSHIP_OFFICIAL, Role.VILLAGE_WORKER]


def test_organisations_one_dispatches_for(holding):
    holding(manager, volunteer, township)
    assert managed_organisations(somebody) == [HOUSE]


def test_whose_keys_one_hands_out(holding):
    holding(official, admin, volunteer)
    reach = reach_of(somebody)
    assert reach == Reach(codes=(COUNTY, "350425101"), as_administrator=("350425101",))
    assert [reach.covers(code) for code in (COUNTY, VILLAGE, "3504", "350426")] == [True, True, False, False]
    assert reach.hands_out(Role.VILLAGE_WORKER, VILLAGE)
    assert not reach.hands_out(Role.ADMIN, VILLAGE)  # an official there, no administrator
    assert reach.hands_out(Role.ADMIN, OTHER_VILLAGE)
    assert not reach.hands_out(Role.VILLAGE_WORKER, "350426")
    assert not Reach((), ()).covers(VILLAGE)
