"""A token opens what its login opens, and ends as sessions do."""

import pytest
from django.core.management import call_command
from django.test import Client

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
