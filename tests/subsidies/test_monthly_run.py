"""A month is drawn, proposed, posted by somebody else; every fen is found again."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.access.enums import Role
from accounts.refusals import NotAllowed
from tests import personas
from tests.personas import NOW
from tests.subsidies.ground import LATER, NOVEMBER, OCTOBER, edition, elder, enrol, official, old_age, purchased
from timebank.ledger.actions.post_transfer import NotEnough
from timebank.ledger.audit import audit_ledger
from timebank.subsidies.actions.change_row import change_row
from timebank.subsidies.actions.decide_run import OwnProposal, decide_run
from timebank.subsidies.actions.draw_run import draw_run
from timebank.subsidies.actions.drop_run import drop_run
from timebank.subsidies.actions.expire_vouchers import expire_vouchers
from timebank.subsidies.actions.propose_run import NothingToPay, propose_run
from timebank.subsidies.actions.report_paid import report_paid
from timebank.subsidies.actions.stop_enrolment import stop_enrolment
from timebank.subsidies.actions.write_edition import EditionUsed, RuleSheet, TierSheet
from timebank.subsidies.enums import Finding
from timebank.subsidies.models import Run, RunRow, Wallet
from timebank.subsidies.queries.runs import reconciliation_of
from timebank.subsidies.queries.sums import money_of

pytestmark = pytest.mark.django_db


def posted(programme: object, month: date = NOVEMBER) -> Run:
    first, second = official("吴秀珍"), official("陈建国")
    run = draw_run(by=first, at=NOW, programme_id=programme.id, month=month)  # type: ignore[attr-defined]
    propose_run(by=first, at=NOW, run_id=run.id)
    return decide_run(by=second, at=NOW, run_id=run.id, approve=True)


def test_run_pays_each_by_age_and_the_books_agree() -> None:
    by = official()
    programme = old_age(by)
    enrol(by, programme, elder(), elder("陈阿公", born=date(1934, 1, 1)), elder("刚满八十", born=date(1946, 11, 30)))
    run = posted(programme)
    assert (run.people, run.fen) == (3, 5_000 + 10_000 + 5_000)
    found = reconciliation_of(run)
    assert found.agrees
    assert found.roster_fen == found.ledger_fen == 20_000
    money = money_of([programme.budget])[programme.budget_id]
    assert (money.given, money.spent, money.left) == (1_000_000, 20_000, 980_000)
    assert audit_ledger().ok


def test_run_twice_is_once() -> None:
    by = official()
    programme = old_age(by)
    enrol(by, programme, elder())
    run = posted(programme)
    again = draw_run(by=by, at=NOW, programme_id=programme.id, month=NOVEMBER)
    assert again.id == run.id
    decide_run(by=official("第三人"), at=NOW, run_id=run.id, approve=True)
    programme.budget.account.refresh_from_db()
    assert programme.budget.account.balance == 995_000


def test_run_is_not_approved_by_who_proposed_it() -> None:
    by = official()
    programme = old_age(by)
    enrol(by, programme, elder())
    run = draw_run(by=by, at=NOW, programme_id=programme.id, month=NOVEMBER)
    propose_run(by=by, at=NOW, run_id=run.id)
    with pytest.raises(OwnProposal):
        decide_run(by=by, at=NOW, run_id=run.id, approve=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(id=run.id).update(decided_by=by, decided_at=NOW)


def test_run_beyond_the_budget_posts_nothing() -> None:
    by = official()
    programme = old_age(by, fen=4_999)
    enrol(by, programme, elder())
    run = draw_run(by=by, at=NOW, programme_id=programme.id, month=NOVEMBER)
    propose_run(by=by, at=NOW, run_id=run.id)
    with pytest.raises(NotEnough):
        decide_run(by=official("陈建国"), at=NOW, run_id=run.id, approve=True)
    run.refresh_from_db()
    assert run.status == "PROPOSED"


def test_missed_months_are_paid_later_at_their_own_amount() -> None:
    by = official()
    programme = old_age(by, valid_until=date(2026, 11, 1))
    edition(by, programme, valid_from=NOVEMBER, tiers=(TierSheet(6_000, age_from=80),))
    enrol(by, programme, elder(), since=date(2026, 9, 10))
    run = posted(programme)
    rows = list(run.rows.order_by("for_month").values_list("for_month", "fen"))
    assert rows == [(date(2026, 9, 1), 5_000), (OCTOBER, 5_000), (NOVEMBER, 6_000)]
    assert Finding.ARREARS in run.rows.get(for_month=OCTOBER).findings


def test_row_left_out_by_hand_stays_out_and_comes_back_as_arrears() -> None:
    by = official()
    programme = old_age(by)
    enrol(by, programme, elder(), elder("陈阿公"))
    run = draw_run(by=by, at=NOW, programme_id=programme.id, month=NOVEMBER)
    row = run.rows.first()
    assert row is not None
    change_row(by=by, at=NOW, row_id=row.id, include=False, words="联系不上")
    assert draw_run(by=by, at=NOW, programme_id=programme.id, month=NOVEMBER).people == 1
    propose_run(by=by, at=NOW, run_id=run.id)
    decide_run(by=official("陈建国"), at=NOW, run_id=run.id, approve=True)
    later = draw_run(by=by, at=LATER, programme_id=programme.id, month=date(2026, 12, 1))
    assert later.rows.filter(elder=row.elder_id, for_month=NOVEMBER, included=True).exists()
    assert later.fen == 15_000


def test_stopped_double_and_lapsed_are_held_back() -> None:
    by = official()
    programme, other = old_age(by, group="aged"), old_age(by, code="other", name_zh="另一项", group="aged")
    young, twice, ends = elder(), elder("重复"), elder("要走")
    enrol(by, programme, young, twice, ends)
    enrol(by, other, twice)
    young.person.birth_on = date(1960, 1, 1)
    young.person.save()
    stop_enrolment(by=by, at=NOW, enrolment_id=ends.enrolments.get().id, last_on=date(2026, 10, 31), because="MOVED")
    run = draw_run(by=by, at=NOW, programme_id=programme.id, month=NOVEMBER)
    said = {row.elder_id: row for row in run.rows.all()}
    assert set(said) == {young.id, twice.id}
    assert Finding.NO_TIER in said[young.id].findings
    assert Finding.NOT_ELIGIBLE in said[young.id].findings
    assert Finding.DOUBLE in said[twice.id].findings
    assert not any(row.included for row in said.values())
    with pytest.raises(NothingToPay):
        propose_run(by=by, at=NOW, run_id=run.id)


def test_paid_out_leaves_the_book_and_what_came_back_stays_owed() -> None:
    by = official()
    programme = old_age(by)
    enrol(by, programme, elder(), elder("陈阿公"))
    run = posted(programme)
    back = run.rows.first()
    assert back is not None
    assert report_paid(by=by, at=NOW, run_id=run.id, paid_on=NOW.date(), returned=[back.id]) == 1
    assert report_paid(by=by, at=NOW, run_id=run.id, paid_on=NOW.date()) == 0
    owed = reconciliation_of(run)
    assert (owed.paid_fen, owed.returned_fen, owed.waiting_fen) == (5_000, 5_000, 0)
    assert report_paid(by=by, at=NOW, run_id=run.id, paid_on=NOW.date(), only=[back.id]) == 1
    assert audit_ledger().ok


def test_services_go_to_a_wallet_and_expire_with_the_month() -> None:
    by = official()
    programme = purchased(by)
    enrol(by, programme, elder(lives_alone=True))
    posted(programme)
    wallet = Wallet.objects.select_related("account").get()
    assert (wallet.account.kind, wallet.account.balance) == ("VOUCHER", 8_000)
    assert expire_vouchers(at=NOW) == 0
    assert expire_vouchers(at=LATER) == 1
    assert expire_vouchers(at=LATER) == 0
    wallet.account.refresh_from_db()
    assert wallet.account.balance == 0
    money = money_of([programme.budget])[programme.budget_id]
    assert (money.spent, money.held, money.left) == (0, 0, 1_000_000)


def test_database_keeps_cash_and_services_apart() -> None:
    by = official()
    cash, services = old_age(by), purchased(by)
    enrol(by, cash, elder())
    run = posted(cash)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE subsidies_programme SET kind = 'IN_KIND' WHERE id = %s", [cash.id])
    with pytest.raises(DatabaseError), transaction.atomic():
        Wallet.objects.create(programme=cash, elder=elder(), account=services.budget.account)
    with pytest.raises(DatabaseError), transaction.atomic():
        RunRow.objects.filter(run=run).update(fen=1)


def test_posted_months_keep_their_text_and_a_dropped_one_can_be_drawn_again() -> None:
    by = official()
    programme = old_age(by)
    enrol(by, programme, elder())
    first = draw_run(by=by, at=NOW, programme_id=programme.id, month=NOVEMBER)
    drop_run(by=by, at=NOW, run_id=first.id)
    run = posted(programme)
    assert run.id != first.id
    with pytest.raises(EditionUsed):
        edition(by, programme, valid_from=NOVEMBER, tiers=(TierSheet(1),))
    edition(
        by,
        programme,
        valid_from=NOVEMBER + timedelta(days=30),
        tiers=(TierSheet(1),),
        rules=(RuleSheet("AGE", age_from=80),),
    )


def test_elsewhere_nobody_draws() -> None:
    programme = old_age(official())
    with pytest.raises(NotAllowed):
        draw_run(
            by=personas.user("村", Role.VILLAGE_WORKER, region=personas.VILLAGE),
            at=NOW,
            programme_id=programme.id,
            month=NOVEMBER,
        )
