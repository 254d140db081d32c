"""Every kind of work has its help, in both languages, and its links lead to pages."""

import pytest
from django.test import Client

from accounts.access.enums import Role
from frontend.help.articles import EVERYBODY, sections
from frontend.shell.journeys import BY_ROLE
from tests import personas
from tests.personas import VILLAGE

pytestmark = pytest.mark.django_db


def test_every_role_finds_its_help_in_both_languages() -> None:
    chinese, english = sections("zh"), sections("en")
    assert {journey.name for journey in BY_ROLE.values()} | {EVERYBODY} == {one.name for one in chinese}
    for zh, en in zip(chinese, english, strict=True):
        for said, wrote in zip(zh.articles, en.articles, strict=True):
            assert any("\u4e00" <= letter <= "\u9fff" for letter in said.asked + said.answer)
            assert wrote.answer.isascii() or "“" in wrote.answer
            assert said.href == wrote.href  # resolves, too


def test_ones_own_work_comes_first_and_leads_there() -> None:
    client = Client()
    assert "村里给您的纸条" in client.get("/help/").content.decode()
    village = personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE)
    client.force_login(village, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/help/")
    assert [one.name for one, _leads in page.context["sections"]] == ["territory", EVERYBODY]
    assert "/territory/people/" in page.content.decode()
    other = client.get("/help/", {"for": "volunteer"})
    assert [one.name for one, _leads in other.context["sections"]] == ["volunteer"]
    assert 'href="/volunteer/"' not in other.content.decode()
    assert client.get("/help/", {"for": "x' or 1=1"}).status_code == 200
