"""A token opens what its login opens, and ends as sessions do."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from knox.models import get_token_model
from procrastinate.contrib.django import app

from accounts.access.actions.forget_expired import forget_expired
from accounts.people.models import User
from tests import personas

pytestmark = pytest.mark.django_db


@pytest.fixture
def mei():
    return personas.proxy(personas.elder())


def token_of(user: User, capsys) -> str:
    call_command("issue_token", user.username)
    return capsys.readouterr().out.strip()


def answer(token: str) -> int:
    return Client().get("/api/v1/orders/", headers={"Authorization": f"Bearer {token}"}).status_code


def test_another_password_ends_the_tokens_however_it_is_written(mei, capsys):
    other = personas.user("周远")
    token, kept = token_of(mei, capsys), token_of(other, capsys)
    assert answer(token) == 200
    mei.set_password("Tea-hill-9")
    mei.save()
    assert answer(token) == 401
    token = token_of(mei, capsys)
    assert answer(token) == 200
    User.objects.filter(pk=mei.pk).update(password="!")
    assert (answer(token), answer(kept)) == (401, 200)


def test_a_login_that_is_closed_and_opened_again_begins_without_tokens(mei, capsys):
    token = token_of(mei, capsys)
    for open_ in (False, True):
        mei.is_active = open_
        mei.save(update_fields=["is_active"])
        assert answer(token) == 401


def test_what_else_changes_of_a_login_leaves_its_tokens(mei, capsys):
    token = token_of(mei, capsys)
    mei.email = "mei@example.org"
    mei.save()
    assert answer(token) == 200


def test_one_that_ran_out_opens_nothing_and_goes_at_night(mei, capsys):
    old, kept = token_of(mei, capsys), token_of(mei, capsys)
    tokens = get_token_model().objects
    tokens.filter(token_key__startswith=old[:8]).update(expiry=timezone.now() - timedelta(minutes=1))
    assert (answer(old), answer(kept)) == (401, 200)
    assert forget_expired(at=timezone.now()) == 1
    assert [token.token_key[:8] for token in tokens.all()] == [kept[:8]]
    assert answer(kept) == 200


def test_a_session_that_ran_out_goes_at_night_and_others_stay(mei):
    for _turn in range(2):
        Client().force_login(mei, backend="allauth.account.auth_backends.AuthenticationBackend")
    one = Session.objects.first()
    Session.objects.filter(pk=one.pk).update(expire_date=timezone.now() - timedelta(minutes=1))
    assert forget_expired(at=timezone.now()) == 1
    assert Session.objects.count() == 1
    assert not Session.objects.filter(pk=one.pk).exists()
    assert "accounts.access.forget_expired" in {one.task.name for one in app.periodic_registry.periodic_tasks.values()}
