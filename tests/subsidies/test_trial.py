"""A text is tried before it is written: whom it would reach, who is new, who drops out; and nothing stays."""

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.access.enums import Role
from accounts.journal.models import Event
from accounts.refusals import NotAllowed
from accounts.regions.models import Region
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.subsidies.ground import NOVEMBER, PAPER, elder, official, old_age
from tests.subsidies.test_pages import browser
from timebank.subsidies.actions.open_budget import BadBudget, PlaceSheet, open_budget
from timebank.subsidies.actions.try_edition import try_edition
from timebank.subsidies.actions.write_edition import BadEdition, EditionSheet, RuleSheet, TierSheet
from timebank.subsidies.models import Budget, Edition, Programme

pytestmark = pytest.mark.django_db


def sheet(*rules: RuleSheet, fen: int = 6_000) -> EditionSheet:
    return EditionSheet(valid_from=NOVEMBER, citation=PAPER, tiers=(TierSheet(fen),), rules=rules)


def test_a_trial_counts_and_leaves_nothing_behind() -> None:
    by = official()
    programme = old_age(by)
    old, older = elder(), elder("陈阿公", born=date(1934, 1, 1))
    young = elder("刚退休", born=date(1960, 1, 1), village=OTHER_VILLAGE)
    before, events = Edition.objects.count(), Event.objects.count()
    trial = try_edition(by=by, at=NOW, programme_id=programme.id, sheet=sheet(RuleSheet("AGE", age_from=60, age_to=85)))
    assert (trial.elders, trial.reaches, trial.reached_before) == (3, 2, 2)
    assert (trial.new, trial.dropped, trial.changed) == ([young.id], [older.id], 1)
    assert (trial.fen, trial.fen_before) == (12_000, 15_000)
    here = try_edition(by=by, at=NOW, programme_id=programme.id, sheet=sheet(RuleSheet("LIVES_IN", values=(VILLAGE,))))
    assert here.new == []
    assert here.reaches == len({old.id, older.id})
    assert (Edition.objects.count(), Event.objects.count()) == (before, events)
    with pytest.raises(BadEdition):
        try_edition(
            by=by, at=NOW, programme_id=programme.id, sheet=sheet(RuleSheet("FACT", field="nose", values=("x",)))
        )
    township = personas.user("乡里", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    with pytest.raises(NotAllowed):
        try_edition(by=township, at=NOW, programme_id=programme.id, sheet=sheet())


def test_the_page_tries_and_then_writes_answers_and_places() -> None:
    by = official()
    programme = old_age(by)
    elder()
    client, address = browser(by), reverse("subsidies:edition", args=[programme.id])
    form: dict[str, Any] = {
        "valid_from": "2026-12-01",
        "citation": PAPER,
        "age_day": "LAST_DAY",
        "lives_in": [TOWNSHIP],
        "tier-TOTAL_FORMS": "1",
        "tier-INITIAL_FORMS": "0",
        "tier-0-yuan": "50",
        "fact-TOTAL_FORMS": "3",
        "fact-INITIAL_FORMS": "0",
        "fact-0-answer": "self_care=UNABLE",
        "fact-1-answer": "self_care=PARTLY",
    }
    tried = client.post(address, {**form, "try": "1"})
    assert tried.status_code == 200
    assert "试算结果" in tried.content.decode()
    assert programme.editions.count() == 1
    assert client.post(address, form).status_code == 303
    rules = {(rule.kind, rule.field, tuple(rule.values)) for rule in programme.editions.last().rules.all()}
    assert rules == {("FACT", "self_care", ("UNABLE", "PARTLY")), ("LIVES_IN", "", (TOWNSHIP,))}
    page = client.get(reverse("subsidies:programme", args=[programme.id])).content.decode()
    assert "self_care" not in page


def test_programmes_of_the_notice_are_set_up_once_by_command_and_by_button() -> None:
    personas.regions()
    by = official()
    assert "按大田2020年文件" in browser(by).get("/subsidies/").content.decode()
    assert browser(by).post("/subsidies/load/").status_code == 303
    made = Programme.objects.count()
    assert made
    call_command("load_programmes", COUNTY, verbosity=0)
    assert Programme.objects.count() == made


def test_a_place_keeps_a_budget_of_its_own() -> None:
    by = official()
    personas.regions()
    where = Region.objects.get(code=VILLAGE)
    made = open_budget(by=by, at=NOW, region=where, name="食堂运营", place=PlaceSheet("CANTEEN", "上坪老饭桌"))
    assert (made.level, made.place_name) == ("PLACE", "上坪老饭桌")
    with pytest.raises(BadBudget):
        open_budget(by=by, at=NOW, region=where, name="无名", place=PlaceSheet("CANTEEN", " "))
    sent = {"region": COUNTY, "name": "幸福院", "place_kind": "HAPPINESS_HOME", "place_name": "均溪幸福院"}
    assert browser(by).post("/subsidies/budgets/", sent).status_code == 303
    assert "均溪幸福院" in browser(by).get("/subsidies/budgets/").content.decode()
    assert Budget.objects.filter(place_kind="HAPPINESS_HOME").count() == 1
