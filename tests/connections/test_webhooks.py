"""Who may connect a program, through pages and API, and what an address must be like."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.access.enums import Role
from accounts.connections.actions.add_webhook import MOST, TooManyWebhooks, add_webhook
from accounts.connections.actions.checking import NoSubjects, NotAnAddress, NoTitle
from accounts.connections.models import Webhook, WebhookCall
from accounts.journal.models import Event
from accounts.refusals import NotAllowed, NotFound
from tests import personas
from tests.connections.ground import connected, official
from tests.personas import COUNTY, NOW, TOWNSHIP

pytestmark = pytest.mark.django_db
HERE = "/api/v1/webhooks/"
GOOD = {"title": "县平台", "address": "https://hear.example.com/x", "subjects": ["ORDERS"]}


def as_(user) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"title": " "}, NoTitle),
        ({"title": "长" * 41}, NoTitle),
        ({"address": "http://hear.example.com"}, NotAnAddress),
        ({"address": "https://10.0.0.1/x"}, NotAnAddress),
        ({"address": "https://hear.example.com/" + "x" * 500}, NotAnAddress),
        ({"subjects": []}, NoSubjects),
        ({"subjects": ["ORDERS", "SECRETS"]}, NoSubjects),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(settings, wrong, refusal):
    settings.PUSH_LOCAL = False
    county = official()
    with pytest.raises(refusal):
        add_webhook(by=county, at=NOW, region_code=COUNTY, **{**GOOD, **wrong})
    assert not Webhook.objects.exists()
    assert add_webhook(by=county, at=NOW, region_code=COUNTY, **GOOD).secret.startswith("whsec_")


def test_the_county_connects_for_itself_a_manager_for_the_own_organisation(program):
    manager, village = personas.user("连晓雯"), personas.user("村里")
    personas.hold(village, Role.VILLAGE_WORKER)
    mine, other = personas.organisation(manager), personas.organisation(personas.user("别家"), name="别家社工")
    assert connected(manager, program.url, organisation_id=mine.id)
    for who, owner, refusal in (
        (village, {"region_code": COUNTY}, NotAllowed),
        (manager, {"organisation_id": other.id}, NotFound),
        (official("石牌", region="350425101"), {"region_code": COUNTY}, NotFound),
        (official(), {}, NotFound),
    ):
        with pytest.raises(refusal):
            add_webhook(by=who, at=NOW, **GOOD, **owner)


def test_ten_are_enough(program):
    county = official()
    for _turn in range(MOST):
        connected(county, program.url)
    with pytest.raises(TooManyWebhooks):
        connected(county, program.url)


def test_over_http_from_the_first_call_to_the_end(program):
    api = as_(official())
    body = {"title": "县平台", "address": f"{program.url}/x", "subjects": ["ORDERS", "VISITS"], "region": COUNTY}
    made = api.post(HERE, body, format="json", HTTP_IDEMPOTENCY_KEY="k1")
    again = api.post(HERE, body, format="json", HTTP_IDEMPOTENCY_KEY="k1")
    assert (made.status_code, again.json()) == (201, made.json())
    one = f"{HERE}{made.json()['id']}/"
    (row,) = api.get(HERE).json()
    assert "secret" not in row
    assert api.get(one).json()["secret"] == made.json()["secret"]
    assert api.post(f"{one}secret/", format="json").json()["secret"] != made.json()["secret"]
    changed = {"title": "改名", "address": f"{program.url}/y", "subjects": ["ALARMS"]}
    assert api.post(one, changed, format="json").json()["title"] == "改名"
    assert api.post(f"{one}pause/", format="json").json()["paused_at"]
    assert api.post(f"{one}resume/", format="json").json()["paused_at"] is None
    assert api.post(f"{one}try/", format="json").status_code == 202
    (call,) = api.get(f"{one}calls/").json()["results"]
    assert (call["type"], call["state"]) == ("accounts.webhook.tried", "WAITING")
    again = api.post(f"{one}calls/{call['id']}/again/", format="json")
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "still_on_its_way")
    assert api.post(f"{one}end/", format="json").status_code == 200
    assert api.get(HERE).json() == []
    assert api.get(one).status_code == 404


def test_neither_address_nor_secret_stands_in_the_journal_or_in_the_open(program):
    hook = connected(official(), program.url)
    event = Event.objects.get(name="accounts.webhook.added")
    assert program.url not in f"{event.detail}{event.public}"
    raw = Webhook.objects.raw("SELECT id, address AS a, secret AS s FROM connections_webhook")[0]
    assert program.url not in raw.a
    assert hook.secret not in raw.s


def test_somebody_elses_is_not_there_by_page_either(client, program):
    county = official()
    hook = connected(county, program.url)
    stranger = official("石牌", region="350425101")
    client.force_login(stranger)
    assert client.get(reverse("connections:hook", args=[hook.id])).status_code == 404
    for act in ("try", "pause", "resume", "renew", "end"):
        assert client.post(reverse(f"connections:hook_{act}", args=[hook.id])).status_code == 404
    client.force_login(county)
    for act in ("try", "pause", "resume", "renew", "end"):
        assert client.post(reverse(f"connections:hook_{act}", args=[hook.id])).status_code == 303


def test_a_page_from_the_first_form_to_once_more(client, program):
    county = official()
    client.force_login(county)
    assert "没有连着的程序" in client.get(reverse("connections:hooks")).content.decode()
    bad = client.post(reverse("connections:hook_new"), {"title": "", "address": "x", "subjects": ["ORDERS"]})
    assert bad.status_code == 422
    good = {"title": "县平台", "address": f"{program.url}/x", "subjects": ["ORDERS"]}
    assert client.post(reverse("connections:hook_new"), good).status_code == 303
    hook = Webhook.objects.get()
    page = client.get(reverse("connections:hook", args=[hook.id])).content.decode()
    assert hook.secret in page
    client.post(reverse("connections:hook_try", args=[hook.id]))
    call = WebhookCall.objects.get()
    answer = client.post(reverse("connections:call_again", args=[hook.id, call.id]), follow=True)
    assert "还在路上" in answer.content.decode()


def test_who_may_connect_nothing_is_turned_away(client):
    client.force_login(personas.user("村里", Role.VILLAGE_WORKER, region=TOWNSHIP))
    for name in ("hooks", "hook_new"):
        assert client.get(reverse(f"connections:{name}")).status_code == 403
