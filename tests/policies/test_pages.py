"""The pages of the rules: who sees what, the form and its faults, the way of a draft, the public page and the API."""

import re

import pytest
from django.urls import reverse

from accounts.access.enums import Role
from accounts.policies.actions.submit_policy import submit_policy
from accounts.policies.models import Policy, PolicyDraft
from accounts.policies.rules import RULES
from accounts.regions.models import Region
from tests import personas
from tests.policies.ground import draft, in_force, official, region

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return official()


@pytest.fixture
def other():
    return official("连国栋")


def send(client, page, **changed):
    """Post the form as it stands on the page, with some inputs changed."""
    form = page.context["form"]
    data = {bound.name: bound.value() for bound in form if bound.value() is not None}
    return client.post(page.request["PATH_INFO"], data | changed)


def soon():
    from datetime import timedelta

    from django.utils import timezone

    return timezone.localdate() + timedelta(days=5)


def drafted(by, changes=None, **fields):
    from datetime import timedelta

    from django.utils import timezone

    return draft(by, changes, at=timezone.now(), valid_from=timezone.localdate() + timedelta(days=3), **fields)


def handed_over(by, **fields):
    from django.utils import timezone

    made = drafted(by, **fields)
    return submit_policy(by=by, at=timezone.now(), draft_id=made.id)


def test_rules_are_listed_with_whose_word_they_are(client, author):
    in_force({"earn.rounding": 15})
    client.force_login(author)
    page = client.get("/territory/rules/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "15 分" in text
    assert len(re.findall('href="/territory/rules/[a-z]+\\.', text)) == len(RULES)


def test_one_rule_shows_the_ladder_and_what_held_when(client, author):
    in_force({"earn.rounding": 15})
    in_force({"earn.rounding": 30}, region=region(personas.TOWNSHIP))
    client.force_login(author)
    page = client.get("/territory/rules/earn.rounding/")
    assert [(rung.place, rung.mood) for rung in page.context["rungs"]] == [
        ("平台", "own"),
        ("福建省", ""),
        ("三明市", ""),
        ("大田县", "here"),
        ("均溪镇", "own"),
    ]
    assert len(page.context["turns"]) == 2
    assert client.get("/territory/rules/no.rule/").status_code == 404


def test_a_township_reads_and_may_not_write(client, author):
    made = handed_over(author)
    town = personas.user("乡里", Role.TOWNSHIP_OFFICIAL, region=personas.TOWNSHIP)
    client.force_login(town)
    page = client.get("/territory/rules/")
    assert page.status_code == 200
    assert not page.context["writes"]
    assert client.get("/territory/rules/new/").status_code == 403
    assert client.get(f"/territory/rules/drafts/{made.id}/").status_code == 404
    assert client.post(f"/territory/rules/drafts/{made.id}/decide/", {"decision": "approve"}).status_code == 404


def test_another_county_finds_nothing(client, author):
    made = handed_over(author)
    Region.objects.create(code="350426", name="尤溪县", level="COUNTY", parent_id="3504", pinyin="", initials="")
    client.force_login(personas.user("外县", Role.COUNTY_OFFICIAL, region="350426"))
    for name in ("draft", "draft_edit", "draft_trial"):
        assert client.get(reverse(f"territory:{name}", args=[made.id])).status_code == 404
    for name in ("draft_submit", "draft_withdraw", "draft_decide"):
        assert client.post(reverse(f"territory:{name}", args=[made.id])).status_code == 404
    assert client.get("/territory/rules/new/?place=350425").status_code == 404


def test_a_visitor_signs_in_first(client, author):
    assert client.get("/territory/rules/").status_code == 302


def test_the_form_writes_only_what_differs(client, author):
    personas.item()
    client.force_login(author)
    page = client.get("/territory/rules/new/?rule=earn.coefficient")
    answer = send(
        client,
        page,
        earn__rounding="15",
        earn__coefficient__daily="130",
        balance__ceiling="",
        honour__stars="50，100, 300",
        valid_from=soon().isoformat(),
        citation="会议纪要",
    )
    assert answer.status_code == 303
    made = PolicyDraft.objects.get()
    assert made.changes == {
        "earn.rounding": 15,
        "earn.coefficient": {"daily": 130},
        "honour.stars": [50, 100, 300],
    }
    assert Policy.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "status", "field"),
    [
        ({"earn__rounding": "0"}, 422, "earn__rounding"),
        ({"earn__rounding": "viel"}, 422, "earn__rounding"),
        ({"earn__rounding": "9" * 30}, 422, "earn__rounding"),
        ({"earn__kin": "COUSINS"}, 422, "earn__kin"),
        ({"honour__stars": "300, 100"}, 400, "honour__stars"),
        ({"honour__stars": "viele"}, 422, "honour__stars"),
        ({"valid_from": "2026-11-01"}, 400, "valid_from"),
        ({"valid_from": "morgen"}, 422, "valid_from"),
        ({"last_day": "2026-11-01"}, 400, "last_day"),
        ({"citation": ""}, 422, "citation"),
        ({"earn__rounding": "1"}, 400, "__all__"),  # nothing changed
    ],
)
def test_the_form_says_what_is_wrong_at_the_field_and_keeps_the_rest(client, author, changed, status, field):
    personas.item()
    client.force_login(author)
    page = client.get("/territory/rules/new/")
    fields = {"earn__rounding": "15", "valid_from": soon().isoformat(), "citation": "会议纪要", **changed}
    answer = send(client, page, **fields)
    assert answer.status_code == status
    assert field in answer.context["form"].errors
    assert not PolicyDraft.objects.exists()
    assert b"data-errors" in answer.content


def test_a_preset_becomes_a_draft_that_keeps_its_sources_where_it_is_left_alone(client, author):
    client.force_login(author)
    personas.item()
    answer = client.post("/territory/rules/preset/", {"preset": "nanjing-2019"})
    assert answer.status_code == 303
    made = PolicyDraft.objects.get()
    page = client.get(f"/territory/rules/drafts/{made.id}/edit/")
    assert send(client, page, spend__age="65", valid_from=soon().isoformat()).status_code == 303
    made.refresh_from_db()
    assert made.changes["spend.age"] == 65
    assert "spend.age" not in made.sources
    assert made.sources["grant.age"]
    assert client.post("/territory/rules/preset/", {"preset": "atlantis"}).status_code == 400


def test_the_way_of_a_draft_through_two_people(client, author, other):
    made = drafted(author)
    client.force_login(author)
    page = client.get(f"/territory/rules/drafts/{made.id}/")
    assert page.context["writes"]
    assert client.post(f"/territory/rules/drafts/{made.id}/submit/").status_code == 303
    assert client.get(f"/territory/rules/drafts/{made.id}/edit/").status_code == 302
    own = client.post(f"/territory/rules/drafts/{made.id}/decide/", {"decision": "approve"})
    assert own.status_code == 403
    client.force_login(other)
    silent = client.post(f"/territory/rules/drafts/{made.id}/decide/", {"decision": "reject", "words": " "})
    assert silent.status_code == 400
    assert client.post(f"/territory/rules/drafts/{made.id}/decide/", {"decision": "approve"}).status_code == 303
    assert Policy.objects.get().draft_id == made.id
    again = client.post(f"/territory/rules/drafts/{made.id}/decide/", {"decision": "approve"})
    assert again.status_code == 409
    client.force_login(author)
    assert client.post(f"/territory/rules/drafts/{made.id}/withdraw/").status_code == 409


def test_a_draft_is_tried_on_the_past_with_and_without_scripts(client, author):
    made = drafted(author)
    client.force_login(author)
    bare = client.get(f"/territory/rules/drafts/{made.id}/")
    assert b"?try=1" in bare.content
    assert bare.context["trial"] is None
    full = client.get(f"/territory/rules/drafts/{made.id}/?try=1")
    assert full.context["trial"].found.services == 0
    part = client.get(f"/territory/rules/drafts/{made.id}/trial/", headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert b"<html" not in part.content
    assert client.get(f"/territory/rules/drafts/{made.id}/trial/").status_code == 302


@pytest.mark.parametrize("junk", ["x", "35042", "9" * 12, "<b>"])
def test_everybody_reads_the_rules_in_plain_words(client, junk):
    personas.item()
    in_force({"earn.rounding": 15})
    page = client.get("/rules/", {"region": personas.VILLAGE})
    assert page.status_code == 200
    assert 'id="earn.rounding"' in page.content.decode()
    assert "15 分" in page.content.decode()
    assert "第 11 次会议纪要" in page.content.decode()
    assert client.get("/rules/", {"region": junk}).status_code == 200


@pytest.mark.verifies(28)
def test_lists_cost_the_same_with_one_and_with_five(client, author, django_assert_max_num_queries):
    client.force_login(author)
    drafted(author)
    client.get("/territory/rules/")
    with django_assert_max_num_queries(40) as one:
        client.get("/territory/rules/")
    for _ in range(4):
        drafted(author)
    with django_assert_max_num_queries(40) as five:
        client.get("/territory/rules/")
    assert len(one) == len(five)
    with django_assert_max_num_queries(40):
        client.get("/territory/rules/earn.rounding/")


def test_the_api_gives_every_rule_with_its_ground(client):
    made = in_force({"earn.rounding": 15, "balance.ceiling": 90_000})
    found = client.get("/api/v1/rules/", {"region": personas.VILLAGE, "on": "2026-11-19"})
    assert found.status_code == 200
    rules = {rule["code"]: rule for rule in found.json()}
    assert set(rules) == set(RULES)
    assert rules["earn.rounding"] | {"title": "", "sentence": ""} == {
        "code": "earn.rounding",
        "group": "EARNING",
        "title": "",
        "sentence": "",
        "unit": "minutes",
        "value": 15,
        "citation": made.citation,
        "region": personas.COUNTY,
        "since": "2026-11-19",
    }
    assert rules["gift.monthly_limit"]["value"] is None
    before = client.get("/api/v1/rules/", {"region": personas.VILLAGE, "on": "2026-11-18"}).json()
    assert next(rule for rule in before if rule["code"] == "earn.rounding")["value"] == 1


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"region": "nowhere"},
        {"region": "350425", "on": "gestern"},
        {"region": "\x00"},
        {"region": "350425", "on": "9999-99-99"},
    ],
)
def test_the_api_refuses_what_it_does_not_know(client, asked):
    personas.regions()
    assert client.get("/api/v1/rules/", asked).status_code == 400
