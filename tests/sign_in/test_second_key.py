"""Staff and their second key: asked for, or required, and never in the way of anybody else."""

import re
from time import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.access.enums import Role
from tests import personas

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "Tea-hill-7"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


@pytest.fixture
def official():
    return personas.user("陈丽", Role.COUNTY_OFFICIAL, region=personas.COUNTY)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def digits(secret: str = SECRET) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time()) // 30)))


def by_password(user) -> tuple[Client, str]:
    client = Client()
    answer = client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    return client, answer.headers.get("Location", "")


def test_staff_are_asked_and_others_are_not(official):
    volunteer = personas.user("郑国忠", Role.VOLUNTEER)
    assert reverse("mfa_index") in signed_in(official).get(reverse("territory:orders")).content.decode()
    assert "tb-banner" not in signed_in(volunteer).get(reverse("shell:me")).content.decode()


def test_where_it_is_required_staff_get_no_farther(official, settings):
    client = signed_in(official)
    assert client.get(reverse("territory:orders")).status_code == 200
    settings.STAFF_SECOND_KEY = "require"
    assert client.get(reverse("territory:orders")).headers["Location"] == reverse("mfa_index")
    assert client.post(reverse("territory:orders")).status_code == 302
    assert client.get(reverse("account_reauthenticate")).status_code == 200
    volunteer = signed_in(personas.user("郑国忠", Role.VOLUNTEER))
    assert volunteer.get(reverse("shell:me")).status_code == 200
    TOTP.activate(official, SECRET)
    assert client.get(reverse("territory:orders")).status_code == 200


def test_it_is_asked_for_from_the_moment_somebody_is_staff_or_has_none(settings):
    settings.STAFF_SECOND_KEY = "require"
    guo = personas.user("郑国忠", Role.VOLUNTEER)
    client = signed_in(guo)
    assert client.get(reverse("shell:me")).status_code == 200
    personas.hold(guo, Role.COUNTY_OFFICIAL)
    assert client.get(reverse("territory:orders")).headers["Location"] == reverse("mfa_index")
    TOTP.activate(guo, SECRET)
    assert client.get(reverse("territory:orders")).status_code == 200
    Authenticator.objects.all().delete()
    assert client.get(reverse("territory:orders")).headers["Location"] == reverse("mfa_index")


def test_with_a_key_the_password_alone_opens_nothing(official):
    client, to = by_password(official)
    assert client.get(reverse("territory:orders")).status_code == 200
    TOTP.activate(official, SECRET)
    client, to = by_password(official)
    assert to.startswith(reverse("mfa_authenticate"))
    assert client.get(reverse("territory:orders")).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert client.get(reverse("territory:orders")).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": digits()})
    assert client.get(reverse("territory:orders")).status_code == 200


def test_the_same_six_digits_open_once(official):
    TOTP.activate(official, SECRET)
    now = digits()
    client, _to = by_password(official)
    client.post(reverse("mfa_authenticate"), {"code": now})
    again, _to = by_password(official)
    again.post(reverse("mfa_authenticate"), {"code": now})
    assert again.get(reverse("territory:orders")).status_code == 302


def test_what_it_is_checked_against_is_sealed(official):
    TOTP.activate(official, SECRET)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator")
        assert SECRET not in "".join(row[0] for row in cursor.fetchall())


def test_setting_one_up_asks_for_the_password_again(official):
    client, _to = by_password(official)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time() - 3600, "username": "x"}]
    session.save()
    page = client.get(reverse("mfa_activate_totp"))
    assert page.headers["Location"].startswith(reverse("account_reauthenticate"))
    to = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": reverse("mfa_activate_totp")})
    page = client.get(to.headers["Location"])
    secret = re.search(r">([A-Z2-7]{32})<", page.content.decode())
    assert secret
    client.post(reverse("mfa_activate_totp"), {"code": digits(secret[1])})
    assert Authenticator.objects.filter(user=official, type=Authenticator.Type.TOTP).exists()
    codes = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert len(set(re.findall(r"\b[0-9a-f]{8}\b", codes))) >= 10
