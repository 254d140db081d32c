"""The village roles, departments, and what nobody gives themselves."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.access.actions.give_role import NotToOneself, WhichDepartment, give_role
from accounts.access.enums import BOUND, TABLE, WANTED_IN_EVERY_VILLAGE, Department, Permission, Role
from accounts.access.models import Grant
from accounts.access.queries import may, roles_of
from accounts.access.queries.vacancies import vacancies
from accounts.organisations.models import Organisation
from accounts.organisations.queries import villages_without_association
from accounts.regions.models import Region
from frontend.shell.journeys import BY_ROLE
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
SEES = {Permission.TERRITORY_VIEW, Permission.ORDER_FOR_ANYONE, Permission.ELDER_REGISTER}


def test_the_database_knows_the_same_table():
    personas.regions()
    holder = personas.user("某某")
    home = personas.organisation(personas.user("连晓雯"))
    for role in Role:
        department = Department.POLICE if role == Role.DEPARTMENT else ""
        for bound, where in (("region", {"region_id": VILLAGE}), ("organisation", {"organisation": home}), ("", {})):
            if BOUND.get(role, "") == bound:
                Grant.objects.create(user=holder, role=role, department=department, **where)
                continue
            with pytest.raises(IntegrityError), transaction.atomic():
                Grant.objects.create(user=holder, role=role, department=department, **where)
    for role, department in ((Role.DEPARTMENT, ""), (Role.DEPARTMENT, "CIRCUS"), (Role.SUPERVISOR, "POLICE")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.create(user=holder, role=role, department=department, region_id=VILLAGE)


def test_the_four_village_roles_see_their_village_and_change_what_is_theirs():
    held = {role: TABLE[role] & SEES for role in (Role.VILLAGE_ASSISTANT, Role.COORDINATOR, Role.FILIAL_CARER)}
    assert held[Role.VILLAGE_ASSISTANT] == held[Role.COORDINATOR] == SEES
    assert held[Role.FILIAL_CARER] == SEES - {Permission.ELDER_REGISTER}
    assert TABLE[Role.SUPERVISOR] == {Permission.TERRITORY_VIEW, Permission.INCIDENT_SEE}
    for role in (Role.VILLAGE_ASSISTANT, Role.COORDINATOR, Role.FILIAL_CARER, Role.SUPERVISOR):
        holder = personas.user("某某", role, region=VILLAGE)
        assert may(holder, Permission.TERRITORY_VIEW, region_code=VILLAGE)
        assert not may(holder, Permission.TERRITORY_VIEW, region_code=OTHER_VILLAGE)
        assert not may(holder, Permission.TERRITORY_VIEW, region_code=TOWNSHIP)


def test_a_department_sees_nothing_that_was_not_referred_to_it():
    police = personas.user("警官")
    personas.hold(police, Role.DEPARTMENT)
    held = {permission for permission in Permission if may(police, permission)}
    assert held == {Permission.REFERRAL_ANSWER, Permission.OUTREACH_POST}
    client = Client()
    client.force_login(police)
    lin = personas.elder()
    for address in (reverse("territory:orders"), reverse("territory:elder", args=[lin.id]), "/helper/", "/volunteer/"):
        assert client.get(address).status_code in (403, 404), address
    assert client.get(reverse("shell:home"), follow=True).status_code == 200


def test_every_role_has_pages_to_land_on():
    assert set(BY_ROLE) == set(Role)


def test_nobody_gives_themselves_a_role():
    yu = personas.user("余建平", Role.ADMIN, region=COUNTY)
    chen = personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)
    village = Region.objects.get(code=VILLAGE)
    for by, role in ((yu, Role.COUNTY_OFFICIAL), (yu, Role.OPERATOR), (yu, Role.ADMIN), (chen, Role.VILLAGE_WORKER)):
        with pytest.raises(NotToOneself):
            give_role(by=by, at=NOW, user=by, role=role, region=village)
    assert roles_of(yu) == {Role.ADMIN}
    client = Client()
    client.force_login(yu)
    answer = client.post(reverse("territory:roles"), {"who": yu.username, "role": "OPERATOR", "place": COUNTY})
    assert answer.status_code == 403
    assert roles_of(yu) == {Role.ADMIN}


def test_a_department_is_named_and_chosen_by_its_name():
    yu = personas.user("余建平", Role.ADMIN, region=COUNTY)
    le, county = personas.user("乐建国"), Region.objects.get(code=COUNTY)
    for role, department in ((Role.DEPARTMENT, ""), (Role.DEPARTMENT, "CIRCUS"), (Role.OPERATOR, "POLICE")):
        with pytest.raises(WhichDepartment):
            give_role(by=yu, at=NOW, user=le, role=role, region=county, department=department)
    client = Client()
    client.force_login(yu)
    address = reverse("territory:roles")
    assert 'value="DEPARTMENT:HEALTH"' in client.get(address).content.decode()
    answer = client.post(address, {"who": le.username, "role": "DEPARTMENT:HEALTH", "place": COUNTY})
    assert answer.status_code == 303
    assert Grant.objects.get(user=le).department == Department.HEALTH
    assert "卫生健康" in client.get(address).content.decode()
    for junk in ("DEPARTMENT", "DEPARTMENT:CIRCUS", "OPERATOR:POLICE", "CLOWN"):
        assert client.post(address, {"who": le.username, "role": junk, "place": COUNTY}).status_code == 422


def test_vacancies_list_the_villages_without_their_people(django_assert_num_queries):
    personas.regions()
    assistant, coordinator, supervisor = WANTED_IN_EVERY_VILLAGE
    personas.user("甲", assistant, region=VILLAGE)
    personas.user("乙", supervisor, region=TOWNSHIP)  # for the whole township
    gone = personas.user("丙", coordinator, region=VILLAGE)
    Grant.objects.filter(user=gone).update(until=NOW)
    closed = personas.user("丁", coordinator, region=OTHER_VILLAGE)
    closed.is_active = False
    closed.save()
    with django_assert_num_queries(2):
        found = {one.village.code: one.missing for one in vacancies([COUNTY])}
    assert found == {VILLAGE: (coordinator,), OTHER_VILLAGE: WANTED_IN_EVERY_VILLAGE}
    assert [one.village.code for one in vacancies([TOWNSHIP])] == [VILLAGE]
    personas.user("戊", coordinator, region=VILLAGE)
    assert not vacancies([TOWNSHIP])


def test_the_page_of_vacancies_ends_where_the_territory_ends():
    su = personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    client = Client()
    client.force_login(su)
    page = client.get(reverse("territory:vacancies")).content.decode()
    assert "白岩村" in page
    assert "京口村" not in page
    assert client.get(reverse("territory:vacancies"), {"place": OTHER_VILLAGE}).status_code == 404
    client.force_login(personas.volunteer())
    assert client.get(reverse("territory:vacancies")).status_code == 403


def test_villages_where_elders_have_no_group_of_their_own():
    su = personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    assert [one.code for one in villages_without_association([COUNTY])] == [VILLAGE, OTHER_VILLAGE]
    group = personas.organisation(personas.user("陈会长"), name="白岩老年协会")
    client = Client()
    client.force_login(su)
    address = reverse("territory:vacancies") + "?show=association"
    assert "白岩村" in client.get(address).content.decode()
    Organisation.objects.filter(id=group.id).update(kind="ELDERS_ASSOCIATION", region=TOWNSHIP)
    assert [one.code for one in villages_without_association([COUNTY])] == [OTHER_VILLAGE]
    page = client.get(address).content.decode()
    assert "白岩村" not in page
    assert "京口村" not in page  # of another township
    Organisation.objects.filter(id=group.id).update(status="SUSPENDED")
    assert len(villages_without_association([TOWNSHIP])) == 1
