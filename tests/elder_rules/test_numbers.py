"""How many give which answer: what the night counts is what the dossiers say (N17)."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access.enums import Role
from accounts.elders.actions.count_registry import count_registry
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.enums import Source
from accounts.elders.models import RegistryCount
from accounts.elders.queries.numbers import numbers
from accounts.elders.rules.tally import age_band
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 19)


def elder_who(village=VILLAGE, **values):
    made = personas.elder(village=village, minutes=0)
    if values:
        record_facts(by=None, at=NOW, elder=made, values=values, source=Source.SURVEY, as_of=TODAY)
    return made


def test_answers_are_summed_over_the_villages_below():
    elder_who(lives_with="ALONE", needs=["MEALS", "COMPANY"], smoke_alarm=False)
    elder_who(lives_with="ALONE", needs=[])
    elder_who(OTHER_VILLAGE, lives_with="SPOUSE", needs=["MEALS"])
    elder_who(OTHER_VILLAGE)
    count_registry(at=NOW)
    county, township = numbers([COUNTY]), numbers([TOWNSHIP])
    assert (county.on, county.total, township.total) == (TODAY, 4, 2)
    assert county.by_field["lives_with"] == {"ALONE": 2, "SPOUSE": 1, "?": 1}
    assert township.by_field["lives_with"] == {"ALONE": 2}
    assert county.by_field["needs"] == {"MEALS": 2, "COMPANY": 1, "-": 1, "?": 1}
    assert county.by_field["smoke_alarm"] == {"no": 1, "?": 3}
    assert county.by_field["age"] == {"80": 4}
    assert county.by_field["supporters"] == {"0": 4}


def test_every_field_counts_every_elder_once():
    for values in ({}, {"marital": "WIDOWED"}, {"poverty": "LOW_INCOME", "medical_aid": True}):
        elder_who(**values)
    count_registry(at=NOW)
    found = numbers([COUNTY])
    several = {"categories", "illnesses", "income", "needs"}
    assert {code: sum(said.values()) for code, said in found.by_field.items() if code not in several} == dict.fromkeys(
        found.by_field.keys() - several, 3
    )


def test_the_next_night_replaces_the_last():
    lin = elder_who(lives_with="ALONE")
    count_registry(at=NOW)
    tomorrow = NOW + timedelta(days=1)
    record_facts(
        by=None,
        at=tomorrow,
        elder=lin,
        values={"lives_with": "SPOUSE"},
        source=Source.VISIT,
        as_of=TODAY + timedelta(days=1),
    )
    assert numbers([COUNTY]).by_field["lives_with"] == {"ALONE": 1}, "not before the night"
    count_registry(at=tomorrow)
    found = numbers([COUNTY])
    assert (found.on, found.by_field["lives_with"]) == (TODAY + timedelta(days=1), {"SPOUSE": 1})
    assert RegistryCount.objects.filter(field="lives_with").count() == 1


@pytest.mark.parametrize(
    ("age", "band"),
    [(None, "?"), (59, "0"), (60, "60"), (69, "60"), (89, "80"), (99, "90"), (100, "100"), (111, "100")],
)
def test_ages_fall_into_their_decades(age, band):
    assert age_band(age) == band


def test_the_page_shows_the_own_territory_and_nothing_before_the_first_night():
    elder_who(lives_with="ALONE")
    elder_who(OTHER_VILLAGE, lives_with="SPOUSE")
    client = Client()
    client.force_login(personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP))
    page = reverse("territory:numbers")
    assert client.get(page).context["found"].total == 0
    count_registry(at=NOW)
    answer = client.get(page, headers={"accept-language": "zh-hans"})
    assert answer.context["found"].total == 1
    assert "独自住" in answer.content.decode() or "一个人" in answer.content.decode()
    assert client.get(page, {"place": OTHER_VILLAGE}).status_code == 404
