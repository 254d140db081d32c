"""Receipts on paper: number, sum in capital figures, a code that anybody can check."""

import pytest
from django.test import Client

from accounts.check_codes import is_code
from frontend.subsidies.capital import capital_text
from tests.personas import NOW
from tests.subsidies.ground import official, old_age
from tests.subsidies.test_pages import browser
from timebank.subsidies.actions.put_in import put_in
from timebank.subsidies.enums import MoneyFrom


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (30_000, "人民币叁佰元整"),
        (10_250, "人民币壹佰零贰元伍角整"),
        (10_005, "人民币壹佰元零伍分"),
        (10_010_000, "人民币壹拾万零壹佰元整"),
        (1_050_000, "人民币壹万零伍佰元整"),
        (10_000_000_100, "人民币壹亿零壹元整"),
        (50, "人民币伍角整"),
    ],
)
def test_a_sum_in_capital_figures(fen: int, words: str) -> None:
    assert capital_text(fen) == words


@pytest.mark.django_db
def test_a_gift_is_printed_and_checked_by_a_stranger() -> None:
    by = official()
    budget = old_age(by, fen=0).budget
    given = {"fen": 30_000, "source": MoneyFrom.GIFT, "happened_on": NOW.date(), "words": "给老人添衣"}
    gift = put_in(by=by, at=NOW, budget_id=budget.id, donor="陈家铺子", **given)
    hidden = put_in(by=by, at=NOW, budget_id=budget.id, donor="林不留名", donor_shown=False, **given)
    assert is_code(gift.code)
    assert gift.code != hidden.code
    pdf = browser(by).get(f"/subsidies/receipts/{gift.id}/receipt.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    told = Client().get(f"/verify/{gift.code}/").content.decode()
    assert gift.receipt in told
    assert "陈家铺子" in told
    assert "林不留名" not in Client().get(f"/verify/{hidden.code}/").content.decode()
    wrong = gift.code[:-1] + ("2" if gift.code[-1] != "2" else "3")
    assert Client().get(f"/verify/{wrong}/").status_code == 404
