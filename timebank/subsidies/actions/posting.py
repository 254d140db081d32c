"""A month's rows become postings: to passbooks in fen, or to wallets for services."""

from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from timebank.ledger.actions.post_selected import NEW_KEY, open_selected, post_selected
from timebank.ledger.enums import AccountKind, TransferKind
from timebank.subsidies.actions.expire_vouchers import expire_month
from timebank.subsidies.enums import ProgrammeKind
from timebank.subsidies.models import Programme, Run, Tier

PAID = """
    FROM subsidies_runrow r JOIN elders_elder e ON e.id = r.elder_id
    WHERE r.run_id = %(run)s AND r.included"""
NO_BOOK = f"SELECT DISTINCT e.person_id, NULL::uuid AS account_id {PAID}"
NO_WALLET = f"""
    CREATE TEMP TABLE subsidies_new_wallet ON COMMIT DROP AS
    SELECT {NEW_KEY} AS account_id, {NEW_KEY} AS wallet_id, found.* FROM (
        SELECT DISTINCT r.elder_id, e.person_id {PAID}
          AND NOT EXISTS (SELECT FROM subsidies_wallet w
                          WHERE w.programme_id = r.programme_id AND w.elder_id = r.elder_id)) found"""
NEW_WALLETS = """
    INSERT INTO subsidies_wallet (id, programme_id, kind, elder_id, account_id)
    SELECT wallet_id, %(programme)s, 'IN_KIND', elder_id, account_id FROM subsidies_new_wallet"""
# Memos come first in the texts, one a month; then "no rule", then one rule a tier.
ALLOT = """
    SELECT row_number() OVER (ORDER BY r.elder_id, r.for_month) AS ord,
           'allot:' || r.programme_id || ':' || to_char(r.for_month, 'YYYY-MM') || ':' || r.elder_id AS key,
           w.account_id, e.person_id, r.fen AS amount,
           array_position(%(months)s::date[], r.for_month) AS memo,
           cardinality(%(months)s::date[]) + 1 + coalesce(array_position(%(tiers)s::bigint[], r.tier_id), 0) AS rule
    FROM subsidies_runrow r JOIN elders_elder e ON e.id = r.elder_id
    LEFT JOIN subsidies_wallet w ON w.programme_id = r.programme_id AND w.elder_id = r.elder_id AND w.kind = r.kind
    WHERE r.run_id = %(run)s AND r.included"""


def post_run(run: Run, *, by: Any, at: datetime) -> int:
    """Post every included row of a locked run out of the programme's budget; return how many were new.

    Raises NotEnough. Inside a transaction only; the programme is locked too.
    """
    programme = run.programme
    if programme.kind == ProgrammeKind.IN_KIND:
        expire_month(programme, month=timezone.localdate(at).replace(day=1), at=at)
    _open_accounts(run)
    months = sorted(set(run.rows.filter(included=True).values_list("for_month", flat=True)))
    tiers = list(Tier.objects.filter(edition__programme=programme).order_by("id"))
    memos = [_memo(programme, month) for month in months]
    return post_selected(
        select=ALLOT,
        parameters={"run": run.id, "months": months, "tiers": [tier.id for tier in tiers]},
        texts=[*memos, [], *([_cited(programme, tier)] for tier in tiers)],
        kind=TransferKind.ALLOT,
        source_id=programme.budget.account_id,
        happened_at=at,
        reference_kind="run",
        reference_id=run.id,
        by=by,
    )


def _open_accounts(run: Run) -> None:
    """The person's book in fen, or the wallet of this programme, where there is none."""
    known = {"run": run.id}
    if run.kind == ProgrammeKind.CASH_ALLOWANCE:
        open_selected(kind=AccountKind.PERSON, select=NO_BOOK, parameters=known)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.subsidies_new_wallet")
        cursor.execute(NO_WALLET, known)
        wanted = "SELECT person_id, account_id FROM subsidies_new_wallet"
        open_selected(kind=AccountKind.VOUCHER, select=wanted, parameters={})
        cursor.execute(NEW_WALLETS, {"programme": run.programme_id})


def _memo(programme: Programme, month: date) -> dict[str, Any]:
    return {"programme": {"zh": programme.name_zh, "en": programme.name_en}, "month": f"{month:%Y-%m}"}


def _cited(programme: Programme, tier: Tier) -> dict[str, Any]:
    return {"code": f"programme.{programme.code}", "value": tier.fen, "citation": tier.citation}
