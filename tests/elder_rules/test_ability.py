"""Assessing what an elder can do: the form, the score, the way through the pages."""

from datetime import date

import pytest

from accounts.access.enums import Role
from accounts.elders.actions.answer_assessment import AssessmentFinished, NotAnAnswer, answer_assessment
from accounts.elders.actions.begin_assessment import begin_assessment
from accounts.elders.actions.finish_assessment import AnswersMissing, finish_assessment
from accounts.elders.models import Assessment
from accounts.elders.queries.status import status_of
from accounts.elders.rules.ability import Circumstance, Grade, form, missing, result
from accounts.refusals import NotFound
from tests import personas
from tests.personas import NOW

SHEET = form()
BEST = {code: item.most for code, item in SHEET.items.items()}
WORST = dict.fromkeys(SHEET.items, 0)


def lowered(points: int) -> dict[str, int]:
    """The best answers, made worse by so many points in all."""
    answers = dict(BEST)
    for code in answers:
        taken = min(points, answers[code])
        answers[code] -= taken
        points -= taken
    return answers


def test_the_form_is_the_one_of_the_standard():
    assert [len(domain.items) for domain in SHEET.domains] == [8, 4, 9, 5]
    assert (SHEET.most, len(SHEET.items)) == (90, 26)
    assert all(min(item.options) == 0 for item in SHEET.items.values())


@pytest.mark.parametrize(
    ("off", "grade"),
    [
        (0, Grade.INTACT),
        (1, Grade.MILD),
        (24, Grade.MILD),
        (25, Grade.MODERATE),
        (44, Grade.MODERATE),
        (45, Grade.SEVERE),
        (60, Grade.SEVERE),
        (61, Grade.COMPLETE),
        (90, Grade.COMPLETE),
    ],
)
def test_the_borders_of_the_grades(off, grade):
    found = result(SHEET, lowered(off), frozenset())
    assert (found.score, found.by_score, found.grade) == (90 - off, grade, grade)
    assert sum(found.by_domain.values()) == found.score


def test_circumstances_make_it_worse_but_never_better():
    assert result(SHEET, BEST, frozenset({Circumstance.DIAGNOSED})).grade == Grade.MILD
    assert result(SHEET, BEST, frozenset({Circumstance.DIAGNOSED, Circumstance.EVENTS})).grade == Grade.MODERATE
    assert result(SHEET, BEST, frozenset({Circumstance.COMA})).grade == Grade.COMPLETE
    assert result(SHEET, WORST, frozenset({Circumstance.EVENTS})).grade == Grade.COMPLETE
    assert result(SHEET, BEST, frozenset({Circumstance.EVENTS})).by_score == Grade.INTACT


def test_a_missing_answer_is_named_and_not_guessed():
    almost = {code: points for code, points in BEST.items() if code != "stairs"}
    assert [item.code for item in missing(SHEET, almost)] == ["stairs"]
    with pytest.raises(KeyError):
        result(SHEET, almost, frozenset())


@pytest.mark.django_db
class TestTheWayThrough:
    def test_it_is_resumed_finished_once_and_speaks_for_the_risk(self):
        elder = personas.elder(minutes=0)
        worker = personas.user("郑美兰", Role.VILLAGE_WORKER, region=personas.VILLAGE)
        made = begin_assessment(by=worker, at=NOW, elder=elder)
        assert begin_assessment(by=worker, at=NOW, elder=elder) == made
        answer_assessment(by=worker, at=NOW, assessment=made, answers={"eating": 2})
        with pytest.raises(AnswersMissing):
            finish_assessment(by=worker, at=NOW, assessment=made)
        answer_assessment(by=worker, at=NOW, assessment=made, answers=lowered(50))
        done = finish_assessment(by=worker, at=NOW, assessment=made)
        assert (done.score, done.grade, done.due_on) == (40, Grade.SEVERE, date(2027, 11, 19))
        for again in (
            lambda: answer_assessment(by=worker, at=NOW, assessment=made, answers={"eating": 4}),
            lambda: finish_assessment(by=worker, at=NOW, assessment=made),
        ):
            with pytest.raises(AssessmentFinished):
                again()
        on = date(2026, 11, 19)
        assert "dependent" in {point.code for point in status_of(elder, on=on).risk.points}
        later = status_of(elder, on=date(2027, 11, 19))
        assert "dependent" not in {point.code for point in later.risk.points}, "after a year it holds no more"
        assert begin_assessment(by=worker, at=NOW, elder=elder) != made

    @pytest.mark.parametrize(
        "wrong", [{"eating": 5}, {"eating": -1}, {"flying": 1}, {"aggression": 2}, {"eating": True}]
    )
    def test_only_offered_answers_are_kept(self, wrong):
        worker = personas.user("郑美兰", Role.VILLAGE_WORKER, region=personas.VILLAGE)
        made = begin_assessment(by=worker, at=NOW, elder=personas.elder(minutes=0))
        with pytest.raises(NotAnAnswer):
            answer_assessment(by=worker, at=NOW, assessment=made, answers={"walking": 4, **wrong})
        made.refresh_from_db()
        assert made.answers == "{}"

    def test_strangers_neither_begin_nor_read(self, client):
        elder = personas.elder(minutes=0)
        worker = personas.user("郑美兰", Role.VILLAGE_WORKER, region=personas.VILLAGE)
        stranger = personas.user("苏阿旺", Role.VILLAGE_WORKER, region=personas.OTHER_VILLAGE)
        made = begin_assessment(by=worker, at=NOW, elder=elder)
        with pytest.raises(NotFound):
            begin_assessment(by=stranger, at=NOW, elder=elder)
        client.force_login(stranger, backend="allauth.account.auth_backends.AuthenticationBackend")
        for address in (
            f"/territory/elders/{elder.id}/assessments/",
            f"/territory/assessments/{made.id}/",
            f"/territory/assessments/{made.id}/self_care/",
        ):
            assert client.get(address).status_code == 404

    def test_the_pages_lead_from_the_first_question_to_the_sheet(self, client):
        elder = personas.elder(minutes=0)
        worker = personas.user("郑美兰", Role.VILLAGE_WORKER, region=personas.VILLAGE)
        client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
        begun = client.post(f"/territory/elders/{elder.id}/assessments/begin/")
        made = Assessment.objects.get()
        assert begun.headers["Location"] == f"/territory/assessments/{made.id}/self_care/"
        left = client.post(begun.headers["Location"], {"eating": "3"})
        assert left.status_code == 422
        made.refresh_from_db()
        assert made.answers == '{"eating": 3}', "what was chosen is kept"
        for domain in SHEET.domains:
            answers = {item.code: str(item.most) for item in domain.items}
            sent = client.post(f"/territory/assessments/{made.id}/{domain.code}/", answers)
            assert sent.status_code == 303
        done = client.post(sent.headers["Location"], {"circumstances": ["EVENTS"]})
        assert done.headers["Location"] == f"/territory/assessments/{made.id}/"
        sheet = client.get(done.headers["Location"]).content.decode()
        made.refresh_from_db()
        assert (made.score, made.grade) == (90, Grade.MILD)
        assert "GB/T 42195-2022" in sheet
        assert client.get(f"/territory/assessments/{made.id}/self_care/").status_code == 404
        assert client.get(f"/territory/elders/{elder.id}/assessments/").status_code == 200

    def test_whoever_stops_in_the_middle_finds_the_answers_again(self, client):
        elder, worker = personas.elder(), personas.user("郑美兰", Role.VILLAGE_WORKER, region=personas.VILLAGE)
        client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
        begun = client.post(f"/territory/elders/{elder.id}/assessments/begin/")
        stopped = client.post(begun.headers["Location"], {"eating": "3", "stop": "1"})
        assert stopped.headers["Location"] == f"/territory/elders/{elder.id}/assessments/"
        again = client.post(f"/territory/elders/{elder.id}/assessments/begin/")
        assert again.headers["Location"] == begun.headers["Location"]
        assert {one.item.code: one.chosen for one in client.get(again.headers["Location"]).context["questions"]}[
            "eating"
        ] == 3
