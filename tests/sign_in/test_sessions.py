"""A session is new at every sign-in, and dead as soon as its owner may no longer come (VERIFICATION 23)."""

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.access.actions.take_role import take_role
from accounts.access.enums import Role
from accounts.access.models import Grant
from accounts.logins.actions.close_login import close_login
from accounts.logins.actions.renew_login import renew_login
from accounts.people.models import User
from tests import personas

PASSWORD = "Tea-hill-7"
pytestmark = [pytest.mark.django_db, pytest.mark.verifies(23)]
HOME = "/territory/elders/"


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


@pytest.fixture
def official() -> User:
    user = personas.user("陈丽", Role.TOWNSHIP_OFFICIAL, region=personas.TOWNSHIP)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def admin() -> User:
    return personas.user("余建平", Role.ADMIN, region=personas.COUNTY)


def sign_in(user: User, client: Client | None = None) -> Client:
    client = client or Client()
    answer = client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client


def session_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_signing_in_and_out_begins_a_new_session_each_time(official):
    client = Client()
    client.get(reverse("account_login"))
    client.session.save()
    before = session_of(client)
    sign_in(official, client)
    inside = session_of(client)
    assert inside != before
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = inside
    assert stolen.get(HOME).status_code == 200
    client.post(reverse("account_logout"))
    assert stolen.get(HOME).status_code == 302
    sign_in(official, client)
    assert session_of(client) not in (before, inside)


def test_a_closed_login_is_out_at_the_next_page(official, admin):
    client = sign_in(official)
    assert client.get(HOME).status_code == 200
    take_role(by=admin, at=timezone.now(), grant_id=Grant.objects.get(user=official).id)
    close_login(by=admin, at=timezone.now(), user_id=official.id, reason="调离")
    answer = client.get(HOME)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/")


def test_a_new_password_ends_what_began_with_the_old_one(official):
    here, elsewhere = sign_in(official), sign_in(official)
    given = {"oldpassword": PASSWORD, "password1": "Other-hill-8", "password2": "Other-hill-8"}
    assert here.post(reverse("account_change_password"), given).status_code == 302
    assert elsewhere.get(HOME).status_code == 302
    assert here.get(HOME).status_code == 200  # who changed it stays


def test_a_login_that_is_handed_out_anew_ends_the_old_one(official, admin):
    client = sign_in(official)
    renew_login(by=admin, at=timezone.now(), user_id=official.id)
    assert client.get(HOME).status_code == 302


def test_a_role_that_was_taken_opens_nothing_at_the_next_page(official, admin):
    client = sign_in(official)
    take_role(by=admin, at=timezone.now(), grant_id=Grant.objects.get(user=official).id)
    assert client.get(HOME).status_code == 403
    assert client.get(reverse("shell:me")).status_code == 200


def test_a_second_key_is_asked_for_before_the_session_is_worth_anything(official):
    Authenticator.objects.create(user=official, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    client = Client()
    client.post(reverse("account_login"), {"login": official.username, "password": PASSWORD})
    assert client.get(HOME).status_code == 302
