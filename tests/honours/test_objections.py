"""Anybody may object while the names are on notice; each gets an answer before anything is decided."""

import pytest
from django.db import IntegrityError, transaction

from accounts.refusals import NotAllowed, NotFound
from services.honours.actions.answer_objection import AnotherAnswers, answer_objection
from services.honours.actions.decide_round import ObjectionsOpen, decide_round
from services.honours.actions.forget_objectors import KEPT, forget_objectors
from services.honours.actions.keeping import SayWhy
from services.honours.actions.object_to_candidate import NoticeIsOver, TooManyObjections, object_to_candidate
from services.honours.enums import CandidacyState, ObjectionState, ObjectionWay
from services.honours.models import Objection
from services.orders.lifecycle import StateChanged
from tests.honours.ground import AFTER, DAY, family, here, nominated, on_notice, opened
from tests.personas import NOW

pytestmark = pytest.mark.django_db
WORDS = "他去年两次没来。"


@pytest.fixture
def at():
    made = here()
    made.round = opened(made)
    made.one, made.other = nominated(made, made.round), family(made, made.round)
    return made


def object_to(at, one=None, *, by=None, moment=NOW, words=WORDS, **more):
    return object_to_candidate(by=by, at=moment, candidacy_id=(one or at.one).id, words=words, **more)


def test_only_while_the_names_hang_out(at):
    with pytest.raises(NotFound):
        object_to(at)
    on_notice(at, at.round, at.one, at.other)
    assert object_to(at, moment=AFTER - DAY).state == ObjectionState.OPEN  # the last day
    with pytest.raises(NoticeIsOver):
        object_to(at, moment=AFTER)
    with pytest.raises(SayWhy):
        object_to(at, words="")


def test_taken_down_by_the_village_answered_by_another(at):
    on_notice(at, at.round, at.one, at.other)
    with pytest.raises(NotAllowed):
        object_to(at, by=at.guo)
    with pytest.raises(NotFound):
        object_to(at, by=at.zhang)
    made = object_to(at, by=at.ye, name="路人", phone="13800000001")
    assert made.way == ObjectionWay.TAKEN_DOWN
    with pytest.raises(AnotherAnswers):
        answer_objection(by=at.ye, at=NOW, objection_id=made.id, uphold=False, words="查过了")
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.filter(id=made.id).update(state="REJECTED", answered_at=NOW, answered_by=at.ye)
    with pytest.raises(NotAllowed):
        answer_objection(by=at.shi, at=NOW, objection_id=made.id, uphold=False, words="查过了")
    with pytest.raises(SayWhy):
        answer_objection(by=at.chen, at=NOW, objection_id=made.id, uphold=False, words="")
    answer_objection(by=at.chen, at=NOW, objection_id=made.id, uphold=False, words="查过了，两次都请了假。")
    with pytest.raises(StateChanged):
        answer_objection(by=at.chen, at=NOW, objection_id=made.id, uphold=True, words="再想想")


def test_no_decision_over_an_open_objection(at):
    on_notice(at, at.round, at.one, at.other)
    made = object_to(at)
    with pytest.raises(ObjectionsOpen):
        decide_round(by=at.ye, at=AFTER, round_id=at.round.id, chosen=[at.other.id])
    answer_objection(by=at.chen, at=NOW, objection_id=made.id, uphold=True, words="属实。")
    at.one.refresh_from_db()
    assert (at.one.state, at.one.because) == (CandidacyState.OUT, "属实。")
    with pytest.raises(StateChanged):
        object_to(at)
    with pytest.raises(NotFound):  # taken off: nobody can be honoured by mistake
        decide_round(by=at.ye, at=AFTER, round_id=at.round.id, chosen=[at.one.id])
    decide_round(by=at.ye, at=AFTER, round_id=at.round.id, chosen=[at.other.id])


def test_a_flood_is_stopped(at, monkeypatch):
    monkeypatch.setattr("services.honours.actions.object_to_candidate.MOST_OPEN", 2)
    on_notice(at, at.round, at.one, at.other)
    object_to(at)
    object_to(at)
    with pytest.raises(TooManyObjections):
        object_to(at)
    object_to(at, at.other)


def test_who_objected_is_forgotten_what_was_said_stays(at):
    on_notice(at, at.round, at.one, at.other)
    made = object_to(at, name="路人", phone="13800000001")
    answer_objection(by=at.chen, at=NOW, objection_id=made.id, uphold=False, words="查过了。")
    decide_round(by=at.ye, at=AFTER, round_id=at.round.id, chosen=[at.one.id])
    assert forget_objectors(at=AFTER + KEPT - DAY) == 0
    made.refresh_from_db()
    assert made.name == "路人"
    assert forget_objectors(at=AFTER + KEPT) == 1
    assert forget_objectors(at=AFTER + KEPT) == 0
    made.refresh_from_db()
    assert (made.name, made.phone, made.words, made.answer) == ("", "", WORDS, "查过了。")
