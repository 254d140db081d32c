"""Conditions that stand in the open are asked by the database, the sealed ones in Python: both say the same."""

from datetime import date

import pytest

from tests.personas import NOW, OTHER_VILLAGE, VILLAGE
from tests.subsidies.ground import NOVEMBER, edition, elder, enrol, fund, official, old_age
from timebank.ledger.audit import audit_ledger
from timebank.ledger.models import Transfer
from timebank.subsidies.actions.decide_run import decide_run
from timebank.subsidies.actions.draw_run import draw_run
from timebank.subsidies.actions.propose_run import propose_run
from timebank.subsidies.actions.write_edition import RuleSheet, TierSheet
from timebank.subsidies.models import Enrolment, RunRow
from timebank.subsidies.queries.eligible import lapses
from timebank.subsidies.queries.programmes import edition_on

pytestmark = pytest.mark.django_db

RULES = (
    RuleSheet("AGE", age_from=80, age_to=95),
    RuleSheet("AGE", age_from=70),
    RuleSheet("LIVES_IN", values=(VILLAGE,)),
    RuleSheet("REGISTERED_IN", values=("350425",)),
    RuleSheet("LEFT_BEHIND"),
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.kind}-{rule.age_to}")
def test_database_and_python_hold_back_the_same(rule: RuleSheet) -> None:
    by = official()
    programme = old_age(by)
    people = [
        elder(left_behind=True),
        elder("陈阿公", born=date(1930, 12, 1)),
        elder("王细妹", village=OTHER_VILLAGE, left_behind=False),
    ]
    person = people[0].person
    person.registered_id = VILLAGE
    person.save()
    enrol(by, programme, *people)
    edition(by, programme, valid_from=NOVEMBER, rules=(rule,), tiers=(TierSheet(5_000),))
    run = draw_run(by=by, at=NOW, programme_id=programme.id, month=NOVEMBER)
    held = set(RunRow.objects.filter(run=run, findings__contains=["NOT_ELIGIBLE"]).values_list("elder_id", flat=True))
    written = edition_on(programme, NOVEMBER)
    assert written is not None
    lacking = {key for key, rules in lapses(written, NOVEMBER, Enrolment.objects.filter(programme=programme)) if rules}
    assert held == lacking
    assert lacking != {one.id for one in people}


def test_each_posting_of_a_batch_names_its_month_and_the_rule_that_gave_its_amount() -> None:
    by = official()
    programme = old_age(by, fen=0)
    fund(by, programme, 100_000)
    enrol(by, programme, elder(), elder("陈阿公", born=date(1934, 1, 1)), since=date(2026, 10, 1))
    run = draw_run(by=by, at=NOW, programme_id=programme.id, month=NOVEMBER)
    propose_run(by=by, at=NOW, run_id=run.id)
    decide_run(by=official("陈建国"), at=NOW, run_id=run.id, approve=True)
    postings = Transfer.objects.filter(reference_id=run.id)
    assert {(t.memo["month"], t.amount, t.rule[0]["value"]) for t in postings} == {
        (month, fen, fen) for month in ("2026-10", "2026-11") for fen in (5_000, 10_000)
    }
    assert all(t.id.version == 7 for t in postings)
    assert audit_ledger().ok
