"""A visit is kept, sealed, once; and only by those who may look in."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from accounts.access.enums import Role
from accounts.elders.actions.add_supporter import add_supporter
from accounts.elders.actions.name_visit_contact import end_visit_contact
from accounts.elders.models import Fact
from accounts.people.enums import Relation
from accounts.refusals import NotAllowed, NotFound
from services.visits.actions.decide_finding import decide_finding
from services.visits.actions.record_visit import (
    BadAnswer,
    Gives,
    HowAreThey,
    LongWords,
    StillToCome,
    TooLongAgo,
)
from services.visits.enums import FindingState, Given, Health, Mood, Outcome
from services.visits.models import Finding, SupporterNote, Visit
from services.visits.queries.reach import LooksInNoMore
from tests import personas
from tests.personas import NOW, OTHER_VILLAGE
from tests.visits import ground
from tests.visits.ground import DAY, FINE

pytestmark = pytest.mark.django_db


def test_answers_and_words_are_sealed_and_times_stand_apart():
    lin, worker = ground.elder(), ground.village()
    earlier, device = NOW - timedelta(hours=3), NOW - timedelta(hours=2)
    visit = ground.visit(worker, lin, happened_at=earlier, device_at=device, doubtful=True, words="膝盖疼")
    kept = Visit.objects.get(id=visit.id)
    assert (kept.happened_at, kept.device_at, kept.recorded_at, kept.doubtful) == (earlier, device, NOW, True)
    assert (kept.words, kept.answers["mood"], kept.worrying) == ("膝盖疼", Mood.GOOD, False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(visits_visit)::text FROM visits_visit")
        raw = cursor.fetchone()[0]
    assert "膝盖疼" not in raw
    assert "GOOD" not in raw


def test_sent_twice_is_one_visit_and_the_same_form_later_is_another():
    lin, worker, key = ground.elder(), ground.village(), uuid4()
    first = ground.visit(worker, lin, form_key=key)
    assert ground.visit(worker, lin, form_key=key, at=NOW + timedelta(minutes=1)).id == first.id
    assert ground.visit(worker, lin, form_key=key, outcome=Outcome.NO_ANSWER).id != first.id
    assert ground.visit(worker, lin, form_key=key, at=NOW + timedelta(hours=2)).id != first.id
    assert Visit.objects.count() == 3


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"answers": {}}, HowAreThey),
        ({"answers": {**FINE, "mood": "BLUE"}}, BadAnswer),
        ({"answers": {**FINE, "soul": "GOOD"}}, BadAnswer),
        ({"mode": "FAX"}, BadAnswer),
        ({"outcome": "PERHAPS"}, BadAnswer),
        ({"minutes": -1}, BadAnswer),
        ({"words": "啊" * 501}, LongWords),
        ({"happened_at": NOW + timedelta(hours=1)}, StillToCome),
        ({"happened_at": NOW - 32 * DAY}, TooLongAgo),
    ],
)
def test_what_cannot_be_is_refused(more, refusal):
    lin, worker = ground.elder(), ground.village()
    with pytest.raises(refusal):
        ground.visit(worker, lin, **more)
    assert not Visit.objects.exists()


def test_the_village_next_door_finds_nobody_and_an_outsider_may_not():
    lin = ground.elder()
    with pytest.raises(NotFound):
        ground.visit(ground.village(OTHER_VILLAGE), lin)
    with pytest.raises(NotAllowed):
        ground.visit(personas.volunteer(), lin)
    with pytest.raises(NotAllowed):
        ground.visit(personas.user("督导", Role.SUPERVISOR, region=personas.VILLAGE), lin)


def test_a_paired_neighbour_may_for_their_own_elder_until_it_ends():
    lin, pan, guo = ground.elder(), ground.elder("潘金妹"), personas.volunteer()
    contact = ground.pair(guo, lin, lead=False)
    ground.visit(guo, lin)
    with pytest.raises(NotFound):
        ground.visit(guo, pan)
    end_visit_contact(by=None, at=NOW, contact_id=contact.id, until=NOW.date())
    with pytest.raises(LooksInNoMore):
        ground.visit(guo, lin, at=NOW + DAY)


def test_each_supporter_is_rated_and_strangers_are_not():
    lin, worker = ground.elder(), ground.village()
    son = add_supporter(by=worker, at=NOW, elder=lin, name="林志强", relation=Relation.CHILD)
    stranger = Gives(uuid4(), money=Given.ENOUGH)
    gives = Gives(son.id, money=Given.SOME, care=Given.NONE, last_contact_on=NOW.date() - 100 * DAY)
    ground.visit(worker, lin, supporters=[gives, stranger])
    note = SupporterNote.objects.get()
    assert (note.supporter, note.given) == (son, {"money": Given.SOME, "care": Given.NONE})
    with pytest.raises(StillToCome):
        ground.visit(worker, lin, supporters=[Gives(son.id, last_contact_on=NOW.date() + DAY)])


def test_a_finding_enters_the_dossier_with_source_and_day_once():
    lin, worker = ground.elder(), ground.village()
    visit = ground.visit(worker, lin, answers={**FINE, "mood": Mood.LONELY}, happened_at=NOW - DAY)
    finding = Finding.objects.get()
    with pytest.raises(NotFound):
        decide_finding(by=ground.village(OTHER_VILLAGE), at=NOW, finding_id=finding.id, accept=True)
    for _ in range(2):
        decide_finding(by=worker, at=NOW, finding_id=finding.id, accept=True)
    fact = Fact.objects.get(field="lacks_comfort")
    assert (fact.value, fact.source, fact.as_of) == ("true", "VISIT", (NOW - DAY).date())
    finding.refresh_from_db()
    assert (finding.state, visit.worrying) == (FindingState.ACCEPTED, True)
    ground.visit(worker, lin, answers={**FINE, "mood": Mood.LONELY})
    assert Finding.objects.count() == 1  # the dossier says so already


def test_ill_is_worrying():
    assert ground.visit(ground.village(), ground.elder(), answers={"health": Health.ILL}).worrying


def test_what_was_seen_before_the_pair_ended_counts_and_what_comes_after_does_not():
    lin, guo = ground.elder(), personas.volunteer()
    contact = ground.pair(guo, lin, at=NOW - 5 * DAY)
    worker = ground.village()
    end_visit_contact(by=None, at=NOW, contact_id=contact.id, until=(NOW - DAY).date())
    ground.pair(worker, lin)
    ground.visit(guo, lin, happened_at=NOW - 2 * DAY)
    with pytest.raises(LooksInNoMore) as refused:
        ground.visit(guo, lin)
    assert refused.value.facts["name"] == worker.person.name
