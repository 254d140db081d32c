"""Pages anybody may open, and what is shown when something is not there."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import expect

from accounts.journal.actions.add_notices import add_notices
from accounts.journal.models import Event
from accounts.journal.queries import unread_count
from accounts.refusals import NotFound
from tests import personas
from tests.databases import ROOT

pytestmark = pytest.mark.django_db
DATIAN = ROOT / "timebank" / "config" / "demo" / "regions-datian-350425.csv"


@pytest.fixture
def visitor():
    return Client()


def english(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.mark.parametrize("address", ["/", "/services/", "/regions/", "/account/login/", "/design/"])
def test_public_pages_open_in_both_languages(visitor, address):
    personas.item()
    chinese = visitor.get(address)
    assert (chinese.status_code, chinese.headers["Content-Language"]) == (200, "zh-hans")
    other = english(visitor).get(address)
    assert (other.status_code, other.headers["Content-Language"]) == (200, "en")
    assert chinese.content != other.content


def test_what_the_browser_prefers_does_not_count_on_pages_but_does_in_the_api(visitor):
    assert visitor.get("/", headers={"Accept-Language": "en"}).headers["Content-Language"] == "zh-hans"
    answer = visitor.get("/api/v1/me/", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.headers["Content-Language"]) == (401, "en")


def test_services_list_what_is_on_the_menu(visitor):
    personas.item()
    assert "上门理发" in visitor.get("/services/").content.decode()
    assert "Haircut" in english(visitor).get("/services/").content.decode()


def test_regions_by_cascade_and_by_initials(visitor):
    call_command("import_regions", str(DATIAN), verbosity=0)
    assert "均溪镇" in visitor.get("/regions/", {"county": "350425"}).content.decode()
    assert "均溪镇" in visitor.get("/regions/", {"q": "jxz"}).content.decode()


@pytest.mark.parametrize("address", ["/nothing/", "/helper/orders/00000000-0000-7000-8000-000000000000/"])
def test_what_is_not_there_is_a_calm_page(visitor, address):
    if address.startswith("/helper"):
        visitor.force_login(personas.user("周远"), backend=settings.AUTHENTICATION_BACKENDS[0])
    answer = visitor.get(address)
    assert answer.status_code in (403, 404)
    assert "<main" in answer.content.decode()


def test_private_pages_ask_who_you_are(visitor):
    for address in ("/helper/", "/volunteer/", "/organisation/", "/territory/", "/inbox/", "/me/", "/home/"):
        answer = visitor.get(address)
        assert answer.status_code == 302, address
        assert "/account/login/" in answer.headers["Location"]


def test_what_a_signed_in_person_sees_is_never_cached(visitor):
    visitor.force_login(personas.user("周远"), backend=settings.AUTHENTICATION_BACKENDS[0])
    assert "no-store" in visitor.get("/me/").headers["Cache-Control"]
    assert "no-store" in visitor.get("/api/v1/me/").headers["Cache-Control"]


def test_no_page_allows_foreign_or_inline_scripts(visitor):
    policy = visitor.get("/").headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in policy
    assert "script-src 'self'" in policy
    assert visitor.get("/").headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("login", ["guo", "+8613812345678", "13812345678"])
def test_sign_in_by_name_or_phone(visitor, login):
    guo = personas.volunteer()
    guo.username, guo.phone, guo.email = "guo", "+8613812345678", "guo@example.cn"
    guo.save()
    answer = visitor.post("/account/login/", {"login": login, "password": "Tea-hill-7"})
    assert answer.status_code == 302
    assert visitor.get("/me/").status_code == 200


def test_a_wrong_password_and_an_unknown_name_look_the_same(visitor):
    guo = personas.volunteer()
    answers = [
        visitor.post("/account/login/", {"login": login, "password": "wrong"})
        for login in (guo.username, "nobody-at-all")
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    first, second = (answer.content.decode().count("tb-errors") for answer in answers)
    assert first == second > 0


def test_nobody_signs_up_by_themselves(visitor):
    visitor.post("/account/signup/", {"username": "new", "password1": "Tea-hill-7", "password2": "Tea-hill-7"})
    assert not personas.User.objects.filter(username="new").exists()


def test_a_refusal_is_a_sentence():
    assert str(NotFound()) == "没找到。"


def test_the_elders_page_offers_only_what_is_there(visitor):
    page = visitor.get("/elder/").content.decode()
    for way in ('href="tel:12349"', 'href="/services/"', "data-aloud", 'href="/account/login/?next=/home/"'):
        assert way in page
    assert 'value="/elder/"' in visitor.get("/").content.decode()  # where the door on the first page leads


def test_switches_opened_by_hand_lead_home(visitor):
    for address in ("/language/", "/mode/"):
        assert visitor.get(address)["Location"] == "/"


def test_a_page_that_is_not_open_to_you_does_not_speak_of_changes(visitor):
    visitor.force_login(personas.volunteer(), backend=settings.AUTHENTICATION_BACKENDS[0])
    answer = english(visitor).get("/helper/")
    assert answer.status_code == 403
    assert "Nothing was changed" not in answer.content.decode()


def test_places_stand_apart_in_english(visitor):
    call_command("import_regions", str(DATIAN), verbosity=0)
    page = english(visitor).get("/regions/", {"q": "baiyan"}).content.decode()
    assert "Baiyan neighbourhood, Junxi town" in page
    assert "均溪镇白岩" in Client().get("/regions/", {"q": "baiyan"}).content.decode()


def test_opening_the_inbox_reads_it(visitor):
    lin = personas.elder()
    mei = personas.proxy(lin)
    personas.order(mei, lin)
    add_notices(event=Event.objects.latest("sequence"), recipients=[mei])
    visitor.force_login(mei, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert unread_count(mei) > 0
    assert "tb-unread" in visitor.get("/inbox/").content.decode()
    assert unread_count(mei) == 0


def test_a_style_sheet_lost_on_the_way_is_asked_for_again(page_as):
    page = page_as("", service_workers="block")
    asked = []

    def lose_the_first(route):
        asked.append(route.request.url)
        return route.abort() if len(asked) == 1 else route.continue_()

    page.route("**/app*.css", lose_the_first)
    page.goto("/")
    expect(page.locator("html")).to_have_css("--tb-ink", re.compile("."))
    assert len(asked) == 2
