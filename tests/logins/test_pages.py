"""From the form to the slip, and from the slip to a password of one's own."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access.enums import Role
from accounts.people.models import User
from tests import personas
from tests.personas import OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
SHEET = {
    "name": "林秋香",
    "gender": "FEMALE",
    "phone": "13911112222",
    "home_code": VILLAGE,
    "birth_on": "1968-01-01",
    "helps": "on",
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_handed_out_signed_in_with_and_replaced() -> None:
    township = personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    office = signed_in(township)
    assert office.get(reverse("territory:login_new")).status_code == 200
    assert office.post(reverse("territory:login_new"), {**SHEET, "phone": ""}).status_code == 422
    slip = office.post(reverse("territory:login_new"), SHEET)
    assert slip.status_code == 201
    assert "no-store" in slip.headers["Cache-Control"]
    password = re.search(r">([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{2})</b>", slip.content.decode())
    assert password is not None
    xiang = User.objects.get(username="linqiuxiang")
    assert "linqiuxiang" in office.get(reverse("territory:people") + "?q=lqx").content.decode()
    assert office.get(reverse("territory:login", args=[xiang.id])).status_code == 200
    assert office.get(reverse("territory:login", args=[township.id])).status_code == 200

    phone = Client()
    entered = {"login": "13911112222", "password": password[1]}
    assert phone.post(reverse("account_login"), entered).status_code == 302
    first = phone.get("/volunteer/")
    assert (first.status_code, first.headers["Location"]) == (302, reverse("account_change_password"))
    count = phone.get(reverse("shell:unread"), headers={"HX-Request": "true"})
    assert (count.status_code, count.content) == (204, b"")  # no whole page in the place of a count
    own = {"oldpassword": password[1], "password1": "Own-words-77", "password2": "Own-words-77"}
    chosen = phone.post(reverse("account_change_password"), own)
    assert (chosen.status_code, chosen.headers["Location"]) == (302, "/home/")
    assert phone.get("/volunteer/").status_code == 200

    again = office.post(reverse("territory:login_renew", args=[xiang.id]))
    assert again.status_code == 201
    assert phone.get("/volunteer/").headers["Location"].startswith(reverse("account_login"))


def test_strangers_find_nobody() -> None:
    far = signed_in(personas.user("石牌干部", Role.VILLAGE_WORKER, village=OTHER_VILLAGE, region=OTHER_VILLAGE))
    guo = personas.volunteer()
    assert "郑国忠" not in far.get(reverse("territory:people")).content.decode()
    for name in ("login", "login_renew", "login_close", "volunteer_take", "volunteer_suspend"):
        address = reverse(f"territory:{name}", args=[guo.id])
        answer = far.get(address) if name == "login" else far.post(address, {"reason": "x"})
        assert answer.status_code == 404, name
    assert signed_in(guo).get(reverse("territory:people")).status_code == 403
