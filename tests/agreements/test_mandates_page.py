"""Who acts for an elder, as the village reads it: a helper who cannot sign in yet is one tap from a login."""

from urllib.parse import urlencode

import pytest
import time_machine
from django.urls import reverse

from accounts.access.enums import Role
from accounts.logins.actions.open_login import Newcomer, open_login
from accounts.people.models import User
from tests import personas
from tests.helper.ground import signed_in
from tests.personas import NOW, VILLAGE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_helper_without_a_login_is_told_of_and_leads_to_the_form_with_the_name():
    lin, village = personas.elder(), personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE)
    mei = personas.person("林小梅")
    mei.phone = "13911112222"
    mei.save()
    personas.mandate(lin, User(person=mei))
    client, page = signed_in(village), reverse("territory:mandates", args=[lin.id])
    way = reverse("territory:login_new") + "?" + urlencode({"place": VILLAGE, "name": "林小梅"})
    assert way.replace("&", "&amp;") in client.get(page).content.decode()
    assert 'value="林小梅"' in client.get(way).content.decode()

    who = Newcomer(name="林小梅", gender="FEMALE", phone="139 1111 2222", home_code=VILLAGE)
    open_login(by=village, at=NOW, who=who)
    assert reverse("territory:login_new") not in client.get(page).content.decode()
    assert client.get(reverse("territory:login_new"), {"name": "\x00" * 3 + "林" * 99}).status_code == 400
