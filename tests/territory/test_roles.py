"""The page of roles: who sees it, giving, taking back."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.access.enums import Role
from accounts.access.models import Grant
from accounts.access.queries import roles_of
from tests import personas
from tests.personas import COUNTY, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
ADDRESS = "/territory/roles/"


@pytest.fixture
def admin():
    return personas.user("余建平", Role.ADMIN, region=COUNTY)


@pytest.fixture
def county():
    return personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_only_who_gives_roles_sees_them(admin, county):
    village = personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE)
    guo = personas.volunteer()
    assert [signed_in(who).get(ADDRESS).status_code for who in (admin, county, village, guo)] == [200, 200, 403, 403]
    assert Client().get(ADDRESS).status_code == 302
    take = reverse("territory:take_role", args=[Grant.objects.get(user=village).id])
    assert [signed_in(who).get(take).status_code for who in (admin, village, guo)] == [200, 403, 403]


def test_the_menu_leads_there(admin, county):
    assert ADDRESS in signed_in(admin).get(reverse("territory:figures")).content.decode()
    figures = signed_in(county).get(reverse("territory:figures")).content.decode()
    assert ADDRESS in figures
    assert "给角色" in figures


def test_giving_by_user_name_and_by_phone(admin):
    le, su = personas.user("乐建国"), personas.user("苏文彬")
    su.phone = "+8613900000001"
    su.save()
    client = signed_in(admin)
    asked = {"who": le.username, "role": "VILLAGE_WORKER", "place": VILLAGE}
    assert [client.post(ADDRESS, asked).status_code for _ in range(2)] == [303, 303]
    assert Grant.objects.get(user=le).region_id == VILLAGE
    page = client.post(ADDRESS, {"who": "139 0000 0001", "role": "OPERATOR", "place": TOWNSHIP}, follow=True)
    assert roles_of(su) == {Role.OPERATOR}
    assert "苏文彬 现在是话务员，管均溪镇。" in page.content.decode()


def test_giving_for_an_organisation(admin):
    home, su = personas.organisation(personas.user("连晓雯")), personas.user("苏文彬")
    answers = {"who": su.username, "role": "ORGANISATION_MANAGER", "place": str(home.id)}
    assert signed_in(admin).post(ADDRESS, answers).status_code == 303
    assert Grant.objects.get(user=su).organisation == home


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"who": "nobody"}, 422),
        ({"who": ""}, 422),
        ({"role": "VOLUNTEER"}, 422),
        ({"role": "ADMIN"}, 422),
        ({"role": "COUNTY_OFFICIAL"}, 422),
        ({"role": "ORGANISATION_MANAGER"}, 400),
        ({"place": ""}, 422),
        ({"place": "3504"}, 422),
        ({"place": OTHER_VILLAGE}, 422),
    ],
)
def test_what_is_not_theirs_to_give_is_refused_in_words(changes, status):
    chen = personas.user("陈丽", Role.COUNTY_OFFICIAL, region=TOWNSHIP)
    le = personas.user("乐建国")
    answers = {"who": le.username, "role": "VILLAGE_WORKER", "place": VILLAGE, **changes}
    page = signed_in(chen).post(ADDRESS, answers)
    assert page.status_code == status
    assert "tb-errors" in page.content.decode()
    assert not Grant.objects.filter(user=le).exists()


def test_taking_back_asks_first_and_ends_once(admin):
    village = personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE)
    grant = Grant.objects.get(user=village)
    client, address = signed_in(admin), reverse("territory:take_role", args=[grant.id])
    assert "收回这个角色" in client.get(address).content.decode()
    assert roles_of(village) == {Role.VILLAGE_WORKER}
    assert [client.post(address).status_code for _ in range(2)] == [303, 303]
    assert roles_of(village) == set()
    assert client.get(address).status_code == 302


def test_own_keys_and_foreign_roles_stay(admin, county):
    far = personas.user("吴德明", Role.ADMIN, region="350425101")
    own = reverse("territory:take_role", args=[Grant.objects.get(user=admin).id])
    assert own not in signed_in(admin).get(ADDRESS).content.decode()
    assert signed_in(admin).post(own).status_code == 409
    assert signed_in(county).post(own).status_code == 403
    assert signed_in(far).get(own).status_code == 404
    assert signed_in(far).post(own).status_code == 404
    assert roles_of(admin) == {Role.ADMIN}


@pytest.mark.verifies(28)
def test_search_and_the_same_number_of_questions(admin):
    client, counts = signed_in(admin), []
    for number in range(9):
        personas.user(f"池金{number}", Role.VILLAGE_WORKER, region=VILLAGE)
        if number in (1, 8):
            client.get(ADDRESS)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(ADDRESS).status_code == 200
            counts.append(len(queries))
    assert counts[0] == counts[1]
    assert len(client.get(ADDRESS, {"q": "池金7"}).context["rows"]) == 1
    assert "没有叫这个的人" in client.get(ADDRESS, {"q": "欧阳"}).content.decode()
