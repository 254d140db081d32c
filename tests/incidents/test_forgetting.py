"""Who nobody knew is forgotten in the end; that something happened is not."""

from datetime import timedelta

import pytest

from accounts.photos.actions.add_photograph import add_photograph
from accounts.photos.models import Photograph
from accounts.policies.alarm_rules import INCIDENT_NAMELESS
from accounts.policies.models import Policy
from services.incidents.actions.call_false_alarm import call_false_alarm
from services.incidents.actions.forget_nameless import forget_nameless
from services.incidents.models import Step
from tests.incidents.ground import duty, report, steps
from tests.personas import COUNTY, NOW, VILLAGE
from tests.security.things import photo

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
YEARS = timedelta(days=INCIDENT_NAMELESS.default)


@pytest.fixture
def here():
    return duty()


def over(here):
    """Somebody lies by the road; nobody finds out who it was."""
    picture = add_photograph(by=None, at=NOW, sent=photo(), region_code=VILLAGE)
    facts = {
        "region_code": VILLAGE,
        "place_words": "老桥边",
        "reporter_name": "过路人",
        "reporter_phone": "13800001111",
    }
    made = report(None, None, **facts, photographs=[picture])
    call_false_alarm(by=here.su, at=NOW + DAY, incident_id=made.id, words="是睡着了")
    return made, picture


def words(incident):
    incident.refresh_from_db()
    said = sum(bool(step.words) for step in Step.objects.filter(incident=incident))
    return [incident.words, incident.place_words, incident.reporter_name, incident.reporter_phone], said


def test_words_names_and_pictures_of_somebody_nobody_knew_go_after_the_years_of_the_rule(here):
    made, picture = over(here)
    before = words(made)
    assert forget_nameless(at=NOW + YEARS) == 0
    assert words(made) == before
    assert all(before[0])
    assert forget_nameless(at=NOW + YEARS + 2 * DAY) == 1
    assert words(made) == ([""] * 4, 0)
    assert Photograph.objects.get(id=picture.id).forgotten_at
    assert "FALSE_ALARM" in steps(made)  # that it happened stays
    assert forget_nameless(at=NOW + YEARS + 3 * DAY) == 0


def test_what_is_still_open_stays_and_so_does_what_belongs_to_a_dossier(here):
    running = report(None, None, region_code=VILLAGE, place_words="桥边")
    of_lin = report(here.mei, here.lin)
    call_false_alarm(by=here.su, at=NOW + DAY, incident_id=of_lin.id, words="没事")
    assert forget_nameless(at=NOW + 2 * YEARS) == 0
    assert words(running)[0][1] == "桥边"
    assert words(of_lin)[0][0]


def test_the_county_says_how_long(here):
    made, _picture = over(here)
    Policy.objects.create(
        code=INCIDENT_NAMELESS.code, region_id=COUNTY, valid="[2026-01-01,)", value=60, citation="测试"
    )
    assert forget_nameless(at=NOW + 62 * DAY) == 1
    assert not any(words(made)[0])
