"""Two at once: one round, one decision; a decision and an objection never both go through."""

from accounts.journal.models import Event
from services.honours.actions.decide_round import decide_round
from services.honours.actions.object_to_candidate import object_to_candidate
from services.honours.actions.withdraw_consent import withdraw_consent
from services.honours.models import Candidacy, HonourRound
from tests import personas
from tests.honours.ground import AFTER, here, nominated, on_notice, opened
from tests.orders.test_races import at_once
from tests.personas import COUNTY


def test_two_decisions_at_once_give_one(committed_db):
    at = here()
    assert at_once(lambda: opened(at), lambda: opened(at, by=at.ye)) == []
    found = HonourRound.objects.get()
    third = personas.user("第三人", "COUNTY_OFFICIAL", region=COUNTY)
    one = nominated(at, found)
    on_notice(at, found, one)
    trouble = at_once(
        lambda: decide_round(by=at.ye, at=AFTER, round_id=found.id, chosen=[one.id]),
        lambda: decide_round(by=third, at=AFTER, round_id=found.id, chosen=[one.id]),
        lambda: withdraw_consent(by=at.guo, at=AFTER, candidacy_id=one.id, whose="CANDIDATE"),
        lambda: object_to_candidate(by=None, at=AFTER, candidacy_id=one.id, words="晚了"),
    )
    assert trouble == []
    found.refresh_from_db()
    honoured = Candidacy.objects.get().state
    decided = Event.objects.filter(name="services.honours.decided").count()
    # Whoever was first: honoured once and unnamed since, or withdrawn and nobody to decide upon.
    assert (found.state, honoured, decided) in {("DECIDED", "HONOURED", 1), ("NOTICE", "WITHDRAWN", 0)}
