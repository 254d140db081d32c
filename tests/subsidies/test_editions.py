"""Writing what a programme says from a day on: the page loses nothing that it has no fields for."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from services.catalogue.models import Category
from tests.personas import VILLAGE
from tests.subsidies.ground import edition, official, purchased
from timebank.subsidies.actions.write_edition import RuleSheet, TierSheet
from timebank.subsidies.models import Programme

pytestmark = pytest.mark.django_db
JANUARY = date(2027, 1, 1)


@pytest.fixture
def story() -> tuple[Client, Programme]:
    """A programme of which only the API can say everything."""
    by = official()
    programme = purchased(by)
    Category.objects.get_or_create(
        code="care", defaults={"name_zh": "护理", "name_en": "Care", "icon": "bath", "position": 1}
    )
    rules = (
        RuleSheet("CATEGORY", values=("ALONE",)),
        RuleSheet("FACT", "另有依据", field="self_care", values=("PARTLY",)),
        RuleSheet("LIVES_IN", values=(VILLAGE,)),
    )
    tiers = (TierSheet(8_000), TierSheet(12_000, category="ALONE", valid_until=date(2026, 7, 1)))
    edition(by, programme, valid_from=date(2026, 1, 1), rules=rules, tiers=tiers, only_categories=("care",))
    client = Client()
    client.force_login(by)
    return client, programme


def sent(page: Any, **more: Any) -> dict[str, Any]:
    """What a browser would send of the form as it was drawn."""
    found: dict[str, Any] = {}
    for form in (page.context["form"], page.context["tiers"].management_form, *page.context["tiers"]):
        for bound in form:
            value = bound.value()
            if value not in (None, False, ""):
                found[bound.html_name] = value
    return {**found, **more}


def test_what_the_page_has_no_fields_for_is_carried_over(story: tuple[Client, Programme]) -> None:
    client, programme = story
    here = reverse("subsidies:edition", args=[programme.id])
    page = client.get(here)
    assert "另有依据" in page.content.decode()
    assert client.post(here, sent(page, valid_from=JANUARY.isoformat())).status_code == 303
    before, after = programme.editions.order_by("valid")[1:3]
    assert after.valid.lower == JANUARY
    said = [{(r.kind, r.field, tuple(r.values), r.citation) for r in one.rules.all()} for one in (before, after)]
    assert said[0] == said[1]
    amounts = [{(t.fen, t.category, t.valid.upper) for t in one.tiers.all()} for one in (before, after)]
    assert (12_000, "ALONE", date(2026, 7, 1)) in amounts[0] & amounts[1]
    assert (after.only_categories, after.in_person_only) == (["care"], False)


def test_what_is_unticked_is_left_out(story: tuple[Client, Programme]) -> None:
    client, programme = story
    here = reverse("subsidies:edition", args=[programme.id])
    page = client.get(here)
    client.post(here, sent(page, valid_from=JANUARY.isoformat(), kept=[], only_categories=[]))
    after = programme.editions.get(valid__startswith=JANUARY)
    assert {rule.kind for rule in after.rules.all()} == {"CATEGORY"}
    assert [tier.fen for tier in after.tiers.all()] == [8_000]
    assert after.only_categories == []


def test_an_amount_keeps_its_fen(story: tuple[Client, Programme]) -> None:
    client, programme = story
    edition(official("陈建国"), programme, valid_from=date(2026, 3, 1), tiers=(TierSheet(8_029),))
    here = reverse("subsidies:edition", args=[programme.id])
    client.post(here, sent(client.get(here), valid_from=JANUARY.isoformat()))
    assert [tier.fen for tier in programme.editions.get(valid__startswith=JANUARY).tiers.all()] == [8_029]
