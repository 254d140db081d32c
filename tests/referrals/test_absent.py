"""Lists of those who qualify and go without: counted as the rules say, referred together, once each."""

from datetime import timedelta

import pytest
import time_machine

from accounts.refusals import NotAllowed
from services.referrals.actions.answer_referral import answer_referral
from services.referrals.actions.refer_many import TooManyAtOnce, refer_many
from services.referrals.enums import Agreed, Kind
from services.referrals.kinds import ABSENT
from services.referrals.models import Referral
from services.referrals.queries.absent import absent, absent_counts, by_village, waiting
from tests import personas
from tests.personas import NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.referrals.ground import here, say

pytestmark = pytest.mark.django_db
ON = NOW.date()
DAY = timedelta(days=1)
POOR_AND_ILL = {"poverty": "LOW_INCOME", "illnesses": ["HYPERTENSION"], "medical_aid": False, "poverty_file": True}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def at():
    found = here()
    say(found.lin, **POOR_AND_ILL)
    return found


def send(at, elders, **more):
    facts = {"by": at.su, "at": NOW, "kind": Kind.MEDICAL_AID, "reason": "低保户有病", "agreed": Agreed.BY_PHONE}
    return refer_many(elder_ids=[one.id for one in elders], **{**facts, **more})


def test_the_facts_put_an_elder_on_the_lists_and_take_them_off(at):
    found = absent_counts([VILLAGE], on=ON)
    assert (found["no_medical_aid"], found["no_poverty_file"], found["house_unsafe"]) == (1, 0, 0)
    say(at.lin, medical_aid=True, house_rating="C", lacks_comfort=True, needs=["LEGAL"])
    found = absent_counts([VILLAGE], on=ON)
    assert (found["no_medical_aid"], found["house_unsafe"], found["lonely"], found["wants_law"]) == (0, 1, 1, 1)
    say(at.lin, poverty="EDGE", serious_illness=True)
    assert absent_counts([VILLAGE], on=ON)["hardship"] == 1
    assert absent_counts([OTHER_VILLAGE], on=ON) == dict.fromkeys(ABSENT, 0)


def test_many_are_referred_at_once_and_twice_is_once(at):
    chen, far = personas.elder("陈木根", minutes=0), personas.elder("远处", village=OTHER_VILLAGE, minutes=0)
    say(chen, **POOR_AND_ILL)
    assert by_village([TOWNSHIP], "no_medical_aid", on=ON) == [(VILLAGE, "白岩村", 2)]
    sent = send(at, [at.lin, chen, far])
    assert (len(sent.made), sent.already) == (2, [])
    assert [(key, refusal.code) for key, refusal in sent.refused] == [(far.id, "not_found")]
    again = send(at, [at.lin, chen])
    assert (again.made, sorted(again.already)) == ([], sorted([at.lin.id, chen.id]))
    assert Referral.objects.count() == 2
    assert not absent([VILLAGE], "no_medical_aid", on=ON)
    assert waiting([VILLAGE], "no_medical_aid") == 2
    with pytest.raises(NotAllowed):
        send(at, [at.lin], by=at.health)
    with pytest.raises(TooManyAtOnce):
        refer_many(
            by=at.su,
            at=NOW,
            elder_ids=[personas.uuid4() for _n in range(201)],
            kind=Kind.RELIEF,
            reason="多",
            agreed=Agreed.BY_PHONE,
        )


def test_who_was_refused_comes_back_after_the_days_of_the_rule(at):
    (key,) = send(at, [at.lin]).made
    answer_referral(by=at.su, at=NOW, referral_id=key, granted=False, words="材料不全")  # nobody signs in there
    assert not absent([VILLAGE], "no_medical_aid", on=ON + 179 * DAY)
    assert absent([VILLAGE], "no_medical_aid", on=ON + 181 * DAY)
